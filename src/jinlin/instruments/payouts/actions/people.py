"""Somebody else comes for a claim: an agent, an heir, or the person with another account."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from jinlin.instruments.payouts import claims
from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.actions.verifying import one, standing_claim
from jinlin.instruments.payouts.models import Claim, Instruction
from jinlin.instruments.payouts.rows import copy_in
from jinlin.instruments.payouts.shares import cut
from jinlin.lib.errors import BadInput, NotMet

_LIES_STILL = ("pool", "held", "returned", "unclaimed")


def set_payee(asked: Asked) -> Change:
    """Pay the claim to this account: the person's own, or that of an agent (代理人) or a sole heir (继承人),
    whose papers were seen. NotMet for an account that another claim names."""
    claim = standing_claim(asked)
    account = claims.read_account(str(asked.needed("account")))
    digest = asked.keeper.account(account)
    others = Claim.objects.filter(
        case_id=asked.id, account_digest=digest, standing__in=("registered", "verified")
    )
    if (other := others.exclude(n=claim.n).order_by("n").first()) is not None:
        raise NotMet(f"这个账号已属申报{other.n}", f"This account belongs to claim {other.n} already")
    personal = asked.keeper.open(claim.n, claim.sealed) | {
        "account": account,
        "bank_code": claims.read_bank_code(str(asked.answer("bank_code") or "")),
        "payee": str(asked.answer("payee") or ""),
    }
    capacity = str(asked.answer("capacity") or "self")

    def store() -> None:
        sealed = asked.keeper.seal(claim.n, personal)
        one(claim).update(sealed=sealed, account_digest=digest, way="transfer")
        Instruction.objects.filter(case_id=asked.id, claim=claim.n, place="returned").update(trouble="")

    return Change(asked.id, {"claim": claim.n, "capacity": capacity}, store)


def divide(asked: Asked) -> Change:
    """Several heirs take the claim over, in the parts that their agreement or a judgment gives them: each
    gets a claim of their own, with that part of what was lost, had, and lies still."""
    claim, heirs = standing_claim(asked), asked.needed("heirs")
    parts = [int(heir["part"]) for heir in heirs]
    if len(heirs) < 2 or min(parts) < 1:
        raise BadInput("请列出至少两位继承人及各自份额", "Name at least two heirs and the part of each")
    if Instruction.objects.filter(case_id=asked.id, claim=claim.n, place="in_flight").exists():
        raise NotMet("款项正在付款途中，请等银行回执", "Money is in flight; wait for the bank's answer")
    facts = {"claim": claim.n, "heirs": len(heirs)}
    counts = {"claims": len(heirs), "changes": 1, "instructions": len(heirs) * len(_lying_still(claim))}
    return Change(asked.id, facts, lambda: _store(asked, claim, heirs, parts), counts)


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
    personal = claims.read_person(heir)
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
