"""Writing to the journal and reading it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connections
from django.test.utils import CaptureQueriesContext

from jinlin.kernel.journal import actions, checks, selectors
from jinlin.kernel.journal.chain import Entry, Head, link
from jinlin.lib.errors import Changed

AT = datetime(2018, 3, 5, 1, 10, tzinfo=UTC)


def entry(stream: str = "case/1", kind: str = "opened", **facts: object) -> Entry:
    return Entry(stream, kind, "person/12", AT, facts)


@pytest.mark.django_db
def test_what_was_appended_can_be_read_in_its_order() -> None:
    head = actions.append([entry(), entry(kind="act.accept", note="路面\t塌陷\\ \"引号\" {'a'}")])
    first, second = selectors.history("case/1")
    assert (first.seq, first.kind, first.actor, first.at, first.facts) == (1, "opened", "person/12", AT, "{}")
    assert second.facts == '{"note":"路面\\t塌陷\\\\ \\"引号\\" {\'a\'}"}'
    assert head == Head(2, bytes(second.hash)) == selectors.head("case/1")


@pytest.mark.django_db
def test_a_stream_to_which_nothing_happened_has_no_head() -> None:
    actions.append([entry("case/10")])
    assert selectors.head("case/1") == Head.none()
    assert selectors.history("case/1") == []


@pytest.mark.django_db
def test_a_history_is_read_page_by_page() -> None:
    actions.append(entry(kind=f"act.{number}") for number in range(5))
    assert [event.seq for event in selectors.history("case/1", after=2, limit=2)] == [3, 4]


@pytest.mark.django_db
def test_a_moment_keeps_its_microseconds_and_loses_its_zone() -> None:
    at = datetime(2018, 3, 5, 9, 10, 0, 123456, tzinfo=UTC) + timedelta(microseconds=1)
    actions.append([entry()._replace(at=at)])
    assert selectors.history("case/1")[0].at == at


@pytest.mark.django_db
def test_many_streams_are_written_in_one_statement() -> None:
    batch = [
        one
        for case in range(50)
        for one in link(Head.none(), [entry(f"case/{case}"), entry(f"case/{case}")])[0]
    ]
    with CaptureQueriesContext(connections["default"]) as asked:
        actions.write(batch)
    assert len(asked) == 1
    assert checks.verify()[:2] == (100, 50)


@pytest.mark.django_db
def test_no_events_are_no_statement() -> None:
    with CaptureQueriesContext(connections["default"]) as asked:
        actions.write([])
    assert len(asked) == 0


@pytest.mark.django_db
def test_whoever_writes_onto_an_old_head_is_told_that_the_history_went_on() -> None:
    linked, _ = link(Head.none(), [entry()])
    actions.write(linked)
    with pytest.raises(Changed, match="Somebody else wrote to the same history"):
        actions.write(linked)


def test_to_append_nothing_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="nothing to append"):
        actions.append([])


def test_two_who_append_to_one_stream_at_once_do_not_lose_or_double_an_event(committed_db: str) -> None:
    def append(number: int) -> None:
        try:
            actions.append([entry(kind=f"act.{number}")])
        finally:
            connections.close_all()

    with ThreadPoolExecutor(4) as crew:
        list(crew.map(append, range(40)))
    kinds = {event.kind for event in selectors.history("case/1")}
    assert kinds == {f"act.{number}" for number in range(40)}
    assert checks.verify() == checks.Verdict(events=40, streams=1, seals=0, faults=())
