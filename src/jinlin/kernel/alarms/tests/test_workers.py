"""Several workers, each with its own connection."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from threading import Barrier

import pytest
from django.db import OperationalError, connections, transaction

from jinlin.kernel.alarms import actions
from jinlin.kernel.alarms.models import Alarm
from jinlin.kernel.alarms.table import Key
from jinlin.kernel.alarms.tests.conftest import BEFORE

ALARMS = {(f"walk/{number}", "clock"): BEFORE for number in range(60)}


def ring_until_silent(_: object) -> list[actions.Rung]:
    try:
        rungs = [actions.ring(limit=7)]
        while rungs[-1].count:
            rungs.append(actions.ring(limit=7))
        return rungs
    finally:
        connections.close_all()


def test_two_workers_that_ring_at_once_ring_each_alarm_once(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: Counter[Key] = Counter()
    both_in_a_batch = Barrier(2)
    first_batches = iter((True, True))

    def handler(keys: Sequence[Key], now: datetime) -> Mapping[Key, str]:
        if next(first_batches, False):
            both_in_a_batch.wait(timeout=60)  # each worker holds its first batch while the other takes one
        heard.update(keys)
        return {}

    monkeypatch.setitem(actions.handlers, "walk", handler)
    actions.set_alarms(ALARMS)
    with ThreadPoolExecutor(2) as workers:
        rungs = [rung for one in workers.map(ring_until_silent, range(2)) for rung in one]
    assert heard == dict.fromkeys(ALARMS, 1)
    assert sum(rung.count for rung in rungs) == len(ALARMS)
    assert not Alarm.objects.exists()


def test_an_alarm_that_a_worker_holds_does_not_keep_another_waiting(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[Key] = []

    def handler(keys: Sequence[Key], now: datetime) -> Mapping[Key, str]:
        heard.extend(keys)
        return {}

    monkeypatch.setitem(actions.handlers, "walk", handler)
    actions.set_alarms({("walk/1", "clock"): BEFORE, ("walk/2", "clock"): BEFORE})
    with ThreadPoolExecutor(1) as other, transaction.atomic():
        Alarm.objects.select_for_update().get(stream="walk/1")
        other.submit(ring_until_silent, None).result(timeout=60)
    assert heard == [("walk/2", "clock")]
    ring_until_silent(None)
    assert heard == [("walk/2", "clock"), ("walk/1", "clock")]


def test_a_lost_database_is_no_trouble_of_the_alarms_that_were_ringing(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def loses_the_database(keys: Sequence[Key], now: datetime) -> Mapping[Key, str]:
        with connections["default"].cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return {}

    monkeypatch.setitem(actions.handlers, "walk", loses_the_database)
    actions.set_alarms({("walk/1", "clock"): BEFORE, ("walk/2", "clock"): BEFORE})
    with pytest.raises(OperationalError):
        actions.ring()
    assert set(Alarm.objects.values_list("at", "trouble")) == {(BEFORE, "")}


def test_an_alarm_is_still_due_after_a_failure_at_the_commit(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def breaks_its_promise(keys: Sequence[Key], now: datetime) -> Mapping[Key, str]:
        if ("walk/1", "clock") in keys:
            with connections["default"].cursor() as cursor:
                cursor.execute("INSERT INTO child SELECT 7")  # is found out at the commit only
        return {}

    monkeypatch.setitem(actions.handlers, "walk", breaks_its_promise)
    with connections["default"].cursor() as cursor:
        cursor.execute("CREATE TABLE parent (id int PRIMARY KEY)")
        cursor.execute("CREATE TABLE child (of int REFERENCES parent DEFERRABLE INITIALLY DEFERRED)")
    actions.set_alarms({("walk/1", "clock"): BEFORE, ("walk/2", "clock"): BEFORE})
    rung = actions.ring()
    assert set(rung.troubles) == {("walk/1", "clock")}
    assert [alarm.stream for alarm in Alarm.objects.all()] == ["walk/1"]
