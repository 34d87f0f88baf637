"""Rows as one JSON document."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from jinlin.lib.rows import document


def test_every_row_becomes_an_object_with_the_names() -> None:
    assert json.loads(document(("case", "n"), [(1, None), (2, "路灯")])) == [
        {"case": 1, "n": None},
        {"case": 2, "n": "路灯"},
    ]


def test_times_keep_their_microseconds_and_their_offset() -> None:
    at = datetime(2018, 3, 5, 9, 10, 0, 7, tzinfo=UTC)
    assert json.loads(document(("at",), [(at,)])) == [{"at": "2018-03-05T09:10:00.000007+00:00"}]


def test_bytes_are_written_as_postgresql_reads_them() -> None:
    assert json.loads(document(("digest",), [(b"\x00\xff",)])) == [{"digest": "\\x00ff"}]


def test_a_row_that_has_not_as_many_values_as_there_are_names_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="argument 2 is shorter"):
        document(("case", "n"), [(1,)])
