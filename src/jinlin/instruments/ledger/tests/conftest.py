"""A ledger with a few accounts, in money and in hours."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from django.db import connection

from jinlin.instruments.ledger import actions
from jinlin.instruments.ledger.entries import NewAccount, Posted, Transfer
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib.words import Words

NAME = Words(zh="账户", en="account")
BANK, POOL, PAID = "bank/main", "case/1/pool", "case/1/paid"
ACCOUNTS = (
    NewAccount(BANK, "CNY", "debit", NAME),
    NewAccount(POOL, "CNY", "credit", NAME, no_overdraft=True),
    NewAccount(PAID, "CNY", "credit", NAME),
    NewAccount("hours/given", "HOUR", "credit", NAME),
    NewAccount("hours/spent", "HOUR", "debit", NAME),
)

Tamper = Callable[..., None]


def fill() -> None:
    """The commodities and the accounts."""
    actions.install_commodity("CNY", 2, Words(zh="人民币", en="Chinese yuan"))
    actions.install_commodity("HOUR", 1, Words(zh="志愿时长", en="Volunteer hours"))
    actions.open_accounts(ACCOUNTS, SYSTEM)


def post(*transfers: Transfer) -> Posted:
    """Post them all or none."""
    return actions.post(transfers, SYSTEM)


def funded(amount: int = 10_000) -> Transfer:
    """Money comes into the pool."""
    return Transfer("fund", BANK, POOL, amount)


@pytest.fixture
def ledger(db: None) -> None:
    """Commodities and accounts, and nothing on them."""
    fill()


@pytest.fixture
def tamper(db: None) -> Tamper:
    """Change the ledger behind its back, as whoever owns the database can."""

    tables = ("ledger_commodity", "ledger_account", "ledger_transfer", "journal_event")

    def change(*statements: str) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            for statement in statements:
                cursor.execute(statement)
            for table in tables:
                cursor.execute(f"ALTER TABLE {table} ENABLE TRIGGER USER")

    return change


def standing() -> Sequence[tuple[object, ...]]:
    """All that stands on the accounts, and all transfers: to show that nothing moved."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM ledger_account ORDER BY id")
        accounts = cursor.fetchall()
        cursor.execute("SELECT * FROM ledger_transfer ORDER BY position")
        return [*accounts, *cursor.fetchall()]
