"""Installing areas: divisions with their dates, and the codes that took over from others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from jinlin.kernel.registry.actions.changes import Changes, Key, Kind, by_key, put
from jinlin.kernel.registry.actions.revision import changing
from jinlin.kernel.registry.actions.sheet import Form, Line, Sheet
from jinlin.kernel.registry.actions.spans import ALWAYS, circle, last_day, overlaps
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.kernel.registry.models import Area
from jinlin.kernel.registry.policies import may_change_registry
from jinlin.lib.words import Words

CODE = Form(r"[0-9]{2,20}", "2至20位数字", "2 to 20 digits")
_KIND = Kind(
    "area", "registry/areas", ("code", "valid_from"), ("name", "parent", "level", "valid_to", "successor")
)
_WHAT = Words(zh="区划表", en="Areas")


def install_areas(
    rows: Iterable[Mapping[str, Any]], *, actor: Actor = SYSTEM, dry_run: bool = False
) -> Changes:
    """Add or change areas: columns code, name, parent, level; valid_from, valid_to, successor may be absent.

    A row is told by code and first day; without a first day the one meant is the latest of that code.
    BadInput lists every fault: an unknown parent, a circle, one code twice on a day.
    """
    may_change_registry(actor).require()
    sheet = Sheet(_WHAT, rows, ("code", "name", "parent", "level"), ("valid_from", "valid_to", "successor"))
    with changing():
        stored = by_key(_KIND, Area.objects.order_by("code", "valid_from"))
        latest: dict[str, date] = dict(stored.keys())  # the last of each code wins
        wanted = [(line, _read(line, latest)) for line in sheet]
        _check(sheet, wanted, stored)
        sheet.refuse_faults()
        return put(_KIND, [area for _, area in wanted], stored, actor, dry_run=dry_run)


def _read(line: Line, latest: Mapping[str, date]) -> Area:
    code = line.code("code", CODE)
    first = line.day("valid_from") or latest.get(code, ALWAYS)
    return Area(
        code=code,
        name=line.name("name", 80),
        parent=line.code("parent", CODE, required=False),
        level=line.text("level", 12),
        valid_from=first,
        valid_to=last_day(line, first),
        successor=line.code("successor", CODE, required=False),
    )


def _check(sheet: Sheet, wanted: list[tuple[Line, Area]], stored: Mapping[Key, Area]) -> None:
    """What no row can tell alone."""
    lines: dict[Key, Line] = {}
    areas = {**stored, **{_KIND.key_of(area): area for _, area in wanted}}
    known = frozenset(area.code for area in areas.values())
    for line, area in wanted:
        _check_links(line, area, known)
        if lines.setdefault(_KIND.key_of(area), line) is not line:
            line.fault(f"{area.code} 在表中重复", f"{area.code} stands in the file twice")
    for one, after in overlaps(areas.values(), lambda area: area.code):
        _tell_overlap(lines, one, after)
    _check_circle(sheet, areas.values())


def _check_links(line: Line, area: Area, known: frozenset[str]) -> None:
    for column in ("parent", "successor"):
        code = getattr(area, column)
        if code and code not in known:
            line.fault(f"{column} 查无此区划：{code}", f"there is no area {code} to be the {column}")
    if area.successor and not area.valid_to:
        line.fault("有 successor 就须有 valid_to", "an area with a successor needs valid_to, its last day")


def _tell_overlap(lines: Mapping[Key, Line], one: Area, after: Area) -> None:
    line = lines.get(_KIND.key_of(after)) or lines.get(_KIND.key_of(one))
    if line:
        line.fault(
            f"{one.code} 自 {one.valid_from} 和自 {after.valid_from} 的有效期重叠，请给前一段填写 valid_to",
            f"{one.code} from {one.valid_from} and from {after.valid_from} are valid on the same days; "
            "end the earlier with valid_to",
        )


def _check_circle(sheet: Sheet, areas: Iterable[Area]) -> None:
    above: defaultdict[str, set[str]] = defaultdict(set)
    for area in areas:
        above[area.code].update({area.parent} - {""})
    if found := circle(above):
        path = " > ".join(found)
        sheet.fault(1, f"上级区划成环：{path}", f"areas lie within each other in a circle: {path}")
