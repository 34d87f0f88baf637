"""What an administrator loads as a CSV file or writes row by row: the tables of the registry."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from jinlin.kernel.cases.selectors import doubt_about_roles, role_names
from jinlin.kernel.registry import actions
from jinlin.kernel.registry.actions import Changes
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import NotFound
from jinlin.lib.words import Words
from jinlin.web.language import say

Install = Callable[..., Changes]
Options = Callable[[World], list[tuple[str, str]]]
Doubt = Callable[[Iterable[Mapping[str, Any]], World], Words | None]


class Column(NamedTuple):
    """A column as the form shows it. `key` columns tell the row and are not changed afterwards."""

    name: str
    label: Words
    required: bool = False
    key: bool = False
    type: str = "text"
    help: Words | None = None
    options: Options | None = None


class SheetKind(NamedTuple):
    """One table: what it is called, the action that takes its rows, its columns, the page that lists it, and
    what may be doubtful about rows that are right in form."""

    name: Words
    one: Words
    install: Install
    columns: tuple[Column, ...]
    listed: str
    doubt: Doubt | None = None


def _units(world: World) -> list[tuple[str, str]]:
    return [(one.code, f"{one.name}（{one.code}）") for one in world.organisations()]


def _roles(world: World) -> list[tuple[str, str]]:
    return sorted((code, f"{say(name)}（{code}）") for code, name in role_names(world).items())


_CODE = Words(zh="代码", en="Code")
_NAME = Words(zh="名称", en="Name")
_AREA = Column("area", Words(zh="区划代码", en="Area code"), required=True)
_FROM = Column("valid_from", Words(zh="第一天", en="First day"), type="date")
_TO = Column(
    "valid_to",
    Words(zh="最后一天", en="Last day"),
    type="date",
    help=Words(zh="当天仍有效；留空为长期", en="Still valid on that day; empty for open-ended"),
)
SHEETS: Mapping[str, SheetKind] = {
    "areas": SheetKind(
        Words(zh="区划", en="Areas"),
        Words(zh="区划", en="area"),
        actions.install_areas,
        (
            Column("code", _CODE, required=True, key=True),
            Column("name", _NAME, required=True),
            Column("parent", Words(zh="上级代码", en="Code of the one above")),
            Column("level", Words(zh="层级", en="Level"), required=True),
            _FROM,
            _TO,
            Column("successor", Words(zh="由哪个代码接替", en="Code that takes over")),
        ),
        "administration_areas",
    ),
    "organisations": SheetKind(
        Words(zh="单位", en="Organisations"),
        Words(zh="单位", en="organisation"),
        actions.install_organisations,
        (
            Column("code", _CODE, required=True, key=True),
            Column("name", _NAME, required=True),
            Column("name_en", Words(zh="英文名称", en="English name")),
            Column("kind", Words(zh="类别", en="Kind"), required=True),
            _AREA,
            Column("parent", Words(zh="上级单位代码", en="Code of the unit above")),
            Column("uscc", Words(zh="统一社会信用代码", en="Unified social credit code")),
            Column("phone", Words(zh="电话", en="Telephone")),
            _FROM,
            _TO,
        ),
        "administration_organisations",
    ),
    "people": SheetKind(
        Words(zh="人员", en="People"),
        Words(zh="人员", en="person"),
        actions.install_people,
        (
            Column("username", Words(zh="用户名", en="User name"), required=True, key=True),
            Column("name", Words(zh="姓名", en="Name"), required=True),
            Column("phone", Words(zh="手机号", en="Mobile number")),
        ),
        "administration_people",
    ),
    "offices": SheetKind(
        Words(zh="岗位", en="Offices"),
        Words(zh="岗位", en="office"),
        actions.install_offices,
        (
            Column("username", Words(zh="用户名", en="User name"), required=True, key=True),
            Column("role", Words(zh="岗位", en="Role"), required=True, options=_roles),
            Column("organisation", Words(zh="单位", en="Organisation"), required=True, options=_units),
            Column(
                "area",
                Words(zh="区划代码", en="Area code"),
                help=Words(zh="留空为单位所在区划", en="Empty for the area of the organisation"),
            ),
            _FROM,
            _TO,
        ),
        "administration_people",
        doubt_about_roles,
    ),
    "shifts": SheetKind(
        Words(zh="值班表", en="Duty list"),
        Words(zh="班次", en="shift"),
        actions.install_shifts,
        (
            Column("username", Words(zh="用户名", en="User name"), required=True, key=True),
            Column("organisation", Words(zh="单位", en="Organisation"), required=True, options=_units),
            Column("starts", Words(zh="开始", en="Begins"), required=True, type="datetime-local"),
            Column(
                "ends",
                Words(zh="结束", en="Ends"),
                required=True,
                type="datetime-local",
                help=Words(
                    zh="夜班写次日；取消一班，写成与开始相同",
                    en="A night ends on the day after; to cancel a shift, write when it begins",
                ),
            ),
        ),
        "administration_shifts",
    ),
}


def sheet_kind(name: str) -> SheetKind:
    """The table of that name, or NotFound."""
    if name not in SHEETS:
        raise NotFound("没有这张表", "There is no such table")
    return SHEETS[name]
