"""What registers, their columns and cells are called: by the rules and forms that read them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from jinlin.kernel.cases.definition import Ask
from jinlin.kernel.cases.selectors import current_definitions
from jinlin.kernel.registry.world import World
from jinlin.kernel.rules import selectors as rules
from jinlin.kernel.rules.tables import Table
from jinlin.lib.words import Words
from jinlin.web.language import say

USUAL: Mapping[str, Words] = {
    "code": Words(zh="代码", en="Code"),
    "name_zh": Words(zh="名称", en="Name"),
    "name_en": Words(zh="英文名称", en="English name"),
    "parent": Words(zh="上级", en="Above"),
    "words": Words(zh="字词", en="Words"),
    "public": Words(zh="公开", en="Public"),
    "area": Words(zh="区划", en="Area"),
    "unit": Words(zh="单位", en="Unit"),
    "from": Words(zh="起", en="From"),
    "to": Words(zh="止", en="To"),
}
LEVELS: Mapping[str, Words] = {
    "country": Words(zh="国家", en="country"),
    "province": Words(zh="省级", en="province"),
    "city": Words(zh="市级", en="city"),
    "county": Words(zh="县级", en="county"),
    "town": Words(zh="乡级", en="town"),
    "community": Words(zh="村级", en="community"),
}
_CODE = re.compile(r"[a-z][a-z0-9_]*")


class Cell(NamedTuple):
    """A text of a table, and whether only machines call it so: then it stands as code."""

    text: str
    is_code: bool = False


def register_name(key: str, world: World) -> Cell:
    """What the list is called: as the field that is answered from it, or the rules whose rows stand in it;
    its key where nothing says so."""
    asks = (ask.name for ask in _asks(key, world))
    tables = (one.name for one in rules.tables(world.revision) if one.register_key == key)
    return next((Cell(say(one)) for one in (*asks, *tables)), Cell(key, is_code=True))


def heading(column: str, key: str, world: World) -> Cell:
    """What a column is called."""
    name = USUAL.get(column) or _named_by_rules(column, key, world)
    return Cell(say(name)) if name else Cell(column, is_code=True)


def cell(text: str) -> Cell:
    """A cell of a register: a word that only rules read stands as code."""
    return Cell(text, bool(_CODE.fullmatch(text)))


def _asks(key: str, world: World) -> Iterator[Ask]:
    for definition in current_definitions(world.revision):
        for ask in definition.fields.values():
            if ask.type == "code" and definition.register_of(ask) == key:
                yield ask


def _named_by_rules(column: str, key: str, world: World) -> Words | None:
    """The field whose value the column is compared with, or into which it goes."""
    pack = key.partition("/")[0]
    fields = [one.fields for one in current_definitions(world.revision) if one.pack == pack]
    wanted = [
        column,
        *(one for table in rules.tables(world.revision) for one in _outcomes(table, key, column)),
    ]
    return next((of[name].name for name in wanted for of in fields if name in of), None)


def _outcomes(table: Table, key: str, column: str) -> list[str]:
    source = table.rows_from if table.register_key == key else None
    return [outcome for outcome, one in (source.then if source else {}).items() if one == column]
