"""Two who post at the same time: no deadlock, nothing twice, nothing lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from jinlin.instruments.ledger import checks, selectors
from jinlin.instruments.ledger.entries import Posted, Transfer
from jinlin.instruments.ledger.tests.conftest import BANK, PAID, POOL, fill, post
from jinlin.lib.errors import KeyReused

ROUNDS = 10
Answer = Posted | KeyReused


@pytest.fixture(autouse=True)
def ledger(committed_db: str) -> None:
    """A ledger whose commits are real."""
    fill()


def at_once(*calls: list[list[Transfer]]) -> list[tuple[Answer, ...]]:
    """Each list of calls by a thread of its own, round by round at the same moment; the answers by round."""
    barrier = Barrier(len(calls))

    def run(mine: list[list[Transfer]]) -> list[Answer]:
        try:
            return [_answer(barrier, transfers) for transfers in mine]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(zip(*pool.map(run, calls), strict=True))


def _answer(barrier: Barrier, transfers: list[Transfer]) -> Answer:
    barrier.wait(timeout=60)
    try:
        return post(*transfers)
    except KeyReused as problem:
        return problem


def test_opposite_orders_of_accounts_never_wait_for_each_other() -> None:
    there = [[Transfer(f"a{n}", BANK, PAID, 3), Transfer(f"b{n}", POOL, BANK, 1)] for n in range(ROUNDS)]
    back = [[Transfer(f"c{n}", BANK, POOL, 5), Transfer(f"d{n}", PAID, BANK, 2)] for n in range(ROUNDS)]
    post(Transfer("fund", BANK, POOL, 100))
    assert at_once(there, back) == [(Posted(2, 0), Posted(2, 0))] * ROUNDS
    assert [selectors.balance(code).net for code in (BANK, POOL, PAID)] == [150, 140, 10]
    assert checks.verify().faults == ()


def test_the_same_key_at_the_same_time_moves_once() -> None:
    same = [[Transfer(f"k{n}", BANK, POOL, 7)] for n in range(ROUNDS)]
    for answers in at_once(same, same):
        assert set(answers) == {Posted(1, 0), Posted(0, 1)}
    assert selectors.balance(POOL).net == 7 * ROUNDS


def test_one_key_for_two_transfers_at_the_same_time_is_one_of_them() -> None:
    money = [[Transfer(f"k{n}", BANK, POOL, 7)] for n in range(ROUNDS)]
    hours = [[Transfer(f"k{n}", "hours/spent", "hours/given", 7)] for n in range(ROUNDS)]
    for answers in at_once(money, hours):
        assert sum(isinstance(one, KeyReused) for one in answers) == 1
    assert selectors.balance(POOL).net + selectors.balance("hours/given").net == 7 * ROUNDS
    assert checks.verify().faults == ()
