"""`verify` finds whatever was done to the ledger behind its back."""

from __future__ import annotations

import pytest

from jinlin.instruments.ledger import checks
from jinlin.instruments.ledger.entries import Transfer
from jinlin.instruments.ledger.models import Account
from jinlin.instruments.ledger.models import Transfer as Transfers
from jinlin.instruments.ledger.tests.conftest import BANK, PAID, POOL, Tamper, funded, post

ALTERED = "not what the journal says"


def of_transfer(key: str, change: str) -> str:
    """The statement that changes one transfer."""
    return f"UPDATE ledger_transfer SET {change} WHERE key = '{key}'"  # noqa: S608 -- our own words


def of_account(code: str, change: str) -> str:
    """The statement that changes one account."""
    return f"UPDATE ledger_account SET {change} WHERE code = '{code}'"  # noqa: S608 -- our own words


def of_event(change: str) -> str:
    """The statement that changes the journal's event of the batch."""
    return f"UPDATE journal_event SET {change} WHERE stream = 'ledger/{{batch}}'"  # noqa: S608 -- the same


@pytest.fixture(autouse=True)
def busy_ledger(ledger: None) -> None:
    """Money came in, some is held, some was settled and some released; and hours were given."""
    post(funded(), Transfer("hours", "hours/spent", "hours/given", 15, "陪护 半天"))
    post(*(Transfer(f"hold{n}", POOL, PAID, 100 * n, kind="hold") for n in (1, 2, 3)))
    post(
        Transfer("settle1", POOL, PAID, 60, kind="settle", of="hold1"),
        Transfer("release2", POOL, PAID, 200, kind="release", of="hold2"),
    )


def test_a_ledger_that_nobody_touched_has_no_faults() -> None:
    verdict = checks.verify()
    assert verdict.faults == ()
    assert (verdict.transfers, verdict.accounts) == (7, 5)


def test_several_parts_of_a_batch_give_its_digest(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checks, "_A_PART", 2)
    assert checks.verify().faults == ()


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (of_transfer("fund", "memo = 'x'"), ALTERED),
        (of_transfer("fund", "key = 'x'"), ALTERED),
        ("UPDATE ledger_transfer SET at = at + interval '1 microsecond'", ALTERED),
        (of_transfer("fund", "at = 'infinity'"), ALTERED),
        (of_transfer("fund", "memo = E'\\t'"), ALTERED),
        (of_transfer("fund", "amount = 9999"), "Account bank/main: its transfers give 9999"),
        (of_transfer("fund", "batch = 99999"), "ledger/99999: the journal knows no such batch"),
        ("DELETE FROM ledger_transfer WHERE batch = {batch}", "the ledger no longer"),
        ("DELETE FROM ledger_transfer WHERE key = 'hold3'", ALTERED),
        (of_transfer("hold1", "amount = 101"), ALTERED),
        (of_transfer("settle1", '"of" = \'hold3\''), "Account case/1/pool: its transfers"),
        (of_transfer("settle1", "amount = 150, held = 150"), "resolves no hold that fits"),
        (of_transfer("fund", "debit = {hours}"), "Transfer fund mixes commodities"),
        (of_transfer("fund", "credit = 99999"), "Account #99999: its transfers give"),
        (of_account(BANK, "credits_posted = credits_posted + 1"), "CNY: 10060 debited"),
        ("UPDATE ledger_account SET debits_pending = 0", "Account case/1/pool: its transfers give"),
        (of_account(POOL, "no_overdraft = false"), ALTERED),
        (of_account(BANK, "side = 'credit'"), ALTERED),
        (of_account(POOL, "code = 'case/1/mine'"), ALTERED),
        ("DELETE FROM ledger_account WHERE code = 'bank/main'", "Account #{bank}: its transfers give"),
        ("UPDATE ledger_commodity SET scale = 0 WHERE code = 'CNY'", ALTERED),
        ("DELETE FROM journal_event WHERE stream = 'ledger/{batch}'", "ledger/{batch}: the journal knows no"),
        (of_event("facts = '[]'"), "ledger/{batch}: what it holds is not"),
        (of_event("at = 'infinity'"), "Rows cannot be read"),
        ("DROP TRIGGER ledger_transfer_only_grows ON ledger_transfer", "guard ledger_transfer_only_grows"),
    ],
)  # fmt: skip
def test_what_was_done_behind_its_back_is_found(tamper: Tamper, change: str, fault: str) -> None:
    ids = {"bank": id_of(BANK), "hours": id_of("hours/given"), "batch": batch_of("fund")}
    tamper(change.format(**ids))
    faults = checks.verify().faults
    assert any(fault.format(**ids) in one for one in faults), faults


def id_of(account: str) -> int:
    """The row's number, which the database chose."""
    return Account.objects.get(code=account).id


def batch_of(key: str) -> int:
    """The batch with which a transfer was written."""
    return Transfers.objects.get(key=key).batch
