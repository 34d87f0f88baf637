"""The fields of a form, made from what a pack asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from jinlin.kernel.cases.definition import Ask, AskType, Definition
from jinlin.kernel.registry.selectors import officers
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import Problem
from jinlin.lib.identity import KINDS
from jinlin.lib.money import format_fen
from jinlin.lib.words import Words
from jinlin.web.language import current, say

PERSON_PARTS: Mapping[str, Words] = {
    "name": Words(zh="姓名", en="Name"),
    "phone": Words(zh="手机号", en="Mobile number"),
    "id_type": Words(zh="证件类型", en="Kind of document"),
    "id_no": Words(zh="证件号码", en="Identity number"),
    "organisation": Words(zh="单位", en="Organisation"),
    "address": Words(zh="地址", en="Address"),
}
YES_NO = (("true", Words(zh="是", en="Yes")), ("false", Words(zh="否", en="No")))
MOST_AREAS = 1000  # in one list: a city of 600 communities fits, those of a province do not
ROW_NUMBER = "__n__"  # stands in the template row of a repeatable group, until the browser counts it


class Option(NamedTuple):
    """One thing to choose; `depth` is how far down its tree it stands."""

    value: str
    label: str
    depth: int = 0

    @property
    def indent(self) -> str:
        """What a list shows before the label: one wide blank for each step down."""
        return "\u3000" * self.depth


@dataclass(frozen=True)
class Field:
    """One field as the page shows it. `raw` is what was typed or is kept; `error` says what is wrong."""

    name: str
    ask: Ask
    raw: Any = None
    error: str = ""
    options: tuple[Option, ...] = ()
    parts: tuple[Field, ...] = ()
    rows: tuple[tuple[Field, ...], ...] = ()
    blank_row: tuple[Field, ...] = ()

    @property
    def id(self) -> str:
        """The id in the page, from the name."""
        return f"f-{self.name.replace('.', '-')}"

    @property
    def template(self) -> str:
        """The template that draws this kind of field."""
        return f"web/forms/{_TEMPLATES.get(self.ask.type, 'line')}.html"


@dataclass(frozen=True)
class Ground:
    """Where a form's choices come from: the registry, and the pack whose registers are meant."""

    world: World
    pack: str
    unit: str | None = None

    @classmethod
    def of(cls, definition: Definition, world: World, unit: str | None = None) -> Ground:
        """The ground of a case's forms; `unit` is the unit that holds it."""
        return cls(world, definition.pack, unit)

    def register(self, name: str) -> str:
        """The full key of a register."""
        return name if "/" in name else f"{self.pack}/{name}"


def fields_of(
    asks: Mapping[str, Ask],
    ground: Ground,
    *,
    given: Mapping[str, Any] | None = None,
    problem: Problem | None = None,
) -> tuple[Field, ...]:
    """The fields of a form. `given` are the answers as read from an earlier try or as kept; `problem` is why
    they were refused, and names the fields that it means."""
    faults = problem.details.get("fields", {}) if problem else {}
    return tuple(
        field_of(name, ask, ground, (given or {}).get(name), faults.get(name)) for name, ask in asks.items()
    )


def field_of(name: str, ask: Ask, ground: Ground, value: Any = None, fault: Any = None) -> Field:
    """One field. `value` is an answer as the kernel takes it, or as typed if unreadable."""
    return Field(
        name=name,
        ask=ask,
        raw=_raw(ask, value),
        error=_error(fault),
        options=tuple(_options(ask, ground)),
        parts=tuple(_parts(name, ask, value)),
        rows=tuple(_row(name, ask, ground, n, row) for n, row in enumerate(_rows(value))),
        blank_row=_row(name, ask, ground, ROW_NUMBER, {}) if ask.type == "rows" else (),
    )


def _raw(ask: Ask, value: Any) -> Any:
    if isinstance(value, bool):
        return "true" if value else "false"
    return format_fen(value) if ask.type == "money" and isinstance(value, int) else value


def _error(fault: Any) -> str:
    return say(Words.model_validate(fault)) if isinstance(fault, dict) and set(fault) == {"zh", "en"} else ""


def _rows(value: Any) -> list[Mapping[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []


def _row(name: str, ask: Ask, ground: Ground, n: int | str, row: Mapping[str, Any]) -> tuple[Field, ...]:
    return tuple(field_of(f"{name}.{n}.{part}", one, ground, row.get(part)) for part, one in ask.of.items())


def _parts(name: str, ask: Ask, value: Any) -> Iterator[Field]:
    if ask.type != "person":
        return
    given = value if isinstance(value, dict) else {}
    for part, words in PERSON_PARTS.items():
        if part not in ask.person_parts:
            continue
        kind: AskType = "code" if part == "id_type" else "text"
        one = Ask(type=kind, name=words, required=ask.required and part == "name", privacy=ask.privacy)
        options = (
            tuple(Option(code, say(found.name)) for code, found in KINDS.items()) if kind == "code" else ()
        )
        yield Field(f"{name}.{part}", one, given.get(part), options=options)


def _options(ask: Ask, ground: Ground) -> Iterator[Option]:
    if ask.type == "yes_no":
        yield from (Option(value, say(words)) for value, words in YES_NO)
    elif ask.type == "choice":
        yield from (Option(one.value, say(one.name)) for one in ask.options)
    elif ask.type == "code":
        yield from register_options(ground.register(ask.register_ or ""), ground.world)
    elif ask.type == "area":
        yield from area_options(ground.world)
    elif ask.type == "organisation":
        yield from organisation_options(ground.world)
    elif ask.type == "officer" and ground.unit:
        yield from (Option(one.username, one.name) for one in officers(ground.unit))


def register_options(key: str, world: World) -> Iterator[Option]:
    """The rows of a register by their names; a row with a parent stands below it."""
    depths: dict[str, int] = {}
    for row in world.rows(key):
        depths[row["code"]] = depths.get(row.get("parent", ""), -1) + 1
        yield Option(row["code"], row_name(row), depths[row["code"]])


def row_name(row: Mapping[str, str]) -> str:
    """What a row of a register is called in the reader's language."""
    return row.get(f"name_{current()}") or row.get("name_zh") or row.get("name") or row["code"]


def area_options(world: World) -> Iterator[Option]:
    """The areas of today as a tree, down to the level at which a list can still be read."""
    return _areas(world, "", 0, _deepest(world))


def _areas(world: World, below: str, depth: int, deepest: int) -> Iterator[Option]:
    for area in world.children(below) if depth < deepest else ():
        yield Option(area.code, area.name, depth)
        yield from _areas(world, area.code, depth + 1, deepest)


def _deepest(world: World) -> int:
    """How many levels have no more than `MOST_AREAS` areas together: all of a county or a city."""
    level, total, depth = list(world.children("")), 0, 0
    while level and (total := total + len(level)) <= MOST_AREAS:
        level = [below for one in level for below in world.children(one.code)]
        depth += 1
    return max(depth, 1)


def organisation_options(world: World) -> Iterator[Option]:
    """The organisations of today."""
    for one in world.organisations():
        yield Option(one.code, one.name_en if current() == "en" and one.name_en else one.name)


_TEMPLATES: Mapping[str, str] = {
    "long_text": "long_text",
    "yes_no": "radios",
    "choice": "radios",
    "code": "select",
    "area": "select",
    "organisation": "select",
    "officer": "select",
    "point": "point",
    "person": "person",
    "rows": "rows",
}
