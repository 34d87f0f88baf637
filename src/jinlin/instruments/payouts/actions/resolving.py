"""A person resolves an exception: with one of the ways that fit its kind, and a reason."""

from __future__ import annotations

from collections.abc import Callable

from django.db.models import Model

from jinlin.instruments.payouts.actions.answering import confirm_answers
from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.actions.correcting import confirm_amounts, confirm_name
from jinlin.instruments.payouts.actions.disputes import confirm_paid, confirm_unpaid
from jinlin.instruments.payouts.actions.merging import add_up, keep_first, pay_by_slip
from jinlin.instruments.payouts.actions.people import confirm_heirs, confirm_payee, counts_of_heirs
from jinlin.instruments.payouts.actions.second import require_another, scan_of
from jinlin.instruments.payouts.models import Claim, Instruction, Trouble
from jinlin.instruments.payouts.resolutions import BY_TWO, CONFIRMED, ways
from jinlin.lib.errors import BadInput, NotMet

Resolve = Callable[[Asked, Trouble], None]


def _nothing(asked: Asked, trouble: Trouble) -> None:
    """The papers were seen; what stands in the books is right."""
    del asked, trouble


ACTS: dict[str, Resolve] = {
    "keep_first": keep_first,
    "add_up": add_up,
    "agreed": _nothing,
    "by_slip": pay_by_slip,
    "checked": _nothing,
    "clarified": _nothing,
    "was_paid": confirm_paid,
    "was_not_paid": confirm_unpaid,
    "refused": _nothing,
}
CONFIRM: dict[str, Resolve] = {
    "payee_change": confirm_payee,
    "heirs": confirm_heirs,
    "amount_change": confirm_amounts,
    "name_change": confirm_name,
    "answers_by_hand": confirm_answers,
}
TOUCHES: dict[str, frozenset[type[Model]]] = {
    "agreed": frozenset(),
    "checked": frozenset(),
    "clarified": frozenset(),
    "refused": frozenset(),
    "payee_change": frozenset({Claim, Instruction}),
    "amount_change": frozenset({Claim}),
    "name_change": frozenset({Claim}),
}
"""The tables that a way to resolve writes, or the confirmation of a kind; what is not here may write any."""
_ANEW = frozenset({"same_person", "amount_change"})
"""What changes a plan, if it is not refused."""


def resolve(asked: Asked) -> Change:
    """Resolve `exception` by `resolution`, with `reason`. NotMet if it is not open, or if nobody brought the
    bank's written word where that is needed; NotAllowed for whoever asked for it; BadInput for a way that
    does not fit its kind."""
    trouble = open_trouble(asked)
    way, reason = chosen_way(asked, trouble), str(asked.needed("reason"))
    require_another(asked, trouble)
    if way in BY_TWO and trouble.proposal != way:
        raise NotMet(
            "须先由出纳上传银行书面材料的扫描件并提出，再由您确认",
            "The cashier first brings the scan of what the bank wrote and says so; then you confirm it",
        )
    facts = {"exception": trouble.n, "kind": trouble.kind, "claim": trouble.claim, "resolution": way}

    def store() -> None:
        act = CONFIRM[trouble.kind] if way == CONFIRMED else ACTS[way]
        act(asked, trouble)
        values = {
            "resolved_at": asked.now,
            "resolution": way,
            "sealed": asked.keeper.seal_part(f"exception/{trouble.n}", reason[:300].encode()),
            "by": asked.actor.label,
        }
        Trouble.objects.filter(case_id=asked.id, n=trouble.n).update(**values)

    touches = TOUCHES.get(trouble.kind if way == CONFIRMED else way)
    touched = None if touches is None else touches | {Trouble}
    return Change(asked.id, facts, store, _counts(asked, trouble, way), touched)


def bring_word(asked: Asked) -> Change:
    """The bank said in writing whether a payment arrived: whoever has its letter attaches the scan, and a
    second person confirms it. NotMet for an exception that is not open, or of which the bank has no say."""
    trouble, way = open_trouble(asked), str(asked.needed("resolution"))
    if way not in BY_TWO or way not in ways(trouble.kind):
        raise BadInput(
            "这一步只用于登记银行书面答复：款项已到账，或者已退回",
            "This is for the bank's written word alone: that it was paid, or that it came back",
        )
    values = {"proposal": way, "proposed_by": asked.actor.label, "scan": scan_of(asked)}
    facts = {"exception": trouble.n, "proposal": way, "scan": values["scan"]}
    reason = str(asked.needed("reason"))[:300].encode()

    def store() -> None:
        sealed = asked.keeper.seal_part(f"exception/{trouble.n}", reason)
        Trouble.objects.filter(case_id=asked.id, n=trouble.n).update(**values, sealed=sealed)

    return Change(asked.id, facts, store, touches=frozenset({Trouble}))


def open_trouble(asked: Asked) -> Trouble:
    """The exception that the form names. NotMet if it is not open."""
    n = int(asked.needed("exception"))
    trouble = Trouble.objects.filter(case_id=asked.distribution.case_id, n=n, resolved_at=None).first()
    if trouble is None:
        raise NotMet(f"没有未处理的异常{n}", f"There is no open exception {n}")
    return trouble


def chosen_way(asked: Asked, trouble: Trouble) -> str:
    """How it is to be resolved. BadInput for a way that does not fit its kind."""
    way = str(asked.needed("resolution"))
    if way not in ways(trouble.kind):
        known = ", ".join(ways(trouble.kind))
        raise BadInput(
            f"这类异常可以这样处理：{known}", f"An exception of this kind is resolved by one of: {known}"
        )
    return way


def _counts(asked: Asked, trouble: Trouble, way: str) -> dict[str, int]:
    if way == "refused":
        return {}
    if trouble.kind == "heirs":
        return counts_of_heirs(asked, trouble)
    return {"changes": 1} if trouble.kind in _ANEW else {}
