"""Made-up facts of a case, so that a pack's documents can be set before there is a case.

A `full` case has everything; in a bare one nothing is filled in that need not be, and people have a name
and nothing else: what a document needs beyond that it must not take for granted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from jinlin.kernel.cases.definition import Ask, Definition
from jinlin.kernel.cases.facts import stamp
from jinlin.lib import clock
from jinlin.packkit.checks.house import House
from jinlin.packkit.draft import Draft

MOMENT = stamp(datetime(2018, 3, 5, 9, tzinfo=clock.LOCAL))
TEXT = "示例文字 an example"
UNIT = {"code": "S-UNIT", "name": "示例单位", "kind": "unit", "area": "000000"}
PERSON = {
    "name": "示例人员",
    "phone": "13800000000",
    "id_type": "resident",
    "id_no": "110101190001010000",
    "organisation": "示例单位",
    "address": "示例路1号",
}
POINT = {"x": 118.1, "y": 24.5, "crs": "wgs84", "source": "map", "accuracy_m": 10}
VALUES: dict[str, Any] = {
    "text": TEXT,
    "long_text": f"{TEXT}\n第二段",
    "integer": 2,
    "money": 123456,
    "date": MOMENT,
    "moment": MOMENT,
    "yes_no": True,
    "span": "5 days",
    "pass_phrase": {"digest": "0" * 64},
    "case": "S2018-000001",
    "organisation": UNIT,
    "person": PERSON,
    "point": POINT,
}


def facts(draft: Draft, house: House, definition: Definition, *, full: bool) -> dict[str, Any]:
    """What expressions see of a made-up case of this type."""
    known = {
        name: _field(draft, house, definition.asks.get(name, ask), full)
        for name, ask in definition.fields.items()
    }
    return {**_always(draft, definition), **known}


def _field(draft: Draft, house: House, ask: Ask, full: bool) -> Any:
    if ask.type == "code":
        return _row(draft, house, ask.register_ or "", is_there=full or ask.required)
    if not full and not ask.required:
        return None
    if ask.type == "rows":
        row = {name: _field(draft, house, one, full) for name, one in ask.of.items()}
        return [row, row]
    if ask.type == "choice":
        return ask.options[0].value if ask.options else TEXT
    if ask.type == "person" and not full:
        return {"name": PERSON["name"]}
    return VALUES.get(ask.type, TEXT)


def _row(draft: Draft, house: House, register: str, *, is_there: bool) -> dict[str, str]:
    """A row of the register: what an expression makes of its cells it can make of real ones alone."""
    columns = house.columns(draft, register) or ("code",)
    first = next(iter(house.rows(draft, register)), dict.fromkeys(columns, TEXT))
    return dict(first) if is_there else dict.fromkeys(columns, "")


def _always(draft: Draft, definition: Definition) -> dict[str, Any]:
    made: dict[str, Callable[[], Any]] = {
        "case": lambda: _case(definition),
        "area": lambda: UNIT["area"],
        "actor": lambda: {"label": "person/1", "role": "", "organisation": UNIT["code"], "member": 1},
        "clock": lambda: {"due": MOMENT, "lapsed": False, "runs": True, "extended": 0},
        "cards": lambda: {"yellow": 0, "red": 0},
        "done": lambda: dict.fromkeys(definition.actions, 0),
        "children": lambda: _children(draft.case_names),
        "now": lambda: MOMENT,
        "today": lambda: MOMENT,
    }
    return {name: make() for name, make in made.items()}


def _case(definition: Definition) -> Mapping[str, Any]:
    texts = ("number", "state", "outcome", "area", "holder", "category", "channel")
    given = dict.fromkeys(texts, TEXT)
    return {**given, "type": definition.type, "opened": MOMENT, "closed": MOMENT, "parent": False}


def _children(types: set[str]) -> Mapping[str, Any]:
    none = {"total": 0, "open": 0, "closed": 0}
    return {**none, **dict.fromkeys(types, none)}
