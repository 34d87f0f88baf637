"""Reading the world: once per process and revision."""

from __future__ import annotations

from datetime import date
from threading import Lock
from typing import Any

from django.db import connection

from jinlin.kernel.registry import models
from jinlin.kernel.registry.office_hours import office_hours
from jinlin.kernel.registry.register import RegisterInfo
from jinlin.kernel.registry.world import AreaInfo, GridCellInfo, OrganisationInfo, World
from jinlin.lib.working_calendar import DatedHours, WorkingCalendar, YearTable, national_years

_AREAS = "SELECT code, name, parent, level, valid_from, valid_to, successor FROM registry_area"
_CELLS = "SELECT code, name, area, polygon::text, valid_from, valid_to FROM registry_grid_cell"
_ORGANISATIONS = """
SELECT code, name, name_en, kind, area, parent, uscc, phone, valid_from, valid_to
  FROM registry_organisation ORDER BY code
"""
# What tells that a table has changed without reading it: every change leaves a row of another transaction.
_PRINTS = " UNION ALL ".join(
    f"SELECT '{name}', (count(*), sum(xmin::text::numeric))::text FROM registry_{name}"  # noqa: S608 -- ours
    for name in ("area", "organisation", "grid_cell")
)
_REVISION = "SELECT coalesce((SELECT number FROM registry_revision WHERE id = 1), 0)"

_lock = Lock()
_kept: World | None = None


def revision() -> int:
    """The number that every change of registry, rules or definitions raises: one statement."""
    return int(_all(_REVISION)[0][0])


def world(revision: int | None = None) -> World:
    """The registry as of `revision`, which the caller has read already, or as of now.

    The number is read before the rest. Should a change be committed in between, the world holds it
    early, under the old number, and is read again at the next asking. Whoever asks for a revision waits
    for it while another thread reads it, and never gets the one before: an office or a unit that was just
    added would not be there. Only what changed is read, so that the wait is short.
    """
    global _kept
    number = _number() if revision is None else revision
    if (kept := _kept) is not None and kept.revision == number:
        return kept
    with _lock:
        if (kept := _kept) is None or kept.revision != number:
            kept = _kept = _read(number, kept)
        return kept


_number = revision  # `world` has an argument of that name


def _read(number: int, before: World | None) -> World:
    """The registry anew; what did not change is taken from `before`."""
    prints = dict(_all(_PRINTS))
    moved = {name for name, one in prints.items() if before is None or before.prints.get(name) != one}
    return World(
        number,
        _calendar(),
        areas=[AreaInfo(*row) for row in (_all(_AREAS) if "area" in moved else ())],
        organisations=[
            OrganisationInfo(*row) for row in (_all(_ORGANISATIONS) if "organisation" in moved else ())
        ],
        cells=[GridCellInfo(*row) for row in (_all(_CELLS) if "grid_cell" in moved else ())],
        registers=_registers(before),
        prints=prints,
        kept=before.parts_but(moved) if before else {},
    )


def _registers(before: World | None) -> list[RegisterInfo]:
    """Every register; one whose digest has not moved is kept with all that was worked out from it."""
    heads = list(models.Register.objects.order_by("key").values_list("key", "columns", "digest"))
    kept = {key: _unmoved(before, key, digest) for key, _, digest in heads}
    rows = _rows_of([key for key, one in kept.items() if one is None])
    return [
        kept[key] or RegisterInfo(key, columns, digest, rows.get(key, [])) for key, columns, digest in heads
    ]


def _unmoved(before: World | None, key: str, digest: str) -> RegisterInfo | None:
    register = before.register(key) if before else None
    return register if register and register.digest == digest else None


def _rows_of(keys: list[str]) -> dict[str, list[dict[str, str]]]:
    found: dict[str, list[dict[str, str]]] = {}
    entries = models.RegisterEntry.objects.filter(register__in=keys).order_by("register", "position")
    for key, code, row in entries.values_list("register_id", "code", "row"):
        found.setdefault(key, []).append({"code": code, **row})
    return found


def _calendar() -> WorkingCalendar:
    own = [_year(one) for one in models.CalendarYear.objects.all()]
    hours = DatedHours({one.valid_from: office_hours(one) for one in models.CalendarHours.objects.all()})
    return WorkingCalendar({**national_years(), **{one.year: one for one in own}}, hours)


def _year(stored: models.CalendarYear) -> YearTable:
    off, on = (frozenset(map(date.fromisoformat, days)) for days in (stored.days_off, stored.days_on))
    return YearTable(year=stored.year, days_off=off, days_on=on, source=stored.source)


def _all(statement: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return list(cursor.fetchall())
