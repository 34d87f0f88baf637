"""Beancount's own loader takes the export, checks every balance, and finds what we say."""

from __future__ import annotations

import pytest
from beancount import loader
from beancount.core import data

from jinlin.instruments.ledger import actions, selectors
from jinlin.instruments.ledger.entries import NewAccount, Transfer
from jinlin.instruments.ledger.selectors.export import account_name
from jinlin.instruments.ledger.tests.conftest import BANK, NAME, PAID, POOL, funded, post
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib.errors import NotFound

HOSTILE = 'quote " backslash \\ {brace} #tag ^link ; 备注 *'


@pytest.fixture(autouse=True)
def books(ledger: None) -> None:
    post(
        funded(12_345),
        Transfer(HOSTILE, POOL, PAID, 5, HOSTILE),
        Transfer("hold", POOL, PAID, 700, kind="hold"),
        Transfer("settle", POOL, PAID, 640, kind="settle", of="hold"),
        Transfer("open", POOL, PAID, 1, kind="hold"),
        Transfer("hours", "hours/spent", "hours/given", 15),
    )


def loaded(scope: str) -> tuple[data.Directives, list[data.BeancountError]]:
    entries, errors, _ = loader.load_string("\n".join(selectors.beancount(scope)))
    return entries, errors


@pytest.mark.parametrize(
    ("scope", "transactions", "assertions"),
    [("", 4, 5), ("CNY", 3, 3), ("HOUR", 1, 2), (BANK, 1, 1), ("case/1", 3, 2)],
)
def test_beancount_accepts_the_books_and_their_closing_balances(
    scope: str, transactions: int, assertions: int
) -> None:
    entries, errors = loaded(scope)
    assert errors == []
    kinds = [type(one).__name__ for one in entries]
    assert (kinds.count("Transaction"), kinds.count("Balance")) == (transactions, assertions)


def test_text_and_amounts_arrive_as_they_were_posted() -> None:
    entries, _ = loaded("")
    posted = [one for one in entries if isinstance(one, data.Transaction)]
    found = next(one for one in posted if one.meta["key"] == HOSTILE)
    assert found.narration == HOSTILE
    assert [str(one.units) for one in found.postings] == ["0.05 CNY", "-0.05 CNY"]


def test_beancount_finds_a_balance_that_does_not_follow_from_the_transfers() -> None:
    lines = [one.replace("123.45 ~", "123.46 ~") for one in selectors.beancount()]
    _, errors, _ = loader.load_string("\n".join(lines))
    assert "Balance failed" in str(errors)


def test_an_unknown_commodity_is_not_found() -> None:
    with pytest.raises(NotFound, match="knows no commodity"):
        list(selectors.beancount("USD"))


def test_codes_that_differ_have_names_that_differ() -> None:
    assert account_name("case/1/opened_by", "credit") == "Liabilities:Case:1:Opened--by"
    assert account_name("case/1/opened-by", "credit") != account_name("case/1/opened_by", "credit")


def test_one_path_is_not_the_beginning_of_another() -> None:
    actions.open_accounts([NewAccount("case/12/pool", "CNY", "credit", NAME)], SYSTEM)
    assert [one.code for one in selectors.balances("case/1")] == [PAID, POOL]
