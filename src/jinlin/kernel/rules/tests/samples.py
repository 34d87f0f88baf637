"""Tables and worlds for the tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from jinlin.kernel.registry.area_tree import AreaInfo
from jinlin.kernel.registry.register import RegisterInfo
from jinlin.kernel.registry.world import World
from jinlin.kernel.rules.tables import Table
from jinlin.lib.working_calendar import WorkingCalendar

TODAY = date(2018, 3, 5)
NAME = {"zh": "办理时限", "en": "Time limits"}
BASIS = {"zh": "条例第二十条", "en": "Article 20"}


def row(id: str, when: str = "true", **more: Any) -> dict[str, Any]:
    """A row of `limits` that gives one working day."""
    given = {"id": id, "when": when, "then": {"within": "1 working day"}, "basis": BASIS, "cite": "第20条"}
    return {**given, "verified": True, **more}


def limits(*rows: dict[str, Any], hit: str = "first") -> Table:
    """A table `demo/limits` of these rows."""
    return Table.model_validate(
        {"key": "demo/limits", "name": NAME, "hit": hit, "outcomes": ["within"], "rows": rows}
    )


def routing(hit: str = "first", **more: Any) -> Table:
    """A table `demo/routing`, whose rows stand in the register of that name."""
    match = {"category": {"fact": "category.code", "how": "prefix"}, "area": {"fact": "area", "how": "area"}}
    source = {
        "register": "routing",
        "match": match,
        "then": {"unit": "unit"},
        "basis": BASIS,
        "cite": "x",
        **more,
    }
    return Table.model_validate(
        {"key": "demo/routing", "name": NAME, "hit": hit, "outcomes": ["unit"], "rows_from": source}
    )


def register(rows: Sequence[dict[str, str]], *columns: str) -> RegisterInfo:
    """The register `demo/routing` with these rows."""
    return RegisterInfo("demo/routing", columns or ("category", "area", "unit"), "digest-of-routing", rows)


def area(code: str, parent: str = "") -> AreaInfo:
    """An area that has always been."""
    return AreaInfo(code, code, parent, "county", date(1949, 10, 1), None, "")


def world(*registers: RegisterInfo) -> World:
    """County 99 with towns 9901 and 9902, and community 990101 in the first."""
    areas = [area("99"), area("9901", "99"), area("9902", "99"), area("990101", "9901")]
    return World(1, WorkingCalendar({}), areas=areas, registers=registers)
