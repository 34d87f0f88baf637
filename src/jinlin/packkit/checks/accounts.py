"""Accounts: commodities that can be counted, accounts that are planned, holds that are placed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jinlin.instruments.ledger.plans import STANDARD, AccountPlan
from jinlin.kernel.cases.definition import Definition
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.parts import EffectAt, effects_of
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, Place, fault
from jinlin.packkit.unknown import unknown


def commodities_are_known(draft: Draft, _: House) -> Iterator[Fault]:
    """An account counts a commodity that there is."""
    for name, plan in _planned(draft).items():
        if plan.commodity not in STANDARD:
            place = draft.place("pack.yaml", "accounts", name, "commodity")
            yield unknown(place, "commodity", plan.commodity, STANDARD)


def accounts_are_known(draft: Draft, _: House) -> Iterator[Fault]:
    """`post` names two accounts of pack.yaml that count the same."""
    plans = _planned(draft)
    for case, definition in draft.definitions():
        for at in _posts(definition):
            ends = {end: str(at.effect.params.get(end)) for end in ("debit", "credit")}
            missing = [end for end, name in ends.items() if name not in plans]
            for end in missing:
                yield unknown(case.tree.place(*at.params, end), "account", ends[end], plans)
            if not missing:
                yield from _pair_faults(case.tree.place(*at.params), plans, *ends.values())


def _pair_faults(place: Place, plans: dict[str, AccountPlan], debit: str, credit: str) -> Iterator[Fault]:
    if debit == credit:
        yield fault(place, "same-account", "借贷不能是同一账户", "an account cannot pay itself")
    elif plans[debit].commodity != plans[credit].commodity:
        zh = f"“{debit}”与“{credit}”不是同一计量"
        yield fault(place, "mixed-commodities", zh, f"`{debit}` and `{credit}` are not of one commodity")


def holds_are_known(draft: Draft, _: House) -> Iterator[Fault]:
    """What settles or releases a hold names one that the same type of case places."""
    for case, definition in draft.definitions():
        posts = list(_posts(definition))
        holds = {at.effect.params.get("name") for at in posts if at.effect.params.get("kind") == "hold"}
        for at in posts:
            of = at.effect.params.get("of")
            if of is not None and of not in holds:
                yield unknown(case.tree.place(*at.params, "of"), "hold", str(of), holds)


def _planned(draft: Draft) -> dict[str, AccountPlan]:
    return draft.manifest.accounts if draft.manifest else {}


def _posts(definition: Definition) -> Iterator[EffectAt]:
    for at in effects_of(definition):
        params: Any = at.effect.params
        if at.effect.name == "post" and isinstance(params, dict):
            yield at
