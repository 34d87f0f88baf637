"""Who may look into a distribution. Who may change it, the case says: every step is one of its actions."""

from __future__ import annotations

from dataclasses import dataclass

from jinlin.instruments.documents import policies as documents
from jinlin.instruments.documents.selectors import kind as kind_named
from jinlin.instruments.payouts.case_actions import action_for
from jinlin.kernel.cases import policies as cases
from jinlin.kernel.cases.definition import Action
from jinlin.kernel.cases.selectors import CaseView
from jinlin.lib.errors import NotAllowed
from jinlin.lib.words import Words

NO_REASON = Words(zh="", en="")


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is allowed, and if not, why: a sentence for the person who is refused."""

    allowed: bool
    reason: Words = NO_REASON

    def require(self) -> None:
        """NotAllowed with the reason, unless it is allowed."""
        if not self.allowed:
            raise NotAllowed(self.reason.zh, self.reason.en)


def may_read_claims(seen: cases.Decision) -> Decision:
    """The list of claims, the money and the exceptions: whoever sees the case in an office. Claimants see
    their own by number and code, and nobody else's. `seen` is why the case may be seen at all."""
    if seen.post is not None or seen.role == cases.SYSTEM_ROLE:
        return Decision(True)
    return Decision(
        False,
        Words(
            zh="申报名单只有办案人员可以查看；本人请用身份证号和查询码查看自己的份额",
            en="The list is for the officers of the case; see your own share by identity number and code",
        ),
    )


def may_have_papers(view: CaseView, kind: str) -> Decision:
    """Papers of single claimants of this kind: the roles that the pack lets read them."""
    found = documents.may_read(view, kind_named(kind, view.standing.world.revision))
    if found:
        return Decision(True)
    return Decision(
        False,
        Words(zh="您的岗位不能查看申报人的文书", en="Your office may not have the papers of claimants"),
    )


def may_reveal(view: CaseView) -> Decision:
    """Who a claimant is, in plain: the roles to which the pack opens its field `claims` (`revealed_to`)."""
    if "claims" in view.definition.fields and cases.may_reveal(view.standing, "claims"):
        return Decision(True)
    return Decision(
        False,
        Words(zh="您的岗位不能查看申报人的完整信息", en="Your office may not see a claimant's data in plain"),
    )


def may_fetch_files(view: CaseView, sends: Action) -> Decision:
    """The files for the bank, which hold every name and account in plain: whoever may send, and nobody whose
    hand in this distribution is another (see `hands.yaml`)."""
    if cases.in_a_role(view.standing, sends.by):
        decision = cases.may_take(view.standing, sends)
        return Decision(decision.allowed, decision.reason)
    return Decision(
        False,
        Words(
            zh="银行文件含姓名和账号，只有办理发放的人员可以取用",
            en="The bank files hold names and accounts; they are for those who send the money",
        ),
    )


def may_print_slips(view: CaseView) -> Decision:
    """Slips with codes: whoever registers claims, and so stands at the counter. Not those who pay: whoever
    knows a code acts as the claimant."""
    step = view.definition.actions[action_for(view.definition, "register")]
    decision = cases.may_take(view.standing, step)
    return Decision(decision.allowed, decision.reason)


def may_bring(view: CaseView, step: Action) -> Decision:
    """A file that goes with a step: whoever may take that step."""
    decision = cases.may_take(view.standing, step)
    return Decision(decision.allowed, decision.reason)
