"""值班表: who is on duty for what is urgent, where, from which hour to which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime, time
from typing import Any

from jinlin.kernel.registry.actions.changes import Changes, Key, Kind, by_key, put
from jinlin.kernel.registry.actions.revision import changing
from jinlin.kernel.registry.actions.sheet import Line, Sheet
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.kernel.registry.models import Office, Person, Shift
from jinlin.kernel.registry.policies import may_change_registry
from jinlin.lib import clock
from jinlin.lib.days import read_day
from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words

COLUMNS = ("username", "organisation", "starts", "ends")
_KIND = Kind(
    "shift", "registry/shifts", ("person_id", "organisation_id", "starts_at"), ("ends_at",),
    called=("person.username", "organisation_id", "starts_at"),
)  # fmt: skip
_WHAT = Words(zh="值班表", en="Duty list")
LONGEST = 7  # days


def install_shifts(
    rows: Iterable[Mapping[str, Any]], *, actor: Actor = SYSTEM, dry_run: bool = False
) -> Changes:
    """Add or change shifts: columns username, organisation, starts and ends, local moments as
    `2026-12-01 18:00`. Whoever is on duty holds an office there. A shift is told by its first three columns;
    with `ends` like `starts` it does not take place. BadInput lists every fault.
    """
    may_change_registry(actor).require()
    sheet = Sheet(_WHAT, rows, COLUMNS)
    with changing():
        stored = by_key(_KIND, Shift.objects.all())
        people = {one.username: one for one in Person.objects.only("username")}
        held = set(Office.objects.values_list("person__username", "organisation_id"))
        wanted = [(line, _read(line, people, held)) for line in sheet]
        _refuse_twice(wanted)
        sheet.refuse_faults()
        return put(_KIND, [shift for _, shift in wanted], stored, actor, dry_run=dry_run)


def _read(line: Line, people: Mapping[str, Person], held: set[tuple[str, str]]) -> Shift:
    username = line.known("username", people)
    unit = line.known("organisation", frozenset(unit for _, unit in held))
    if username and unit and (username, unit) not in held:
        line.fault(
            f"{username} 在 {unit} 没有岗位；请先安排岗位",
            f"{username} holds no office at {unit}; appoint them first",
        )
    starts, ends = _moment(line, "starts"), _moment(line, "ends")
    _check_length(line, starts, ends)
    return Shift(
        person=people.get(username) or Person(),  # without one a fault was noted
        organisation_id=unit,
        starts_at=starts,
        ends_at=ends,
    )


def _check_length(line: Line, starts: datetime, ends: datetime) -> None:
    if ends < starts:
        line.fault("ends 早于 starts；夜班请写次日", "ends is before starts; a night ends on the day after")
    elif (ends - starts).days > LONGEST:
        line.fault(f"一班超过{LONGEST}天；请分行写", f"is longer than {LONGEST} days; write a row for each")


def _moment(line: Line, column: str) -> datetime:
    read = line.read(column, line.text(column, 40), lambda text: read_moment(text).isoformat())
    return datetime.fromisoformat(read) if read else clock.now()


def read_moment(text: str) -> datetime:
    """`2026-12-01 18:00` in local time, the day as spreadsheets write it. BadInput for everything else."""
    day, _, hours = text.strip().replace("T", " ").partition(" ")
    try:
        return datetime.combine(read_day(day), time.fromisoformat(hours.strip()), tzinfo=clock.LOCAL)
    except ValueError:
        raise BadInput("时间应写如 2026-12-01 18:00", "a moment is written as 2026-12-01 18:00") from None


def _refuse_twice(wanted: list[tuple[Line, Shift]]) -> None:
    lines: dict[Key, Line] = {}
    for line, shift in wanted:
        if lines.setdefault(_KIND.key_of(shift), line) is not line:
            line.fault("与前面一行相同", "is the same shift as a row before")
