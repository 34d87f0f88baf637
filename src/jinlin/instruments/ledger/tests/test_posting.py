"""What the ledger takes, and what it refuses with a sentence and without moving anything."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from jinlin.instruments import planner
from jinlin.instruments.ledger import actions, selectors
from jinlin.instruments.ledger.entries import MOST, NewAccount, Posted, Transfer
from jinlin.instruments.ledger.tests.conftest import ACCOUNTS, BANK, NAME, PAID, POOL, funded, post, standing
from jinlin.kernel.journal import selectors as journal
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib.errors import BadInput, KeyReused, NotFound, NotPossible, Problem
from jinlin.lib.words import Words

pytestmark = pytest.mark.usefixtures("ledger")


def test_what_is_debited_is_credited() -> None:
    assert post(funded(10_000), Transfer("pay", POOL, PAID, 2_500, "第一笔")) == Posted(2, 0)
    assert [selectors.balance(code).net for code in (BANK, POOL, PAID)] == [10_000, 7_500, 2_500]
    assert selectors.trial_balance("CNY").debits_posted == 12_500
    assert selectors.trial_balance("CNY").holds


def test_a_key_moves_money_once_however_often_it_is_sent() -> None:
    post(funded())
    before = standing()
    assert post(funded(), funded()) == Posted(0, 2)
    assert standing() == before


def test_what_is_known_and_what_is_new_may_come_together() -> None:
    post(funded())
    assert post(funded(), Transfer("pay", POOL, PAID, 1)) == Posted(1, 1)


@pytest.mark.parametrize(
    "change",
    [{"amount": 1}, {"debit": PAID}, {"credit": PAID}, {"memo": "x"}, {"kind": "hold"}],
    ids=lambda change: next(iter(change)),
)
def test_a_key_with_another_body_is_refused_for_ever(change: dict[str, Any]) -> None:
    post(funded())
    before = standing()
    with pytest.raises(KeyReused, match="stands for another transfer"):
        post(Transfer("new", BANK, POOL, 5), funded()._replace(**change))
    with pytest.raises(KeyReused):
        post(Transfer("two", BANK, POOL, 5), Transfer("two", BANK, POOL, 6))
    assert standing() == before


def test_a_hold_is_pending_until_it_is_settled_and_the_rest_comes_free() -> None:
    post(funded(1_000), Transfer("hold", POOL, PAID, 600, kind="hold"))
    assert (selectors.balance(POOL).net, selectors.balance(POOL).available) == (1_000, 400)
    post(Transfer("settle", POOL, PAID, 450, kind="settle", of="hold"))
    assert (selectors.balance(POOL).net, selectors.balance(POOL).available) == (550, 550)
    assert selectors.transfer("hold").resolved_by == "settle"
    assert (selectors.transfer("settle").held, selectors.balance(PAID).credits_pending) == (600, 0)


def test_a_release_gives_all_of_a_hold_back() -> None:
    post(funded(1_000), Transfer("hold", POOL, PAID, 600, kind="hold"))
    post(Transfer("release", POOL, PAID, 600, kind="release", of="hold"))
    assert selectors.balance(POOL).available == 1_000
    assert selectors.balance(PAID).net == 0


HOLD = Transfer("hold", POOL, PAID, 600, kind="hold")
DONE = Transfer("done", POOL, PAID, 100, kind="hold")
REFUSED: list[tuple[str, Transfer, type[Problem]]] = [
    ("nothing", Transfer("k", BANK, POOL, 0), BadInput),
    ("negative", Transfer("k", BANK, POOL, -1), BadInput),
    ("over bigint", Transfer("k", BANK, POOL, MOST + 1), BadInput),
    ("over bigint with what is there", Transfer("k", BANK, POOL, MOST), BadInput),
    ("true", Transfer("k", BANK, POOL, True), BadInput),
    ("float", Transfer("k", BANK, POOL, 1.0), BadInput),  # type: ignore[arg-type]  # hostile
    ("text", Transfer("k", BANK, POOL, "1"), BadInput),  # type: ignore[arg-type]  # hostile
    ("NUL in the memo", Transfer("k", BANK, POOL, 1, "a\0b"), BadInput),
    ("half a character", Transfer("k", BANK, POOL, 1, "\ud800"), BadInput),
    ("two lines", Transfer("k", BANK, POOL, 1, "a\nb"), BadInput),
    ("a tab", Transfer("k", BANK, POOL, 1, "a\tb"), BadInput),
    ("long memo", Transfer("k", BANK, POOL, 1, "长" * 201), BadInput),
    ("no memo", Transfer("k", BANK, POOL, 1, None), BadInput),  # type: ignore[arg-type]  # hostile
    ("empty key", Transfer("", BANK, POOL, 1), BadInput),
    ("long key", Transfer("k" * 121, BANK, POOL, 1), BadInput),
    ("NUL in the key", Transfer("k\0", BANK, POOL, 1), BadInput),
    ("a number as key", Transfer(7, BANK, POOL, 1), BadInput),  # type: ignore[arg-type]  # hostile
    ("to itself", Transfer("k", BANK, BANK, 1), BadInput),
    ("no such account", Transfer("k", BANK, "case/9/pool", 1), NotFound),
    ("no account's code", Transfer("k", BANK, "Case 9'; --", 1), BadInput),
    ("NUL in the account", Transfer("k", BANK, "case\0", 1), BadInput),
    ("mixed commodities", Transfer("k", BANK, "hours/given", 1), BadInput),
    ("overdraft", Transfer("k", POOL, PAID, 1_001), NotPossible),
    ("overdraft by what is held", Transfer("k", POOL, PAID, 402), NotPossible),
    ("hold over the balance", Transfer("k", POOL, PAID, 402, kind="hold"), NotPossible),
    ("unknown kind", Transfer("k", BANK, POOL, 1, kind="gift"), BadInput),  # type: ignore[arg-type]  # hostile
    ("post of a hold", Transfer("k", POOL, PAID, 1, of="hold"), BadInput),
    ("settle of nothing", Transfer("k", POOL, PAID, 1, kind="settle"), BadInput),
    ("settle of an unknown hold", Transfer("k", POOL, PAID, 1, kind="settle", of="x"), NotFound),
    ("settle of a post", Transfer("k", BANK, POOL, 1, kind="settle", of="fund"), NotFound),
    ("settle between others", Transfer("k", PAID, POOL, 1, kind="settle", of="hold"), NotFound),
    ("settle of more", Transfer("k", POOL, PAID, 601, kind="settle", of="hold"), BadInput),
    ("release of a part", Transfer("k", POOL, PAID, 599, kind="release", of="hold"), BadInput),
    ("settle of what is resolved", Transfer("k", POOL, PAID, 1, kind="settle", of="done"), NotPossible),
    ("release of what is resolved", Transfer("k", POOL, PAID, 100, kind="release", of="done"), NotPossible),
]  # fmt: skip


@pytest.mark.parametrize(("one", "problem"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED])
def test_what_cannot_be_is_refused_and_nothing_moves(one: Transfer, problem: type[Problem]) -> None:
    post(funded(1_000), HOLD, DONE, Transfer("end", POOL, PAID, 100, kind="release", of="done"))
    before = standing()
    with pytest.raises(problem) as refusal:
        post(Transfer("good", BANK, POOL, 1), one)
    assert refusal.value.say.zh
    assert standing() == before


def test_one_hold_is_not_resolved_twice_in_one_call() -> None:
    post(funded(1_000), HOLD)
    with pytest.raises(NotPossible, match="resolved already"):
        post(*(Transfer(key, POOL, PAID, 1, kind="settle", of="hold") for key in "ab"))


def test_a_refusal_leaves_the_change_around_it_whole() -> None:
    with transaction.atomic():
        post(funded(1_000))
        with pytest.raises(NotPossible):
            post(Transfer("k", POOL, PAID, 1_001))
        post(Transfer("l", POOL, PAID, 1_000))
    assert selectors.balance(POOL).net == 0


def test_what_the_change_around_it_undoes_was_never_posted() -> None:
    with transaction.atomic():
        post(funded())
        transaction.set_rollback(True)
    assert post(funded()) == Posted(1, 0)


def test_a_thousand_transfers_take_as_many_statements_as_two() -> None:
    post(funded(10_000))
    counts = []
    for n in (2, 1_000):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            post(*(Transfer(f"{n}-{i}", POOL, PAID, 1) for i in range(n)))
        counts.append(len(queries))
    assert counts[0] == counts[1] <= 7


def test_after_a_batch_larger_than_all_it_knew_the_planner_knows_how_many_there_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(planner, "MANY", 50)
    post(funded(10_000))
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE ledger_transfer")
        post(*(Transfer(f"many-{i}", POOL, PAID, 1) for i in range(50)))
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'ledger_transfer'::regclass")
        assert cursor.fetchone() == (51,)


def test_every_batch_leaves_its_digest_in_the_journal() -> None:
    post(funded())
    streams = journal.streams_under("ledger/")
    assert sorted(kind for kind, _at, _facts in streams.values()) == ["opened", "posted"]


def test_an_account_is_opened_once_and_never_as_another() -> None:
    actions.open_accounts(ACCOUNTS, SYSTEM)
    assert len(selectors.balances("")) == len(ACCOUNTS)
    new = NewAccount("new", "CNY", "debit", NAME)
    changes: list[dict[str, Any]] = [{"side": "debit"}, {"no_overdraft": False}, {"commodity": "HOUR"}]
    for change in (*changes, {"name": Words(zh="x", en="y")}):
        with pytest.raises(KeyReused, match="another kind of account"):
            actions.open_accounts([new, ACCOUNTS[1]._replace(**change)], SYSTEM)
    assert len(selectors.balances("")) == len(ACCOUNTS)


@pytest.mark.parametrize(
    "one",
    [
        NewAccount("Case/1", "CNY", "debit", NAME),
        NewAccount("case//1", "CNY", "debit", NAME),
        NewAccount("case/1\n", "CNY", "debit", NAME),
        NewAccount("a" * 121, "CNY", "debit", NAME),
        NewAccount("a", "cny", "debit", NAME),
        NewAccount("a", "CNY", "left", NAME),  # type: ignore[arg-type]  # hostile
        NewAccount("a", "CNY", "debit", Words(zh="a\tb", en="b")),
        NewAccount("a", "CNY", "debit", NAME, no_overdraft=1),  # type: ignore[arg-type]  # hostile
    ],
)
def test_an_account_that_is_not_well_formed_is_not_opened(one: NewAccount) -> None:
    with pytest.raises(BadInput):
        actions.open_accounts([one], SYSTEM)


def test_an_account_needs_a_commodity_that_is_installed() -> None:
    with pytest.raises(NotFound, match="knows no commodity"):
        actions.open_accounts([NewAccount("a", "USD", "debit", NAME)], SYSTEM)


def test_a_scale_never_changes_and_a_name_may() -> None:
    name = Words(zh="元", en="Yuan")
    assert actions.install_commodity("CNY", 2, name)
    assert not actions.install_commodity("CNY", 2, name)
    with pytest.raises(NotPossible, match="would revalue"):
        actions.install_commodity("CNY", 3, name)


@pytest.mark.parametrize("scale", [-1, 10, True, 1.5, None])
def test_a_scale_is_a_small_whole_number(scale: Any) -> None:
    with pytest.raises(BadInput):
        actions.install_commodity("NEW", scale, NAME)


def test_a_statement_is_read_page_by_page_seen_from_its_account() -> None:
    post(funded(1_000), HOLD, Transfer("settle", POOL, PAID, 450, "备注", kind="settle", of="hold"))
    lines = selectors.statement(POOL)
    seen = [(one.key, one.side, one.other, one.posted, one.pending) for one in lines]
    assert seen == [
        ("fund", "credit", BANK, 1_000, 0),
        ("hold", "debit", PAID, 0, 600),
        ("settle", "debit", PAID, 450, -600),
    ]
    assert selectors.statement(POOL, after=lines[0].position, limit=1) == lines[1:2]
    with pytest.raises(NotFound):
        selectors.statement("case/9/pool")


def test_amounts_are_shown_with_their_scale() -> None:
    shown = selectors.commodity("CNY").shown
    assert [shown(one) for one in (0, 5, -5, 123_456)] == ["0.00", "0.05", "-0.05", "1234.56"]
    assert shown(MOST) == "92233720368547758.07"
    assert selectors.commodity("CNY")._replace(scale=0).shown(7) == "7"
