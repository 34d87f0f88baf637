"""Many rows in one statement: the columns of the case table as arrays for `unnest`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from jinlin.kernel.cases.models import Case

TYPES = {
    "BigIntegerField": "bigint",
    "IntegerField": "int",
    "SmallIntegerField": "smallint",
    "CharField": "text",
    "FloatField": "float8",
    "DateTimeField": "timestamptz",
    "JSONField": "jsonb",
    "BinaryField": "bytea",
}
COLUMNS = {field.attname: TYPES[field.get_internal_type()] for field in Case._meta.concrete_fields}
FIXED = frozenset(
    {"id", "number", "pack", "type", "definition", "channel", "opener", "source_key", "opened_at", "tracking"}
)
CHANGING = tuple(name for name in COLUMNS if name not in FIXED)


def _arrays(names: Sequence[str]) -> str:
    return ", ".join(f"%s::{'text' if COLUMNS[name] == 'jsonb' else COLUMNS[name]}[]" for name in names)


def _cast(name: str) -> str:
    return f"v.{name}::jsonb" if COLUMNS[name] == "jsonb" else f"v.{name}"


def _insert() -> str:
    names = ", ".join(COLUMNS)
    values = ", ".join(_cast(name) for name in COLUMNS)
    return (
        f"INSERT INTO case_case ({names}) SELECT {values} "  # noqa: S608 -- names come from the model
        f"FROM unnest({_arrays(list(COLUMNS))}) AS v({names})"
    )


def _update() -> str:
    names = ("id", *CHANGING)
    sets = ", ".join(f"{name} = {_cast(name)}" for name in CHANGING)
    return (
        f"UPDATE case_case c SET {sets} "  # noqa: S608 -- names come from the model
        f"FROM unnest({_arrays(names)}) AS v({', '.join(names)}) WHERE c.id = v.id"
    )


INSERT, UPDATE = _insert(), _update()


def insert_values(cases: Sequence[Case]) -> list[list[Any]]:
    """The arrays for INSERT."""
    return _values(cases, list(COLUMNS))


def update_values(cases: Sequence[Case]) -> list[list[Any]]:
    """The arrays for UPDATE."""
    return _values(cases, ["id", *CHANGING])


def _values(cases: Sequence[Case], names: Sequence[str]) -> list[list[Any]]:
    return [[_value(getattr(case, name), COLUMNS[name]) for case in cases] for name in names]


def _value(value: Any, kind: str) -> Any:
    if kind == "jsonb":
        return None if value is None else json.dumps(value, ensure_ascii=False)
    return bytes(value) if kind == "bytea" and value is not None else value
