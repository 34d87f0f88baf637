"""Somebody else comes for a claim: an agent, an heir, or the person with another account. One person takes
that in, a second one confirms it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jinlin.instruments.payouts import claims
from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.actions.second import Wanted, ask_for, personal_of
from jinlin.instruments.payouts.actions.verifying import STANDING, claim_numbered, one, standing_claim
from jinlin.instruments.payouts.models import Claim, Instruction, Trouble
from jinlin.instruments.payouts.rows import copy_in
from jinlin.instruments.payouts.shares import cut
from jinlin.lib.errors import BadInput, NotMet

_LIES_STILL = ("pool", "held", "returned", "unclaimed")


def set_payee(asked: Asked) -> Change:
    """Ask that the claim be paid to this account: the person's own, or that of an agent (代理人) or a sole
    heir (继承人), whose papers were seen. Without an account the person gets a deposit slip. NotMet for an
    account that another claim names; BadInput for a slip to anybody but the person."""
    claim = standing_claim(asked)
    personal = {
        "account": claims.read_account(str(asked.answer("account") or "")),
        "bank_code": claims.read_bank_code(str(asked.answer("bank_code") or "")),
        "payee": str(asked.answer("payee") or ""),
    }
    told = {"capacity": str(asked.answer("capacity") or "self")}
    if not personal["account"] and (personal["payee"] or told["capacity"] != "self"):
        raise BadInput(
            "电子存单只能开给申报人本人；由他人代领的，请填收款账号",
            "A deposit slip is made out to the claimant alone; for anybody else give an account",
        )
    _refuse_anothers(asked, claim, personal["account"])
    asked.forget_all("account", "bank_code", "payee")
    wanted = Wanted("payee_change", claim.n, told, personal)
    return ask_for(asked, wanted, {"claim": claim.n, **told})


def confirm_payee(asked: Asked, trouble: Trouble) -> None:
    """The claim is paid to the account that was asked for, or by slip."""
    claim, wanted = claim_numbered(asked, trouble.claim or 0), personal_of(asked, trouble)
    _refuse_anothers(asked, claim, wanted["account"])
    personal = asked.keeper.open(claim.n, claim.sealed) | wanted
    digest = asked.keeper.account(wanted["account"])
    sealed = asked.keeper.seal(claim.n, personal)
    one(claim).update(sealed=sealed, account_digest=digest, way="transfer" if digest else "slip")
    Instruction.objects.filter(case_id=asked.id, claim=claim.n, place="returned").update(trouble="")


def _refuse_anothers(asked: Asked, claim: Claim, account: str) -> None:
    digest = asked.keeper.account(account)
    if digest is None:
        return
    others = Claim.objects.filter(case_id=asked.id, account_digest=digest, standing__in=STANDING)
    if (other := others.exclude(n=claim.n).order_by("n").first()) is not None:
        raise NotMet(f"这个账号已属申报{other.n}", f"This account belongs to claim {other.n} already")


def divide(asked: Asked) -> Change:
    """Ask that several heirs take the claim over, in the parts that their agreement or a judgment gives them:
    each gets a claim of their own, with that part of what was lost, had, and lies still."""
    claim, heirs = standing_claim(asked), asked.needed("heirs")
    parts = [int(heir["part"]) for heir in heirs]
    if len(heirs) < 2 or min(parts) < 1:
        raise BadInput("请列出至少两位继承人及各自份额", "Name at least two heirs and the part of each")
    rows = [{**claims.read_person(heir), "part": int(heir["part"])} for heir in heirs]
    _refuse_in_flight(claim)
    asked.forget_all("heirs")
    wanted = Wanted("heirs", claim.n, {"parts": parts}, {"heirs": rows})
    return ask_for(asked, wanted, {"claim": claim.n, "heirs": len(heirs)})


def confirm_heirs(asked: Asked, trouble: Trouble) -> None:
    """The claim is divided as was asked for."""
    claim = claim_numbered(asked, trouble.claim or 0)
    _refuse_in_flight(claim)
    _store(asked, claim, personal_of(asked, trouble)["heirs"], trouble.told["parts"])


def counts_of_heirs(asked: Asked, trouble: Trouble) -> dict[str, int]:
    """What the division adds to the counts of the distribution."""
    claim, heirs = claim_numbered(asked, trouble.claim or 0), len(trouble.told["parts"])
    return {"claims": heirs, "changes": 1, "instructions": heirs * len(_lying_still(claim))}


def _refuse_in_flight(claim: Claim) -> None:
    if Instruction.objects.filter(case_id=claim.case_id, claim=claim.n, place="in_flight").exists():
        raise NotMet("款项正在付款途中，请等银行回执", "Money is in flight; wait for the bank's answer")


def _lying_still(claim: Claim) -> Sequence[Instruction]:
    found = Instruction.objects.filter(case_id=claim.case_id, claim=claim.n, place__in=_LIES_STILL)
    return list(found.order_by("n"))


def _store(asked: Asked, claim: Claim, heirs: Sequence[Mapping[str, Any]], parts: Sequence[int]) -> None:
    first = asked.distribution.claims + 1
    had, owed = cut(claim.had, parts), cut(claim.loss - claim.had, parts)
    returned = cut(claim.returned, parts)
    losses = [before + now for before, now in zip(had, owed, strict=True)]
    for place, heir in enumerate(heirs):
        _inherit(asked, claim, first + place, heir, (losses[place], had[place], returned[place]))
    _divide_instructions(asked, claim, first, parts)
    one(claim).update(standing="divided", goes_on_in=first)


def _inherit(asked: Asked, claim: Claim, n: int, heir: Mapping[str, Any], fen: tuple[int, int, int]) -> None:
    loss, had, returned = fen
    personal = {part: str(heir[part]) for part in claims.PERSONAL}
    account = asked.keeper.account(personal["account"])
    Claim.objects.create(
        case_id=asked.id, n=n, tier=claim.tier, paid_in=loss + returned, returned=returned, loss=loss,
        had=had, standing=claim.standing, frozen=claim.frozen, way="transfer" if account else "slip",
        sealed=asked.keeper.seal(n, personal), id_digest=asked.keeper.person(personal["id_no"]),
        account_digest=account,
    )  # fmt: skip


def _divide_instructions(asked: Asked, claim: Claim, first: int, parts: Sequence[int]) -> None:
    """The money stays where it lies; what it is for is now several instructions."""
    columns = ("case_id", "n", "plan", "claim", "amount", "place", "held", "ready")
    n, rows, lying = asked.distribution.instructions, [], _lying_still(claim)
    for whole in lying:
        for heir, fen in enumerate(cut(whole.amount, parts), first):
            n += 1
            if fen:
                rows.append((asked.id, n, whole.plan, heir, fen, whole.place, whole.held, whole.ready))
    copy_in(Instruction._meta.db_table, columns, rows)
    numbers = [whole.n for whole in lying]
    Instruction.objects.filter(case_id=asked.id, n__in=numbers).update(place="divided", ready=False)
