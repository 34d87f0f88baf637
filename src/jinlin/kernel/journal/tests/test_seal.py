"""Seals, and the proofs that they allow."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import connection, connections, transaction

from jinlin.kernel.journal import actions, checks, selectors
from jinlin.kernel.journal.actions import sealing
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.journal.models import Event, Seal
from jinlin.kernel.journal.tests.conftest import AT
from jinlin.lib.errors import NotFound, NotPossible, Unready


def more(stream: str = "case/9", count: int = 1) -> None:
    actions.append(Entry(stream, "act.more", "system", AT, {}) for _ in range(count))


@pytest.mark.usefixtures("three_cases")
def test_a_seal_covers_all_that_was_written() -> None:
    seal = actions.seal()
    assert seal is not None
    assert (seal.number, seal.first, seal.size) == (1, 1, 12)
    assert seal.last == Event.objects.order_by("-position")[0].position
    assert checks.verify() == checks.Verdict(events=12, streams=3, seals=1, faults=())


@pytest.mark.django_db
def test_nothing_new_is_not_sealed() -> None:
    assert actions.seal() is None
    more()
    assert actions.seal() is not None
    assert actions.seal() is None


@pytest.mark.usefixtures("three_cases")
def test_seals_form_a_chain() -> None:
    first = actions.seal()
    more()
    second = actions.seal()
    assert first
    assert second
    assert (second.number, second.first, bytes(second.previous)) == (2, first.last + 1, bytes(first.root))
    assert checks.verify().faults == ()


@pytest.mark.usefixtures("three_cases")
def test_a_long_period_gets_several_seals(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sealing, "MOST_LEAVES", 5)
    newest = actions.seal()
    assert newest
    assert [one.size for one in Seal.objects.order_by("number")] == [5, 5, 2]
    assert newest.number == 3
    assert checks.verify().faults == ()


@pytest.mark.usefixtures("three_cases")
def test_every_sealed_event_has_a_proof() -> None:
    actions.seal()
    more(count=3)
    actions.seal()
    for event in Event.objects.all():
        proof = selectors.proof(event.stream, event.seq)
        assert proof.holds()
        assert (proof.event.stream, proof.event.seq) == (event.stream, event.seq)
        assert proof.seal.number == (2 if event.stream == "case/9" else 1)


@pytest.mark.usefixtures("three_cases")
def test_an_event_that_is_not_sealed_yet_has_no_proof_so_far() -> None:
    with pytest.raises(NotPossible, match="not sealed yet"):
        selectors.proof("case/1", 1)


@pytest.mark.usefixtures("three_cases")
def test_there_is_no_proof_of_what_did_not_happen() -> None:
    with pytest.raises(NotFound, match="no event 5 of case/1"):
        selectors.proof("case/1", 5)


@pytest.mark.usefixtures("three_cases")
def test_a_journal_that_does_not_agree_with_its_seal_proves_nothing(tamper: Callable[[str], None]) -> None:
    actions.seal()
    tamper("DELETE FROM journal_event WHERE stream = 'case/3'")
    with pytest.raises(Unready, match="does not agree with its seal 1"):
        selectors.proof("case/1", 1)


@pytest.mark.usefixtures("three_cases")
def test_a_lost_key_stops_sealing_until_somebody_decides(key_folder: Path) -> None:
    actions.seal()
    more()
    (key_folder / "seal.pem").unlink()
    with pytest.raises(Unready, match=r"seal\.pem.* is gone"):
        actions.seal()


def seal_apart() -> Seal | None:
    """Seal in a thread, which has its own connection."""
    try:
        return actions.seal()
    finally:
        connections.close_all()


def somebody_waits_for_the_journal() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT EXISTS (SELECT FROM pg_locks WHERE relation = 'journal_event'::regclass AND NOT granted)"
        )
        return bool(cursor.fetchone()[0])


def test_an_event_that_is_being_written_is_waited_for(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "_PATIENCE", "10min")
    waited = False
    with ThreadPoolExecutor(1) as other:
        with transaction.atomic():
            more("case/1")
            busy = other.submit(seal_apart)
            while not waited and not busy.done():
                waited = somebody_waits_for_the_journal()
        sealed = busy.result()
    assert waited
    assert sealed
    assert sealed.size == 1


def test_writers_without_a_pause_make_sealing_give_up_with_a_sentence(
    committed_db: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "_PATIENCE", "1ms")
    with ThreadPoolExecutor(1) as other, transaction.atomic():
        more("case/1")
        with pytest.raises(Unready, match="cannot be sealed now"):
            other.submit(seal_apart).result()


def test_two_who_seal_at_once_do_not_seal_an_event_twice(committed_db: str) -> None:
    more("case/1", count=30)
    with ThreadPoolExecutor(4) as crew:
        made = [crew.submit(seal_apart) for _ in range(4)]
    assert sum(one.result() is not None for one in made) == 1
    assert checks.verify() == checks.Verdict(events=30, streams=1, seals=1, faults=())
