"""The services: each is a public category of a type of case that its pack opened to Open311."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinlin.api.reading import Say
from jinlin.kernel.cases.categories import Category, categories, row_words
from jinlin.kernel.cases.definition import Ask, Definition, Open311
from jinlin.kernel.cases.open311 import DATATYPES
from jinlin.kernel.cases.selectors import public_types
from jinlin.kernel.registry.world import AreaInfo, World
from jinlin.lib.errors import NotFound
from jinlin.lib.words import Words

YES_NO = {"true": Words(zh="是", en="Yes"), "false": Words(zh="否", en="No")}
HELP = {
    "money": Words(zh="整数，单位为分", en="a whole number, in fen"),
    "date": Words(zh="日期", en="a date"),
    "span": Words(zh="如 5 working days", en="as 5 working days"),
}


@dataclass(frozen=True)
class Service:
    """One service of the city."""

    definition: Definition
    open311: Open311
    category: Category
    group: Category | None

    @property
    def code(self) -> str:
        """The service_code: `pack.type.category`."""
        return code_of(self.definition.key, self.category.code)

    @property
    def is_looked_at_first(self) -> bool:
        """Whether a report is answered with a token, as nobody sees it in its first state."""
        public = self.definition.public
        return public is not None and self.definition.starts_in in public.hidden_in


def code_of(type_: str, category: str) -> str:
    """The service_code of a category of `pack/type`."""
    return f"{type_.replace('/', '.')}.{category}"


def services(world: World) -> Iterator[Service]:
    """Every service that is listed: the lowest public categories, in the order of the register."""
    for one in _types(world):
        known = categories(one, world)
        yield from (service for leaf in known.leaves if (service := _service(one, leaf.code, world)))


def service(code: str, world: World) -> Service:
    """The service with this code, also of a public category that has others below it. NotFound."""
    for one in _types(world):
        prefix = code_of(one.key, "")
        found = _service(one, code.removeprefix(prefix), world) if code.startswith(prefix) else None
        if found is not None:
            return found
    raise NotFound(
        f"没有这个 service_code：{code[:80]}；可用的见 services",
        f"The service_code {code[:80]} was not found; `services` lists those that are there",
    )


def kinds(world: World) -> dict[str, frozenset[str]]:
    """The categories of each type that can be followed here."""
    return {one.key: categories(one, world).shown for one in _types(world)}


def _types(world: World) -> Iterator[Definition]:
    return (one for one in public_types(world) if one.open311 is not None)


def _service(definition: Definition, category: str, world: World) -> Service | None:
    known = categories(definition, world)
    if category not in known.shown or definition.open311 is None:
        return None
    one = known.by_code[category]
    return Service(definition, definition.open311, one, known.by_code.get(one.parent))


def entry(one: Service, say: Say) -> dict[str, Any]:
    """A service as the list of services shows it."""
    return {
        "service_code": one.code,
        "service_name": say(one.category.name),
        "description": None,
        "metadata": bool(one.open311.attributes),
        "type": "batch" if one.is_looked_at_first else "realtime",
        "keywords": None,
        "group": say(one.group.name if one.group else one.definition.name),
    }


def definition(one: Service, world: World, say: Say) -> dict[str, Any]:
    """What a service asks besides place and description."""
    asked = [(name, one.definition.asks[name]) for name in one.open311.attributes]
    return {
        "service_code": one.code,
        "attributes": [
            _attribute(n, name, ask, _values(ask, one.definition, world), say)
            for n, (name, ask) in enumerate(asked, 1)
        ],
    }


def _attribute(n: int, name: str, ask: Ask, values: Mapping[str, Words], say: Say) -> dict[str, Any]:
    help = ask.help or HELP.get(ask.type)
    shown = {
        "variable": True,
        "code": name,
        "datatype": DATATYPES[ask.type],
        "required": ask.required,
        "datatype_description": say(help) if help else None,
        "order": n,
        "description": say(ask.name),
    }
    return shown | (
        {"values": [{"key": key, "name": say(one)} for key, one in values.items()]} if values else {}
    )


def _values(ask: Ask, definition: Definition, world: World) -> Mapping[str, Words]:
    """What can be chosen, by key."""
    if ask.type == "yes_no":
        return YES_NO
    if ask.type == "choice":
        return {one.value: one.name for one in ask.options}
    if ask.type == "code":
        return {row["code"]: row_words(row) for row in world.rows(definition.register_of(ask))}
    if ask.type == "organisation":
        return {one.code: Words(zh=one.name, en=one.name_en or one.name) for one in world.organisations()}
    return {one.code: Words(zh=one.name, en=one.name) for one in _areas(world)} if ask.type == "area" else {}


def _areas(world: World, parent: str = "") -> Iterator[AreaInfo]:
    for one in world.children(parent):
        yield one
        yield from _areas(world, one.code)
