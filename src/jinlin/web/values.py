"""What a case keeps, as people read it: codes by their names, days in the reader's manner."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from jinlin.kernel.cases.definition import Ask
from jinlin.kernel.cases.policies import How
from jinlin.kernel.cases.selectors import FieldView
from jinlin.kernel.registry.selectors import name_of
from jinlin.kernel.registry.world import World
from jinlin.lib.identity import KINDS
from jinlin.lib.money import format_yuan
from jinlin.lib.spans import Span
from jinlin.lib.words import Words
from jinlin.web import manner
from jinlin.web.forms.fields import PERSON_PARTS, YES_NO, Ground, row_name
from jinlin.web.language import current, say

NOBODY: Mapping[str, Words] = {
    "anyone": Words(zh="未登录的人", en="somebody not signed in"),
    "case": Words(zh="持查询码的人", en="whoever holds the tracking code"),
    "member": Words(zh="事项中的本人", en="one of the people in the matter"),
    "system": Words(zh="系统", en="the system"),
    "import": Words(zh="导入", en="an import"),
    "story": Words(zh="演示", en="a story"),
}


class Shown(NamedTuple):
    """A value for the page: a text, or parts with a label each, or rows of them, or another case's number."""

    text: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    rows: tuple[tuple[tuple[str, str], ...], ...] = ()
    case: str = ""


def shown(ask: Ask, value: Any, ground: Ground) -> Shown:
    """A field's value as the reader reads it; empty where nothing is kept."""
    if value is None or value == "":
        return Shown()
    if ask.type == "person" and isinstance(value, dict):
        return Shown(parts=tuple(_person(value)))
    if ask.type == "rows" and isinstance(value, list):
        return Shown(rows=tuple(tuple(_row(ask, row, ground)) for row in value))
    if ask.type == "case":
        return Shown(case=str(value))
    return Shown(text=text_of(ask, value, ground))


def seen(field: FieldView, ground: Ground) -> Shown:
    """A field as its reader sees it. What is masked is a text, whatever it was."""
    plain = field.how is How.SHOWN
    return shown(field.ask if plain else _as_text(field.ask), field.value, ground)


def text_of(ask: Ask, value: Any, ground: Ground) -> str:
    """The same in one line."""
    reader = _READERS.get(ask.type)
    if reader is not None and isinstance(value, str | int | dict):
        return reader(ask, value, ground)
    return str(value)


def who(label: str) -> str:
    """Who did something, where the journal keeps no person: a stand-in is named as what it is."""
    kind = label.partition("/")[0]
    return say(NOBODY[kind]) if kind in NOBODY else label


def unit_name(code: str | None, world: World) -> str:
    """What a unit is called; its code if it is not known, nothing if there is none."""
    found = world.organisation(code) if code else None
    if found is None:
        return code or ""
    return found.name_en if current() == "en" and found.name_en else found.name


def area_name(code: str | None, world: World) -> str:
    """What an area is called, likewise."""
    found = world.area(code) if code else None
    return found.name if found else code or ""


def category_name(code: str | None, register: str, ground: Ground) -> str:
    """What a row of a register is called, likewise."""
    row = ground.world.row(ground.register(register), code) if code else None
    return row_name(row) if row else code or ""


def _as_text(ask: Ask) -> Ask:
    """The same field without its type: parts and rows stay, all else is text."""
    of = {name: _as_text(one) for name, one in ask.of.items()}
    kind = ask.type if ask.type in ("person", "rows") else "text"
    return ask.model_copy(update={"type": kind, "of": of})


def _person(value: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for part, words in PERSON_PARTS.items():
        if value.get(part):
            text = str(value[part])
            yield say(words), say(KINDS[text].name) if text in KINDS and part == "id_type" else text


def _row(ask: Ask, row: Any, ground: Ground) -> Iterator[tuple[str, str]]:
    for name, one in ask.of.items():
        value = row.get(name) if isinstance(row, dict) else None
        yield say(one.name), "" if value is None else _flat(one, value, ground)


def _flat(ask: Ask, value: Any, ground: Ground) -> str:
    parts = shown(ask, value, ground)
    return parts.text or parts.case or " ".join(text for _, text in parts.parts)


def _yes_no(_: Ask, value: Any, __: Ground) -> str:
    return next((say(words) for key, words in YES_NO if (key == "true") == value), str(value))


def _choice(ask: Ask, value: Any, _: Ground) -> str:
    return next((say(one.name) for one in ask.options if one.value == value), str(value))


def _code(ask: Ask, value: Any, ground: Ground) -> str:
    return category_name(str(value), ask.register_ or "", ground)


def _moment(ask: Ask, value: Any, _: Ground) -> str:
    at = datetime.fromisoformat(value)
    return manner.until(at) if ask.form == "end" else manner.moment(at)


def _point(_: Ask, value: Any, __: Ground) -> str:
    return f"{value['x']:.6f}, {value['y']:.6f}" if isinstance(value, dict) else str(value)


_READERS: Mapping[str, Callable[[Ask, Any, Ground], str]] = {
    "yes_no": _yes_no,
    "choice": _choice,
    "code": _code,
    "area": lambda _, value, ground: area_name(str(value), ground.world),
    "officer": lambda _, value, ground: name_of(str(value), ground.world.revision),
    "organisation": lambda _, value, ground: unit_name(str(value), ground.world),
    "moment": _moment,
    "date": lambda _, value, __: manner.day(value),
    "money": lambda _, value, __: format_yuan(value) if isinstance(value, int) else str(value),
    "span": lambda _, value, __: say(Span.parse(value).words),
    "pass_phrase": lambda *_: "••••••",
    "point": _point,
}
