"""The database itself refuses what the actions would never write."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection

from jinlin.instruments.ledger.entries import Transfer
from jinlin.instruments.ledger.tests.conftest import BANK, PAID, POOL, funded, post, standing

COLUMNS = 'batch, at, key, debit, credit, amount, kind, "of", memo, held'
INSERT = f"""
    INSERT INTO ledger_transfer ({COLUMNS}) SELECT 1, now(), 'k', d.id, c.id, {{}}
      FROM ledger_account d, ledger_account c WHERE d.code = '{{}}' AND c.code = '{{}}'
"""  # noqa: S608 -- our own words


@pytest.fixture(autouse=True)
def busy_ledger(ledger: None) -> None:
    post(funded(1_000), Transfer("hold", POOL, PAID, 600, kind="hold"))
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")  # else it refuses a TRUNCATE for that alone


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_transfer SET memo = ''",
        "UPDATE ledger_transfer SET memo = '' WHERE false",
        "DELETE FROM ledger_transfer",
        "TRUNCATE ledger_transfer",
        "UPDATE ledger_account SET credits_posted = credits_posted + 1",
        "UPDATE ledger_account SET no_overdraft = false",
        "DELETE FROM ledger_account",
        "TRUNCATE ledger_account",
        "INSERT INTO ledger_account (code, commodity, side, no_overdraft, zh, en, batch, opened_at, "
        "debits_posted) VALUES ('a', 'CNY', 'debit', false, '', '', 1, now(), 5)",
        "UPDATE ledger_commodity SET scale = 0",
        "DELETE FROM ledger_commodity",
    ],
)
def test_what_is_written_stays_as_it_is(statement: str) -> None:
    with pytest.raises(DatabaseError, match="The ledger only grows"), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("values", "debit", "credit", "guard"),
    [
        ("1, 'post', '', '', 0", BANK, "hours/given", "of one commodity"),
        ("0, 'post', '', '', 0", BANK, POOL, "ledger_amount"),
        ("1, 'post', '', '', 0", BANK, BANK, "ledger_two_accounts"),
        ("1, 'gift', '', '', 0", BANK, POOL, "ledger_kind|ledger_resolves"),
        ("1, 'post', 'hold', '', 600", POOL, PAID, "ledger_resolves_what_it_names"),
        ("1, 'settle', '', '', 600", POOL, PAID, "ledger_resolves_what_it_names"),
        ("601, 'settle', 'hold', '', 600", POOL, PAID, "ledger_resolves_what_it_names"),
        ("599, 'release', 'hold', '', 600", POOL, PAID, "ledger_resolves_what_it_names"),
        ("601, 'settle', 'hold', '', 601", POOL, PAID, "Only a hold between the same accounts"),
        ("600, 'settle', 'hold', '', 600", PAID, POOL, "Only a hold between the same accounts"),
        ("1, 'settle', 'fund', '', 1000", BANK, POOL, "Only a hold between the same accounts"),
        ("401, 'post', '', '', 0", POOL, PAID, "ledger_no_overdraft"),
        ("9223372036854775807, 'post', '', '', 0", BANK, POOL, "out of range"),
    ],
)
def test_no_transfer_breaks_a_law_whoever_writes_it(values: str, debit: str, credit: str, guard: str) -> None:
    with pytest.raises(DatabaseError, match=guard), connection.cursor() as cursor:
        cursor.execute(INSERT.format(values, debit, credit))


def test_a_transfer_to_an_account_that_is_not_there_is_refused() -> None:
    statement = INSERT.format("1, 'post', '', '', 0", BANK, POOL).replace("c.id", "-1")
    with pytest.raises(DatabaseError, match="must exist"), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_hold_is_resolved_once_whoever_writes_it() -> None:
    post(Transfer("settle", POOL, PAID, 1, kind="settle", of="hold"))
    with pytest.raises(DatabaseError, match="ledger_resolved_once"), connection.cursor() as cursor:
        cursor.execute(INSERT.format("1, 'settle', 'hold', '', 600", POOL, PAID))


def test_balances_follow_even_what_is_written_past_the_actions() -> None:
    before = standing()
    with connection.cursor() as cursor:
        cursor.execute(INSERT.format("5, 'post', '', '', 0", BANK, POOL))
    assert standing() != before
    with connection.cursor() as cursor:
        cursor.execute("SELECT debits_posted FROM ledger_account WHERE code = %s", [BANK])
        assert cursor.fetchone() == (1_005,)
