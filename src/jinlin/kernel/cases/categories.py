"""类别: what the cases of a type are told apart by, as a tree."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from jinlin.kernel.cases.definition import Ask, Definition
from jinlin.kernel.registry.world import World
from jinlin.lib.words import Words

OPEN = {"yes": True, "no": False}
"""What the column `public` of a register says of a row and of the rows below it that say nothing."""


@dataclass(frozen=True)
class Category:
    """One row of the register that a type is classified by, or one option of the choice."""

    code: str
    name: Words
    parent: str = ""
    public: bool | None = None


class Categories:
    """The categories of one type of case."""

    def __init__(self, categories: Iterable[Category]) -> None:
        self.by_code = {one.code: one for one in categories}
        self._below: dict[str, list[str]] = {}
        for one in self.by_code.values():
            self._below.setdefault(one.parent, []).append(one.code)

    def line(self, code: str) -> list[Category]:
        """The category, its parent, and so on up; nothing if there is no such category."""
        line: list[Category] = []
        one = self.by_code.get(code)
        while one is not None and one not in line:
            line.append(one)
            one = self.by_code.get(one.parent)
        return line

    def within(self, code: str) -> frozenset[str]:
        """`code` and all below it."""
        found, next_ones = {code}, [code]
        while next_ones:
            below = [one for up in next_ones for one in self._below.get(up, ()) if one not in found]
            found.update(below)
            next_ones = below
        return frozenset(found)

    @cached_property
    def shown(self) -> frozenset[str]:
        """The codes whose cases anybody may see: the row itself says so, or the nearest above it that says
        anything. Where none does, nobody may."""
        return frozenset(code for code in self.by_code if self._is_public(code))

    def _is_public(self, code: str) -> bool:
        return next((one.public for one in self.line(code) if one.public is not None), False)

    @cached_property
    def leaves(self) -> tuple[Category, ...]:
        """The categories with none below them, in the order of the register."""
        return tuple(one for code, one in self.by_code.items() if code not in self._below)


def categories(definition: Definition, world: World) -> Categories:
    """The categories of a type, as the registry has them now; none if nothing classifies it."""
    ask = definition.fields.get(definition.classified_by or "")
    if ask is None or ask.register_ is None:
        return Categories(_options(ask))
    register = world.register(definition.register_of(ask))
    if register is None:
        return Categories(())
    made: Categories = register.worked_out("categories", lambda: Categories(map(_category, register.rows)))
    return made


def _options(ask: Ask | None) -> Iterable[Category]:
    return (Category(one.value, one.name, public=True) for one in (ask.options if ask else ()))


def _category(row: Mapping[str, str]) -> Category:
    return Category(row["code"], row_words(row), row.get("parent", ""), OPEN.get(row.get("public", "")))


def row_words(row: Mapping[str, str]) -> Words:
    """What a row of a register is called: columns `name_zh` or `name`, and `name_en`; else its code."""
    zh = row.get("name_zh") or row.get("name") or row["code"]
    return Words(zh=zh, en=row.get("name_en") or zh)
