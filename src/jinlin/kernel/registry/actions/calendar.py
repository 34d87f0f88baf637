"""A year's holiday table that the city loads, as when the State Council's notice has just come out."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jinlin.kernel.registry.actions.changes import Change, Changes, record
from jinlin.kernel.registry.actions.revision import bump, changing
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.kernel.registry.models import CalendarYear
from jinlin.kernel.registry.policies import may_change_registry
from jinlin.lib.errors import BadInput
from jinlin.lib.text import clean
from jinlin.lib.working_calendar import YearTable

STREAM = "registry/calendar"


def load_calendar_year(
    year: int,
    days_off: Iterable[date],
    days_on: Iterable[date],
    source: str,
    *,
    actor: Actor = SYSTEM,
    dry_run: bool = False,
) -> Changes:
    """Put the table of `year` in the place of the one there was: days on which nobody works, weekends on
    which all do, and the notice that says so. BadInput if the days contradict each other."""
    may_change_registry(actor).require()
    notice = clean(source.strip(), 200)
    if not notice or not 1900 <= year <= 2999:
        raise BadInput(
            "请写明年份和依据的通知，如：国办发明电〔2025〕7号。",
            "Name the year and the notice that the table comes from.",
        )
    table = YearTable(year=year, days_off=frozenset(days_off), days_on=frozenset(days_on), source=notice)
    off, on = (sorted(day.isoformat() for day in days) for days in (table.days_off, table.days_on))
    told = {"off": off, "on": on, "source": notice}
    with changing():
        before = CalendarYear.objects.filter(year=year).first()
        if not dry_run:
            CalendarYear(year, off, on, notice).save()
            record(STREAM, actor, [("year.loaded", {"year": year, **told})])
            bump()
    was = {"off": before.days_off, "on": before.days_on, "source": before.source} if before else {}
    return Changes((Change("changed" if before else "added", str(year), told, was),), 0, dry_run)
