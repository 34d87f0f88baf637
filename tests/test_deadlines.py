"""When something ends is written in one way, wherever people read it."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.lib import clock
from jinlin.lib.deadlines import end
from tests.docs import ROOT

SOURCE = ROOT / "src" / "jinlin"
FIRST = datetime(2015, 1, 1, tzinfo=clock.LOCAL)
MOMENTS = st.integers(0, 20 * 365 * 86_400).map(lambda seconds: FIRST + timedelta(seconds=seconds))
ENDS = r"(?:due|due_at|valid_to|valid_until|expires_at|ends_at|object_until)"
OTHER_WAYS = {
    "*.html": re.compile(rf"\b{ENDS}\|moment"),
    "*.typ": re.compile(rf"moment\((?:data\.)?{ENDS}\)"),
    "*.py": re.compile(
        rf"\b{ENDS}\b[^\n]*%H:%M|(?:_local|_when|moment)\([^()\n]*\b(?:due|due_at|valid_to)\b"
    ),
}
MACHINES = ("api/", "instruments/payouts/selectors/papers.py")  # they are told the moment itself


@given(MOMENTS, st.booleans())
def test_it_is_the_moment_itself_and_a_day_ends_at_24_00(at: datetime, is_midnight: bool) -> None:
    at = at.replace(hour=0, minute=0, second=0) if is_midnight else at
    told = end(at)
    if (at.hour, at.minute, at.second) == (0, 0, 0):
        assert (told.day, told.time) == (at.date() - timedelta(days=1), "24:00")
    else:
        assert (told.day, told.time) == (at.date(), f"{at:%H:%M}")


def test_it_reads_alike_in_both_languages_and_has_its_year_if_it_is_another() -> None:
    with clock.travel(datetime(2026, 11, 28, 12, tzinfo=clock.LOCAL)):
        at = datetime(2026, 12, 4, tzinfo=clock.LOCAL)
        assert (end(at).words.zh, end(at).words.en) == ("12月3日 24:00", "3 Dec 24:00")
        assert str(end(at)) == "2026-12-03 24:00"
        new_year = end(at.replace(year=2027, month=1, day=1))
        assert new_year.words.zh == "12月31日 24:00"
        assert end(at.replace(year=2027)).words.en == "3 Dec 2027 24:00"


@pytest.mark.parametrize("kind", OTHER_WAYS)
def test_nothing_writes_it_in_another_way(kind: str) -> None:
    files = [one for one in SOURCE.rglob(kind) if not _is_for_machines(one)]
    assert files
    found = {
        str(one.relative_to(SOURCE)): hits
        for one in files
        if (hits := OTHER_WAYS[kind].findall(one.read_text(encoding="utf-8")))
    }
    assert found == {}


def _is_for_machines(file: Path) -> bool:
    return str(file.relative_to(SOURCE)).startswith(MACHINES) or "tests" in file.parts
