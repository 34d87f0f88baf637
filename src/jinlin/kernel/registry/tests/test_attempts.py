"""Counting attempts: exactly as many pass as there is room for, and nobody waits for another's guesses."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from django.db import connection
from django.test import RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from jinlin.kernel.registry import actions
from jinlin.kernel.registry.actions import counters
from jinlin.kernel.registry.attempts import DAY, LOST, QUARTER, Attempts, Count
from jinlin.kernel.registry.clients import COOKIE, Client, client_of
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, TooMany

HERE = Client("192.0.2.7")


def begun(attempts: Attempts) -> bool:
    """Whether an attempt is let through."""
    try:
        attempts.begin()
    except TooMany:
        return False
    return True


def begun_in_a_thread(attempts: Attempts) -> bool:
    """The same, on a connection of its own."""
    try:
        return begun(attempts)
    finally:
        connection.close()


def test_of_sixteen_attempts_at_once_exactly_ten_pass(committed_db: str) -> None:
    attempts = Attempts.of_password("lin", HERE)
    with ThreadPoolExecutor(16) as together:
        passed = list(together.map(begun_in_a_thread, [attempts] * 48))
    assert Counter(passed) == {True: 10, False: 38}


def test_attempts_with_counters_in_common_never_wait_for_each_other_for_ever(committed_db: str) -> None:
    counts = [Count(f"n{n}", QUARTER, 1000) for n in range(4)]
    some = [Attempts(tuple(counts[(n + m) % 4] for m in range(4)), LOST) for n in range(4)]
    with ThreadPoolExecutor(8) as together:
        assert all(together.map(begun_in_a_thread, some * 25))
    assert {counters.used(one.counter.key) for one in counts} == {100}


def test_an_attempt_that_is_refused_does_not_count(db: None) -> None:
    full, other = Count("full", QUARTER, 1), Count("other", DAY, 5)
    both = Attempts((full, other), LOST)
    assert [begun(both) for _ in range(4)] == [True, False, False, False]
    assert counters.used(other.counter.key) == 1


def test_an_attempt_that_was_no_guess_is_taken_back(db: None) -> None:
    for _ in range(30):
        attempts = Attempts.of_tracking_code(HERE)
        attempts.begin()
        attempts.take_back()


def test_what_is_refused_for_another_reason_does_not_count(db: None) -> None:
    for _ in range(70):
        with suppress(BadInput), Attempts.of_reporting(HERE, LOST).counted():
            raise BadInput("不行", "no")
    assert begun(Attempts.of_reporting(HERE, LOST))


def test_whoever_waited_until_the_time_that_was_told_may_try_again(db: None) -> None:
    attempts = Attempts.of_tracking_code(HERE)
    with clock.travel(clock.now()) as journey:
        for _ in range(20):
            attempts.begin()
        with pytest.raises(TooMany) as refused:
            attempts.begin()
        journey.move(clock.now() + timedelta(seconds=refused.value.details["seconds"]))
        attempts.begin()


def test_counters_whose_time_is_over_are_dropped_and_no_others(db: None) -> None:
    long = Count("long", DAY * 30, 5)
    Attempts((Count("short", QUARTER, 5), long), LOST).begin()
    key = long.counter.key
    with clock.travel(clock.now() + timedelta(seconds=QUARTER)):
        assert actions.forget_old_counters() == 1
    assert counters.used(key) == 1


@pytest.mark.parametrize(
    ("address", "place", "network"),
    [
        ("192.0.2.77", "192.0.2.77/32", "192.0.2.0/24"),
        ("::ffff:192.0.2.77", "192.0.2.77/32", "192.0.2.0/24"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/64", "fe80::/48"),
        ("", "", ""),
        ("unix:", "unix:", ""),
    ],
)
def test_an_address_is_counted_by_household_and_kept_by_network(
    address: str, place: str, network: str
) -> None:
    client = Client(address)
    assert (client.place, client.network) == (place, network)


@given(st.text(max_size=50))
def test_a_device_cookie_that_is_not_ours_is_no_device(cookie: str) -> None:
    request = RequestFactory().get("/")
    request.COOKIES[COOKIE] = cookie
    assert client_of(request) == Client("127.0.0.1")
