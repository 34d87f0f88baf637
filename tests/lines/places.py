"""Every place in the product where something is kept, asked or given out, and what is written there."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from django.apps import apps

from jinlin.kernel.cases.definition import Ask, Definition
from jinlin.packkit.pack import Pack

ROOT = Path(__file__).parents[2]
Written = tuple[str, str]
"""A place, and a name or text that stands there."""


def everywhere(packs: Mapping[str, Pack]) -> Iterator[Written]:
    """All of them."""
    for pack in packs.values():
        for definition in pack.definitions.values():
            yield from _of_definition(definition)
        yield from _of_registers(pack)
        for name, indicator in pack.indicators.items():
            yield from ((f"{pack.name} indicator {name}", one) for one in (name, *_said(indicator.name)))
        for name, table in pack.tables.items():
            yield from ((f"{pack.name} table {name}", one) for one in (name, *table.outcomes))
    yield from _of_models()
    yield from _of_api()


def asks_of(definition: Definition) -> Iterator[tuple[str, Ask]]:
    """Every field of a case type, and every column of its rows."""
    for name, ask in definition.fields.items():
        yield name, ask
        yield from ((f"{name}.{inner}", one) for inner, one in ask.of.items())


def api() -> Any:
    """The API as it is committed."""
    return json.loads((ROOT / "docs" / "reference" / "openapi.json").read_text(encoding="utf-8"))


def models() -> list[Any]:
    """Every model of the house."""
    return [one for one in apps.get_models() if one.__module__.startswith("jinlin.")]


def _of_definition(definition: Definition) -> Iterator[Written]:
    for name, ask in asks_of(definition):
        options = [text for one in ask.options for text in (one.value, *_said(one.name))]
        for text in (name, *_said(ask.name), *_said(ask.help), *options):
            yield f"{definition.key} field {name}", text
    parts: dict[str, Any] = {**definition.states, **definition.actions, **definition.roles}
    for name, part in parts.items():
        yield from ((f"{definition.key} {name}", text) for text in (name, *_said(part.name)))


def _of_registers(pack: Pack) -> Iterator[Written]:
    for name, register in pack.registers.items():
        yield from ((f"{pack.name} register {name}", text) for text in (name, *register.columns))
        for row in register.rows:
            place = f"{pack.name} register {name} row {row['code']}"
            yield from ((place, text) for text in row.values())


def _of_models() -> Iterator[Written]:
    for model in models():
        place = model._meta.db_table
        for field in model._meta.get_fields():
            yield from ((f"{place}.{field.name}", text) for text in (field.name, *_choices(field)))
        yield place, place


def _choices(field: Any) -> list[str]:
    return [str(label) for _, label in getattr(field, "choices", None) or ()]


def _of_api() -> Iterator[Written]:
    document = api()
    yield from ((f"API {path}", path) for path in document["paths"])
    yield from ((f"API {name}", name) for name in sorted(set(_names(document))))


def _names(part: Any) -> Iterator[str]:
    """The names of properties and parameters, at any depth."""
    if isinstance(part, dict):
        if isinstance(properties := part.get("properties"), dict):
            yield from properties
        if isinstance(name := part.get("name"), str) and "in" in part:
            yield name
        yield from (name for inner in part.values() for name in _names(inner))
    elif isinstance(part, list):
        yield from (name for inner in part for name in _names(inner))


def _said(words: Any) -> tuple[str, ...]:
    return (words.zh, words.en) if words is not None else ()
