"""The books on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from beancount import loader
from django.db import connection

from jinlin.instruments.ledger.tests.conftest import BANK, PAID, POOL, fill, funded, post
from jinlin.kernel.cases.tests.town import build_town
from jinlin.lib.errors import NotAllowed, NotFound
from tests.test_cli import call, table


@pytest.fixture(autouse=True)
def books(db: None, tmp_path: Path) -> None:
    """An auditor, a clerk, and some money in a pool."""
    build_town()
    call("people", "load", table(tmp_path, "people", "username,name", "lin,林", "sun,孙"))
    offices = ("username,role,organisation,area", "lin,clerk,T-CENTRE,990101", "sun,auditor,T-CENTRE,990101")
    call("offices", "load", table(tmp_path, "offices", *offices))
    fill()
    post(funded(123_456))


def test_an_auditor_reads_balances_statements_and_the_trial_balance() -> None:
    (pool,) = json.loads(call("ledger", "balance", POOL, "--as", "sun", "--format", "json").output)
    assert (pool["net"], pool["available"], pool["debits"]) == ("1234.56", "1234.56", "0.00")
    (line,) = json.loads(call("ledger", "statement", POOL, "--as", "sun", "--format", "json").output)
    assert (line["key"], line["side"], line["other"], line["posted"]) == ("fund", "credit", BANK, "1234.56")
    money, hours = json.loads(call("ledger", "trial", "--as", "sun", "--format", "json").output)
    assert (money["debits"], money["credits"], money["agrees"]) == ("1234.56", "1234.56", "✓")
    assert (hours["commodity"], hours["accounts"]) == ("HOUR", 2)


def test_the_export_is_a_file_that_beancount_accepts() -> None:
    _, errors, _ = loader.load_string(call("ledger", "export", "--as", "sun").output)
    assert errors == []


@pytest.mark.parametrize(
    "command", [("balance", PAID), ("statement", PAID), ("trial",), ("export",), ("export", "CNY")]
)
def test_nobody_without_the_office_reads_the_books(command: tuple[str, ...]) -> None:
    with pytest.raises(NotAllowed):
        call("ledger", *command, "--as", "lin")


def test_an_account_that_is_not_there_has_no_statement() -> None:
    with pytest.raises(NotFound):
        call("ledger", "statement", "bank/other", "--as", "sun")


def test_verify_recomputes_journal_and_ledger_or_one_of_them() -> None:
    assert "1 transfers, 5 accounts" in call("verify", "ledger").output
    assert "transfers" not in call("verify", "journal").output
    both = call("verify").output
    assert "events" in both
    assert "transfers" in both


def test_verify_ends_with_one_if_the_books_do_not_agree() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE ledger_account DISABLE TRIGGER USER")
        cursor.execute("UPDATE ledger_account SET credits_posted = 1 WHERE code = %s", [PAID])
    ended = call("verify", "ledger")
    assert ended.exit_code == 1
    assert f"Account {PAID}" in ended.stderr
