"""`verify` finds whatever was done to the journal behind its back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jinlin.kernel.journal import actions, checks, reading
from jinlin.kernel.journal.chain import Entry, Head, link
from jinlin.kernel.journal.tests.conftest import AT

Tamper = Callable[[str], None]
SET = "UPDATE journal_event SET {} WHERE stream = 'case/2' AND seq = 2"


def rewrite_the_whole_chain_of_case_2() -> None:
    """What a forger does who knows the format: every hash of the stream is right again."""
    forged, _ = link(
        Head.none(), [Entry("case/2", f"act.step{n}", "person/8", AT, {"step": n}) for n in (1, 2, 3, 4)]
    )
    with connection.cursor() as cursor:
        for one in forged:
            cursor.execute(
                "UPDATE journal_event SET actor = %s, hash = %s WHERE stream = %s AND seq = %s",
                [one.actor, one.hash, one.stream, one.seq],
            )


@pytest.mark.usefixtures("three_cases")
@pytest.mark.parametrize(
    "change",
    [
        "facts = '{\"step\":3}'",
        "kind = 'act.step9'",
        "actor = 'person/8'",
        "at = at + interval '1 microsecond'",
        "at = '2018-03-05 01:10:00+00 BC'",
        "at = 'infinity'",
        "at = '-infinity'",
        "hash = '\\x00'",
        "kind = kind || E'\\n' || actor, actor = ''",
    ],
)
def test_a_change_of_one_event_is_found_and_named(tamper: Tamper, change: str) -> None:
    tamper(SET.format(change))
    faults = checks.verify().faults
    assert any("case/2, event 2: what is written does not give its hash" in fault for fault in faults)
    assert not any("case/1" in fault or "case/3" in fault for fault in faults)


HASH_THAT_FITS = r"""
    UPDATE journal_event SET hash = sha256(decode(repeat('00', 32), 'hex') || convert_to(concat_ws(E'\n',
    stream, seq, kind, actor, '2018-03-05T01:10:00.000000+00:00', facts), 'UTF8')) WHERE seq = 1
"""


@pytest.mark.usefixtures("three_cases")
def test_a_line_feed_within_a_name_is_found_although_the_hash_fits(tamper: Tamper) -> None:
    tamper(HASH_THAT_FITS)
    assert not any("event 1: what" in fault for fault in checks.verify().faults)
    tamper("UPDATE journal_event SET kind = kind || E'\\n' || actor WHERE seq = 1")
    tamper(HASH_THAT_FITS)
    assert sum("event 1: what is written" in fault for fault in checks.verify().faults) == 3


@pytest.mark.usefixtures("three_cases")
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            "DELETE FROM journal_event WHERE stream = 'case/2' AND seq = 2",
            "case/2: event 2 should follow here",
        ),
        (
            "DELETE FROM journal_event WHERE stream = 'case/2' AND seq = 1",
            "case/2: event 1 should follow here",
        ),
        (
            "UPDATE journal_event SET seq = 9 WHERE stream = 'case/2' AND seq = 4",
            "case/2: event 4 should follow",
        ),
        (
            "UPDATE journal_event SET stream = 'case/4' WHERE stream = 'case/2'",
            "case/4, event 1: what is written",
        ),
    ],
)
def test_an_event_that_is_gone_or_elsewhere_is_found(tamper: Tamper, change: str, sentence: str) -> None:
    tamper(change)
    assert any(sentence in fault for fault in checks.verify().faults)


@pytest.mark.usefixtures("three_cases")
@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ("DELETE FROM journal_event WHERE seq = 4", "Seal 1: 12 events were sealed, and 9 are there"),
        (
            "DELETE FROM journal_event WHERE stream = 'case/3'",
            "Seal 1: 12 events were sealed, and 8 are there",
        ),
        ("UPDATE journal_seal SET root = sha256('')", "Seal 1: its events are not those that were sealed"),
        (
            "UPDATE journal_seal SET sealed_at = sealed_at - interval '1 day'",
            "Seal 1: the signature is not valid",
        ),
        ("UPDATE journal_seal SET sealed_at = 'infinity'", "Rows cannot be read (journal_seal)"),
        ("UPDATE journal_seal SET key_id = repeat('ab', 32)", "not among this installation's keys"),
        ("UPDATE journal_seal SET number = 2", "Seal 2 does not follow from the seal before it"),
        ("UPDATE journal_seal SET first = 3", "Seal 1 does not follow from the seal before it"),
        ("UPDATE journal_seal SET signature = ''", "Seal 1: the signature is not valid"),
    ],
)
def test_what_no_chain_shows_the_seal_shows(tamper: Tamper, change: str, sentence: str) -> None:
    actions.seal()
    assert checks.verify().faults == ()
    tamper(change)
    assert any(sentence in fault for fault in checks.verify().faults)


@pytest.mark.usefixtures("three_cases")
def test_a_chain_forged_as_a_whole_is_found_by_its_seal_alone(tamper: Tamper) -> None:
    actions.seal()
    tamper("SELECT 1")
    rewrite_the_whole_chain_of_case_2()
    (fault,) = checks.verify().faults
    assert "Seal 1: its events are not those that were sealed" in fault


@pytest.mark.usefixtures("three_cases")
def test_a_journal_sealed_anew_with_a_forgers_key_is_found(tamper: Tamper, key_folder: Path) -> None:
    actions.seal()
    own = {place: place.read_bytes() for place in key_folder.iterdir()}
    tamper("DELETE FROM journal_seal")
    for place in own:
        place.unlink()
    actions.seal()
    for place in key_folder.iterdir():
        place.unlink()
    for place, content in own.items():
        place.write_bytes(content)
    (fault,) = checks.verify().faults
    assert "not among this installation's keys" in fault


@pytest.mark.usefixtures("three_cases")
def test_of_very_many_faults_the_first_hundred_are_told(tamper: Tamper) -> None:
    actions.append(Entry("case/4", "act", "system", AT, {"step": step}) for step in range(120))
    tamper("UPDATE journal_event SET facts = '{}'")
    faults = checks.verify().faults
    assert len(faults) == 101
    assert "And 32 more" in faults[-1]


@pytest.mark.django_db
def test_an_empty_journal_is_whole() -> None:
    assert checks.verify() == checks.Verdict(events=0, streams=0, seals=0, faults=())


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.sampled_from(["case/1", "case/10", "案件/2"]),
    st.datetimes(datetime(1, 1, 3), datetime(9999, 12, 29), timezones=st.just(UTC)),  # noqa: DTZ001 -- given here
    st.dictionaries(
        st.text(max_size=5), st.text() | st.none() | st.floats(allow_nan=False, allow_infinity=False)
    ),
)
def test_whatever_was_written_verifies(stream: str, at: datetime, facts: dict[str, object]) -> None:
    actions.append([Entry(stream, "事件", "person/1", at, facts)])
    actions.seal()
    assert checks.verify().faults == ()


def test_several_processes_find_what_one_finds(committed_db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    for case in range(30):
        actions.append(Entry(f"case/{case}", "act", "system", AT, {"step": step}) for step in range(10))
    actions.seal()
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE journal_event DISABLE TRIGGER USER")
        cursor.execute("UPDATE journal_event SET facts = '{}' WHERE stream = 'case/17' AND seq = 5")
        cursor.execute("DELETE FROM journal_event WHERE stream = 'case/3' AND seq = 10")
    with transaction.atomic():
        alone = checks.verify()
    monkeypatch.setattr(reading, "_A_PART", 40)
    monkeypatch.setattr(reading, "processors", lambda: 2)
    steps: list[tuple[int, int]] = []
    together = checks.verify(lambda done, parts: steps.append((done, parts)))
    assert together[:3] == alone[:3] == (299, 30, 1)
    assert sorted(together.faults) == sorted(alone.faults)
    assert len(alone.faults) == 2
    parts = len(steps)
    assert parts > 2
    assert steps == [(number, parts) for number in range(1, parts + 1)]
