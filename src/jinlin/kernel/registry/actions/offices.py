"""岗位: who holds which role where, from which day to which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jinlin.kernel.registry.actions.changes import Changes, Key, Kind, by_key, put
from jinlin.kernel.registry.actions.revision import changing
from jinlin.kernel.registry.actions.sheet import Form, Line, Sheet
from jinlin.kernel.registry.actions.spans import last_day, overlaps
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.kernel.registry.models import Area, Office, Organisation, Person
from jinlin.kernel.registry.policies import may_change_registry
from jinlin.lib import clock
from jinlin.lib.words import Words

ROLE = Form(r"[a-z][a-z0-9_]{0,39}", "小写字母、数字和 _", "small letters, digits and _")
_PLACE = ("person_id", "role", "organisation_id", "area")
_KIND = Kind(
    "office", "registry/offices", (*_PLACE, "valid_from"), ("valid_to",),
    called=("person.username", *_PLACE[1:], "valid_from"),
)  # fmt: skip
_WHAT = Words(zh="岗位表", en="Offices")


@dataclass(frozen=True, slots=True)
class _Known:
    """What the rows may name: people by user name, areas, each organisation with its area."""

    people: Mapping[str, Person]
    organisations: Mapping[str, str]
    areas: frozenset[str]
    running: Mapping[Key, date]


def install_offices(
    rows: Iterable[Mapping[str, Any]], *, actor: Actor = SYSTEM, dry_run: bool = False
) -> Changes:
    """Add or change offices: columns username, role, organisation; area (else the organisation's),
    valid_from (else that of the office now held, or today) and valid_to may be absent.

    An office ends by its row with `valid_to`, its last day. BadInput lists every fault.
    """
    may_change_registry(actor).require()
    sheet = Sheet(_WHAT, rows, ("username", "role", "organisation"), ("area", "valid_from", "valid_to"))
    with changing():
        stored = by_key(_KIND, Office.objects.all())
        known = _known(stored)
        wanted = [(line, _read(line, known)) for line in sheet]
        _check(wanted, stored)
        sheet.refuse_faults()
        return put(_KIND, [office for _, office in wanted], stored, actor, dry_run=dry_run)


def _known(stored: Mapping[Key, Office]) -> _Known:
    today = clock.today()
    held = [one for one in stored.values() if not one.valid_to or one.valid_to >= today]
    return _Known(
        people={one.username: one for one in Person.objects.only("username")},
        organisations=dict(Organisation.objects.values_list("code", "area")),
        areas=frozenset(Area.objects.values_list("code", flat=True)),
        running={_place(one): one.valid_from for one in sorted(held, key=lambda one: one.valid_from)},
    )


def _read(line: Line, known: _Known) -> Office:
    person = known.people.get(line.known("username", known.people))
    organisation = line.known("organisation", known.organisations)
    own_area = known.organisations.get(organisation, "")
    office = Office(
        person=person or Person(),  # without one a fault was noted
        role=line.code("role", ROLE),
        organisation_id=organisation,
        area=line.known("area", known.areas, required=False) or own_area,
    )
    office.valid_from = line.day("valid_from") or known.running.get(_place(office)) or clock.today()
    office.valid_to = last_day(line, office.valid_from)
    return office


def _check(wanted: list[tuple[Line, Office]], stored: Mapping[Key, Office]) -> None:
    lines: dict[Key, Line] = {}
    for line, office in wanted:
        if lines.setdefault(_KIND.key_of(office), line) is not line:
            line.fault("与前面一行相同", "is the same office as a row before")
    offices = {**stored, **{_KIND.key_of(office): office for _, office in wanted}}
    for one, after in overlaps(offices.values(), _place):
        clash = lines.get(_KIND.key_of(after)) or lines.get(_KIND.key_of(one))
        if clash:
            clash.fault(
                f"同一岗位自 {one.valid_from} 和自 {after.valid_from} 的两段任期重叠",
                f"the same office from {one.valid_from} and from {after.valid_from} is held twice on a day",
            )


def _place(office: Office) -> Key:
    return tuple(getattr(office, name) for name in _PLACE)
