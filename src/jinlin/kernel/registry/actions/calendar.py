"""The city's calendar: a year's holiday table, as when the State Council's notice has just come out, and
office hours from a day on."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from jinlin.kernel.alarms.actions import set_alarms
from jinlin.kernel.registry.actions.changes import Change, Changes, differing, record
from jinlin.kernel.registry.actions.revision import bump, changing
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.kernel.registry.models import CalendarHours, CalendarYear
from jinlin.kernel.registry.policies import may_change_registry
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotFound
from jinlin.lib.office_hours import OfficeHours
from jinlin.lib.text import clean
from jinlin.lib.working_calendar import YearTable, national_years

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
    which all do, and the notice that says so. BadInput if the days contradict each other.

    An alarm tells whoever reckoned provisionally for want of this table that it is there.
    """
    may_change_registry(actor).require()
    if not 1900 <= year <= 2999:
        raise BadInput("请写明年份。", "Name the year.")
    notice = _notice(source)
    table = YearTable(year=year, days_off=frozenset(days_off), days_on=frozenset(days_on), source=notice)
    off, on = (sorted(day.isoformat() for day in days) for days in (table.days_off, table.days_on))
    told = {"off": off, "on": on, "source": notice}
    with changing():
        before = CalendarYear.objects.filter(year=year).first()
        was = {"off": before.days_off, "on": before.days_on, "source": before.source} if before else {}
        if told == was:
            return Changes((), 1, dry_run)
        if not dry_run:
            CalendarYear(year, off, on, notice).save()
            record(STREAM, actor, [("year.loaded", {"year": year, **told})])
            set_alarms({_loaded(year): clock.now()})
            bump()
    what = Change("changed" if before else "added", str(year), told, differing(was, told))
    return Changes((what,), 0, dry_run)


def set_office_hours(
    valid_from: date, hours: OfficeHours, source: str, *, actor: Actor = SYSTEM, dry_run: bool = False
) -> Changes:
    """Let `hours` hold from the day `valid_from` until the next that are set; `source` is the notice.

    Deadlines that run keep the moment they were given.
    """
    may_change_registry(actor).require()
    notice = _notice(source)
    told = {"sessions": hours.spelling, "source": notice}
    with changing():
        before = CalendarHours.objects.filter(valid_from=valid_from).first()
        was = {"sessions": before.sessions, "source": before.source} if before else {}
        if told == was:
            return Changes((), 1, dry_run)
        if not dry_run:
            CalendarHours(valid_from, hours.spelling, notice).save()
            record(STREAM, actor, [("hours.set", {"from": valid_from.isoformat(), **told, "before": was})])
            bump()
    what = Change("changed" if was else "added", valid_from.isoformat(), told, differing(was, told))
    return Changes((what,), 0, dry_run)


def remove_office_hours(valid_from: date, *, actor: Actor = SYSTEM) -> None:
    """The hours before them hold on. NotFound if none begin on that day."""
    may_change_registry(actor).require()
    with changing():
        kept = CalendarHours.objects.filter(valid_from=valid_from).first()
        if kept is None:
            raise NotFound(
                f"没有从 {valid_from} 起的办公时间。",
                f"There are no office hours that begin on {valid_from}.",
            )
        facts = {"from": valid_from.isoformat(), "sessions": kept.sessions, "source": kept.source}
        kept.delete()
        record(STREAM, actor, [("hours.removed", facts)])
        bump()


def tell_of_years() -> None:
    """Ring the alarms of the tables from this year on, as after an update that may have brought one."""
    years = [year for year in national_years() if year >= clock.today().year]
    set_alarms({_loaded(year): clock.now() for year in years})


def _loaded(year: int) -> tuple[str, str]:
    return f"calendar/{year}", "loaded"


def _notice(source: str) -> str:
    notice = clean(source, 200)
    if not notice:
        raise BadInput("请写明依据的通知，如：国办发明电〔2025〕7号。", "Name the notice that says so.")
    return notice
