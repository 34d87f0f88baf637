"""What an action of a case moves, and what it leaves alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from jinlin.instruments.ledger import actions, checks, selectors
from jinlin.instruments.ledger.plans import AccountPlan
from jinlin.instruments.ledger.tests.conftest import NAME
from jinlin.kernel.cases.actions import install_definition, open_case, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.town import CLERK, REPORT, RESIDENT, build_town, local, words
from jinlin.kernel.journal import selectors as journal
from jinlin.lib import clock
from jinlin.lib.errors import NotFound, NotMet, NotPossible

PLANS = {
    "bank": AccountPlan(of="pack", commodity="CNY", side="debit", name=NAME),
    "pool": AccountPlan(commodity="CNY", side="credit", no_overdraft=True, name=NAME),
    "paid": AccountPlan(commodity="CNY", side="credit", name=NAME),
}
IN, OUT = {"debit": "bank", "credit": "pool"}, {"debit": "pool", "credit": "paid"}
STEPS: dict[str, dict[str, Any]] = {
    "receive": {**IN, "amount": "fen", "name": "received", "memo": "到账"},
    "reserve": {**OUT, "amount": "fen", "name": "share", "kind": "hold"},
    "settle": {**OUT, "amount": "fen", "name": "settled", "kind": "settle", "of": "share"},
    "pay": {**OUT, "amount": "fen", "name": "paid"},
    "misreckon": {**IN, "amount": "0 - fen", "name": "received"},
    "say": {**IN, "amount": "subject", "name": "received"},
}


def _step(name: str, post: dict[str, Any]) -> dict[str, Any]:
    ask = {"type": "money", "name": words("Fen"), "required": True}
    return {
        "name": words(name),
        "from": "received",
        "to": None,
        "by": "clerk",
        "asks": {"fen": ask},
        "does": [{"post": post}],
    }


@pytest.fixture
def case(db: None) -> Iterator[Case]:
    """A case of a town whose clerk moves money."""
    with clock.travel(local("2018-03-05 09:00")):
        build_town()
        actions.install_accounts("town", PLANS)
        steps = {name: _step(name, post) for name, post in STEPS.items()}
        install_definition(Definition.model_validate({**REPORT, "actions": {**REPORT["actions"], **steps}}))
        yield open_case("town/report", {"subject": "A fund"}, RESIDENT).case


def do(case: Case, action: str, fen: int) -> None:
    take(case.number, action, {"fen": fen}, CLERK)


def nets(case: Case) -> dict[str, int]:
    return {one.code.rpartition("/")[2]: one.net for one in selectors.balances(f"case/{case.id}")}


def test_an_action_moves_money_in_the_accounts_of_its_case(case: Case) -> None:
    do(case, "receive", 10_000)
    do(case, "pay", 2_500)
    assert nets(case) == {"pool": 7_500, "paid": 2_500}
    assert selectors.balance("pack/town/bank").net == 10_000
    assert checks.verify().faults == ()


def test_the_case_and_the_ledger_tell_the_same(case: Case) -> None:
    do(case, "receive", 10_000)
    (line,) = selectors.statement(f"case/{case.id}/pool")
    event = journal.history(f"case/{case.id}")[-1]
    assert line.key == f"case/{case.id}/{event.seq}/received"
    assert line.memo == "到账"
    assert '"posted":[{"amount":10000' in event.facts


def test_the_same_step_twice_moves_twice_and_nothing_of_nothing(case: Case) -> None:
    do(case, "receive", 100)
    do(case, "receive", 100)
    do(case, "receive", 0)
    assert nets(case) == {"pool": 200}


def test_a_hold_is_named_by_a_later_step(case: Case) -> None:
    do(case, "receive", 1_000)
    do(case, "reserve", 600)
    assert selectors.balance(f"case/{case.id}/pool").available == 400
    do(case, "settle", 450)
    assert nets(case) == {"pool": 550, "paid": 450}
    with pytest.raises(NotPossible, match="resolved already"):
        do(case, "settle", 1)


def test_a_case_uses_the_name_of_a_hold_once(case: Case) -> None:
    do(case, "receive", 1_000)
    do(case, "reserve", 100)
    with pytest.raises(NotPossible, match="used the name of this hold"):
        do(case, "reserve", 100)


@pytest.mark.parametrize(
    ("action", "problem"),
    [
        ("pay", NotPossible),
        ("reserve", NotPossible),
        ("settle", NotFound),
        ("misreckon", NotMet),
        ("say", NotMet),
    ],
)
def test_what_the_ledger_refuses_leaves_the_case_as_it_was(
    case: Case, action: str, problem: type[Exception]
) -> None:
    do(case, "receive", 100)
    before = (nets(case), journal.head(f"case/{case.id}"))
    with pytest.raises(problem):
        do(case, action, 101)
    assert (nets(case), journal.head(f"case/{case.id}")) == before


def test_planned_accounts_are_brought_in_once_with_their_commodities(case: Case) -> None:
    assert not actions.install_accounts("town", PLANS)
    assert selectors.commodity("CNY").scale == 2
    with pytest.raises(NotFound, match="knows no commodity"):
        actions.install_accounts("town", {"bank": PLANS["bank"].model_copy(update={"commodity": "USD"})})
