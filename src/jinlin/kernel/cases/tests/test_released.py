"""A case as the release before wrote it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from django.db import connection

from jinlin.kernel.alarms.actions import ring
from jinlin.kernel.cases.actions import find, reveal, take
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors import case_for, timeline
from jinlin.kernel.cases.tests.test_sealing import REPORTER, WHY, values_of
from jinlin.kernel.cases.tests.town import CLERK, RESIDENT, local
from jinlin.kernel.journal.checks import verify
from jinlin.lib import clock


@pytest.fixture
def released(monday: clock.Journey) -> str:
    """A case as the release of 2026-11-27 (commit 571bacb) wrote it: values one by one, texts in the open."""
    dump = json.loads((Path(__file__).parent / "released.json").read_text())
    (case,) = dump["case_case"]
    case["public_title"] = case.pop("title")  # as the migration renames it
    with connection.cursor() as cursor:
        for table, rows in dump.items():
            names = ", ".join(f'"{name}"' for name in rows[0])
            cursor.execute(
                f"INSERT INTO {table} ({names}) SELECT {names} "  # noqa: S608 -- a fixture's own names
                f"FROM jsonb_populate_recordset(NULL::{table}, %s::jsonb) ON CONFLICT DO NOTHING",
                [json.dumps(rows)],
            )
    return str(case["number"])


class TestACaseOfTheReleaseBefore:
    def test_reads_as_it_was_written(self, released: str) -> None:
        written = {"subject": "enc:AAAA", "answer": "Filled by Wang", "remark": "enc:rings every day"}
        assert written.items() <= values_of(released).items()
        assert values_of(released, RESIDENT)["reporter"] == REPORTER
        assert case_for(released, CLERK).title == "enc:AAAA"
        assert reveal(released, "reporter", WHY, CLERK) == REPORTER

    def test_shows_its_texts_in_its_history_and_no_personal_value(self, released: str) -> None:
        told = {one.kind: one.facts.get("answers") for one in timeline(released, CLERK)}
        assert told["opened"] == {
            "diagnosis": None,
            "kind": "pothole",
            "reporter": None,
            "subject": "enc:AAAA",
        }
        assert told["act.note"] == {"remark": "enc:rings every day"}
        assert not verify().faults

    def test_is_sealed_when_somebody_writes_in_it(self, released: str) -> None:
        take(released, "note", {"remark": "quiet now"}, CLERK)
        case = Case.objects.get(number=released)
        assert (case.public_title, case.facts) == ("", {"kind": "pothole", "unit": "T-ROADS"})
        seen = values_of(released)
        assert (seen["subject"], seen["answer"], seen["remark"]) == (
            "enc:AAAA",
            "Filled by Wang",
            "quiet now",
        )
        assert values_of(released, RESIDENT)["reporter"] == REPORTER
        assert find("phone", REPORTER["phone"], WHY, CLERK) == [released]

    def test_is_forgotten_like_any_other(self, released: str, monday: clock.Journey) -> None:
        take(released, "close", {}, CLERK)
        monday.move(local("2020-03-06 09:00"))
        ring()
        case = Case.objects.get(number=released)
        assert (case.sealed_key, case.sealed, case.public_title) == (None, None, "")
        assert case.facts == {"kind": "pothole", "unit": "T-ROADS"}
        assert values_of(released)["subject"] is None
