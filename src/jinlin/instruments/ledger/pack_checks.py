"""What is wrong with the accounts of a pack that no mark of a parameter shows."""

from __future__ import annotations

from collections.abc import Iterator

from jinlin.instruments.instrument import Checking, Use
from jinlin.instruments.ledger.plans import STANDARD
from jinlin.lib.words import Words


def commodities_are_known(pack: Checking) -> None:
    """An account counts a commodity that there is."""
    for name, plan in pack.parts("account").items():
        if plan.commodity not in STANDARD:
            pack.unknown("pack.yaml", ("accounts", name, "commodity"), "commodity", plan.commodity, STANDARD)


def accounts_count_the_same(pack: Checking) -> None:
    """`post` moves what is counted alike, and from one account to another."""
    plans = pack.parts("account")
    for use in _posts(pack):
        debit, credit = (str(use.params.get(end)) for end in ("debit", "credit"))
        if not {debit, credit} <= plans.keys():
            continue
        if debit == credit:
            say = Words(zh="借贷不能是同一账户", en="an account cannot pay itself")
            pack.wrong(use, (), "same-account", say)
        elif plans[debit].commodity != plans[credit].commodity:
            zh = f"“{debit}”与“{credit}”不是同一计量"
            say = Words(zh=zh, en=f"`{debit}` and `{credit}` are not of one commodity")
            pack.wrong(use, (), "mixed-commodities", say)


def holds_are_known(pack: Checking) -> None:
    """What settles or releases a hold names one that the same type of case places."""
    uses = list(_posts(pack))
    for use in uses:
        holds = {
            str(one.params.get("name"))
            for one in uses
            if one.definition is use.definition and one.params.get("kind") == "hold"
        }
        of = use.params.get("of")
        if of is not None and of not in holds:
            pack.unknown(use, ("of",), "hold", str(of), holds)


def _posts(pack: Checking) -> Iterator[Use]:
    return (use for use in pack.uses("post") if isinstance(use.params, dict))


CHECKS = (commodities_are_known, accounts_count_the_same, holds_are_known)
