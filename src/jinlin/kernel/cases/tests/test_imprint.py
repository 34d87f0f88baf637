"""The imprint of a row is the same whether Python works it out before writing or the database after."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jinlin.kernel.cases import imprint
from jinlin.lib import jsonb

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=12)
FLOATS = st.floats(allow_nan=False, allow_infinity=False)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | FLOATS | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)
DAY = datetime(2018, 3, 5, tzinfo=UTC)
OTHERS: dict[str, Any] = {
    "opened_at": DAY, "due_at": DAY, "closed_at": DAY, "tracking": b"1", "sealed": b"1", "lon": 1.5,
    "lat": 1.5,
}  # fmt: skip
MOMENTS = st.datetimes(datetime(1900, 1, 1), datetime(2200, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 -- bounds
VALUES: dict[str, tuple[str, st.SearchStrategy[Any]]] = {
    "PLAIN": ("text", st.none() | TEXT),
    "MOMENT": ("timestamptz", st.none() | MOMENTS),
    "DEGREES": ("float8", st.none() | st.floats(-180, 180)),
    "BYTES": ("bytea", st.none() | st.binary(max_size=40)),
}


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(value=JSON)
def test_json_is_spelt_as_the_database_gives_it_back(value: Any) -> None:
    text = jsonb.spelt(value)
    with connection.cursor() as cursor:
        cursor.execute("SELECT %s::text::jsonb::text", [text])
        assert cursor.fetchone()[0] == text


@pytest.mark.django_db
@pytest.mark.parametrize("way", sorted(VALUES))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_column_is_spelt_as_the_database_spells_it(way: str, data: st.DataObject) -> None:
    sort, values = VALUES[way]
    value = data.draw(values)
    spelling: imprint.Way = getattr(imprint, way)
    said = f"[{json.dumps(spelling.python(value), ensure_ascii=False)}]"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT json_build_array({spelling.sql.format('v')})::text FROM (SELECT %s::{sort} AS v) AS r",  # noqa: S608 -- ours
            [value],
        )
        assert cursor.fetchone()[0] == said


def test_a_column_more_or_less_is_another_imprint() -> None:
    row = SimpleNamespace(**dict.fromkeys((*imprint.COLUMNS[imprint.LATEST], *imprint.JSONB)))
    before = imprint.imprint(row)
    for name in vars(row):
        other = SimpleNamespace(**{**vars(row), name: OTHERS.get(name, 1)})
        assert imprint.imprint(other) != before, name
