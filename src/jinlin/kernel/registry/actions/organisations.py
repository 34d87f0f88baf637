"""Installing organisations: the units that can hold cases."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jinlin.kernel.registry.actions.changes import Changes, Kind, by_key, put
from jinlin.kernel.registry.actions.dropping import zeros_lost
from jinlin.kernel.registry.actions.revision import changing
from jinlin.kernel.registry.actions.sheet import Form, Line, Sheet
from jinlin.kernel.registry.actions.spans import ALWAYS, circle, last_day
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.kernel.registry.kinds import KINDS
from jinlin.kernel.registry.models import Area, Organisation
from jinlin.kernel.registry.policies import may_change_registry
from jinlin.lib.ids import check_uscc
from jinlin.lib.words import Words

CODE = Form(
    r"[A-Za-z0-9][A-Za-z0-9_.-]{0,39}", "字母、数字和 _ . -，最多40个", "at most 40 letters, digits and _ . -"
)
PHONE = Form(r"\+?[0-9][0-9 ()-]{2,28}", "电话号码，如 0592-5051234", "a telephone number, as 0592-5051234")
_OPTIONAL = ("name_en", "parent", "uscc", "phone", "valid_from", "valid_to")
_KIND = Kind(
    "organisation",
    "registry/organisations",
    ("code",),
    ("name", "name_en", "kind", "area", "parent", "uscc", "phone", "valid_from", "valid_to"),
)
_WHAT = Words(zh="单位表", en="Organisations")


def install_organisations(
    rows: Iterable[Mapping[str, Any]], *, actor: Actor = SYSTEM, dry_run: bool = False
) -> Changes:
    """Add or change organisations: columns code, name, kind, area; name_en, parent, uscc, phone, valid_from,
    valid_to may be absent, which empties them. BadInput lists every fault."""
    may_change_registry(actor).require()
    sheet = Sheet(_WHAT, rows, ("code", "name", "kind", "area"), _OPTIONAL)
    with changing():
        stored = by_key(_KIND, Organisation.objects.all())
        areas = frozenset(Area.objects.values_list("code", flat=True))
        wanted = [(line, _read(line, areas)) for line in sheet]
        _check(sheet, wanted, {code: one.parent for (code,), one in stored.items()})
        sheet.refuse_faults()
        return put(_KIND, [one for _, one in wanted], stored, actor, dry_run=dry_run)


def _read(line: Line, areas: frozenset[str]) -> Organisation:
    first = line.day("valid_from") or ALWAYS
    return Organisation(
        code=line.code("code", CODE),
        name=line.name("name", 120),
        name_en=line.text("name_en", 160, required=False),
        kind=_kind(line),
        area=line.known("area", areas),
        parent=line.code("parent", CODE, required=False),
        uscc=line.read("uscc", line.text("uscc", 18, required=False), check_uscc),
        phone=line.code("phone", PHONE, required=False),
        valid_from=first,
        valid_to=last_day(line, first),
    )


def _kind(line: Line) -> str:
    """The kind of the unit, in code or in Chinese: packs tell units apart by it."""
    found = line.text("kind", 40)
    kind = next((code for code, name in KINDS.items() if found in (code, name.zh, name.en)), "")
    if found and not kind:
        zh, en = "、".join(f"{name.zh}（{code}）" for code, name in KINDS.items()), ", ".join(KINDS)
        line.fault(f"kind 没有这一类：{found}；可填：{zh}", f"kind is none of {en}: {found}")
    return kind


def _check(sheet: Sheet, wanted: list[tuple[Line, Organisation]], parents: dict[str, str]) -> None:
    lines: dict[str, Line] = {}
    stored = frozenset(parents)
    for line, one in wanted:
        if one.code and lines.setdefault(one.code, line) is not line:
            line.fault(f"{one.code} 在表中重复", f"{one.code} stands in the file twice")
        parents[one.code] = one.parent
    unlike = zeros_lost(lines.keys() - stored, stored)
    for line, one in wanted:
        if one.code in unlike:
            line.fault(
                f"{one.code} 与已有的 {unlike[one.code]} 只差前面的零",
                f"{one.code} is {unlike[one.code]} without the zeros before it",
            )
        if one.parent and one.parent not in parents:
            line.fault(
                f"parent 查无此单位：{one.parent}", f"there is no organisation {one.parent} to be the parent"
            )
    if found := circle({code: {parent} - {""} for code, parent in parents.items()}):
        path = " > ".join(found)
        sheet.fault(1, f"上级单位成环：{path}", f"organisations stand above each other in a circle: {path}")
