"""The world is read once a revision, and never from a revision that did not come to be."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Event, Lock, Semaphore

import pytest
from django.db import transaction
from pytest_django import DjangoAssertNumQueries

from jinlin.kernel.registry import actions, selectors
from jinlin.kernel.registry.selectors import reading
from jinlin.kernel.registry.tests.samples import AREAS, county
from jinlin.kernel.registry.world import World

pytestmark = pytest.mark.django_db


def test_the_world_is_read_once_until_the_revision_moves(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    county()
    revision = selectors.revision()
    first = selectors.world(revision)
    with django_assert_num_queries(0):
        assert selectors.world(revision) is first
    with django_assert_num_queries(1):
        assert selectors.world() is first
    assert selectors.world(actions.bump()) is not first


def test_raising_the_revision_is_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    before = selectors.revision()
    with django_assert_num_queries(1):
        after = actions.bump()
    assert after > before
    assert selectors.revision() == after


def test_what_was_rolled_back_is_never_seen_again_under_the_same_number() -> None:
    class Undo(Exception):  # noqa: N818 -- no error: it only takes the change back
        pass

    def change_and_undo() -> None:
        with transaction.atomic():
            actions.install_areas(AREAS)
            assert selectors.world().area("990101") is not None
            raise Undo

    with pytest.raises(Undo):
        change_and_undo()
    actions.bump()
    assert selectors.world().area("990101") is None


def test_a_register_that_did_not_change_keeps_what_was_worked_out_from_it() -> None:
    actions.install_register("demo/kept", ["name"], [{"code": "1", "name": "一"}], "pack")
    actions.install_register("demo/moved", ["name"], [{"code": "1", "name": "一"}], "pack")
    before = selectors.world()
    actions.install_register("demo/moved", ["name"], [{"code": "1", "name": "二"}], "pack")
    after = selectors.world()
    assert after.register("demo/kept") is before.register("demo/kept")
    assert after.row("demo/moved", "1") == {"code": "1", "name": "二"}
    assert before.row("demo/moved", "1") == {"code": "1", "name": "一"}


def test_around_offices_is_the_lowest_area_that_holds_them_all_and_has_parts() -> None:
    actions.install_areas(
        {"code": code, "name": code, "parent": parent, "level": "x"}
        for code, parent in (("10", ""), ("1001", "10"), ("100101", "1001"), ("100101001", "100101"))
    )
    world = selectors.world()
    assert world.around(["100101"]) == world.around(["100101001"]) == "100101"
    assert world.around(["100101001", "1001"]) == "1001"
    assert world.around([]) == world.around([""]) == world.around(["77"]) == ""


def test_what_did_not_change_is_not_read_again() -> None:
    county()
    before = selectors.world()
    actions.install_register("demo/moved", ["name"], [{"code": "1", "name": "一"}], "pack")
    after = selectors.world()
    assert after is not before
    kept = before.parts_but(())
    assert all(after.parts_but(())[name] is part for name, part in kept.items())
    actions.install_organisations(
        [{"code": "NEW", "name": "新", "kind": "department", "area": "990101", "valid_from": "2010-01-01"}]
    )
    last = selectors.world()
    assert last.organisation("NEW") is not None
    assert after.organisation("NEW") is None
    assert last.parts_but(())["area"] is kept["area"]


class Queue:
    """A lock that tells how many have come to it."""

    def __init__(self) -> None:
        self.come = Semaphore(0)
        self._lock = Lock()

    def __enter__(self) -> None:
        self.come.release()
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def test_whoever_asks_for_a_revision_never_gets_the_one_before(monkeypatch: pytest.MonkeyPatch) -> None:
    """Though another thread is reading it at that moment."""
    before, queue, goes_on = selectors.world(), Queue(), Event()
    after = World(before.revision + 1, before.calendar)

    def slowly(_: int, __: World | None) -> World:
        goes_on.wait()
        return after

    monkeypatch.setattr(reading, "_read", slowly)
    monkeypatch.setattr(reading, "_lock", queue)
    monkeypatch.setattr(reading, "_kept", before)
    with ThreadPoolExecutor(2) as threads:
        both = [threads.submit(reading.world, after.revision) for _ in range(2)]
        both_wait = queue.come.acquire(timeout=60) and queue.come.acquire(timeout=60)
        goes_on.set()
        assert both_wait
        assert [one.result() for one in both] == [after, after]
