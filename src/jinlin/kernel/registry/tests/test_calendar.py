"""A year that the city loads."""

from __future__ import annotations

from datetime import date

import pytest

from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry import actions, selectors
from jinlin.kernel.registry.actors import Actor
from jinlin.lib.errors import BadInput, NotAllowed, Unready
from jinlin.lib.office_hours import OfficeHours
from jinlin.lib.year_tables import read_days

pytestmark = pytest.mark.django_db
TUESDAY, SATURDAY = date(2091, 1, 2), date(2091, 1, 6)


def test_a_year_without_a_table_is_an_error_until_it_is_loaded() -> None:
    with pytest.raises(Unready):
        selectors.world().calendar.is_working_day(TUESDAY)
    actions.load_calendar_year(2091, [TUESDAY], [SATURDAY], "国办发明电〔2090〕7号")
    calendar = selectors.world().calendar
    assert not calendar.is_working_day(TUESDAY)
    assert calendar.is_working_day(SATURDAY)
    assert history("registry/calendar")[-1].kind == "year.loaded"


def test_the_city_table_replaces_that_of_the_country() -> None:
    assert selectors.world().calendar.is_working_day(date(2018, 3, 6))
    actions.load_calendar_year(2018, [date(2018, 3, 6)], [], "示范县通知")
    assert not selectors.world().calendar.is_working_day(date(2018, 3, 6))


@pytest.mark.parametrize(
    ("year", "off", "on", "source"),
    [
        (2091, [TUESDAY], [TUESDAY], "x"),
        (2091, [date(2050, 1, 1)], [], "x"),
        (2091, [TUESDAY], [], " "),
        (0, [], [], "x"),
    ],
)
def test_a_table_that_contradicts_itself_or_names_no_source_is_refused(
    year: int, off: list[date], on: list[date], source: str
) -> None:
    with pytest.raises(BadInput):
        actions.load_calendar_year(year, off, on, source)


SUMMER = OfficeHours.read(["08:00-12:00", "15:00-18:00"])


def test_office_hours_hold_from_their_day_until_others_follow_and_are_journaled() -> None:
    actions.set_office_hours(date(2018, 6, 1), SUMMER, "示范县通知")
    actions.set_office_hours(date(2018, 10, 8), OfficeHours(), "示范县通知")
    hours = selectors.world().calendar.hours
    assert [hours.on(date(2018, *day)) for day in ((5, 31), (6, 1), (10, 7), (10, 8))] == [
        OfficeHours(), SUMMER, SUMMER, OfficeHours(),
    ]  # fmt: skip
    assert [one.kind for one in history("registry/calendar")] == ["hours.set", "hours.set"]


def test_the_same_hours_again_change_nothing_and_a_dry_run_writes_nothing() -> None:
    assert actions.set_office_hours(date(2018, 6, 1), SUMMER, "notice", dry_run=True).made
    assert not history("registry/calendar")
    actions.set_office_hours(date(2018, 6, 1), SUMMER, "notice")
    assert not actions.set_office_hours(date(2018, 6, 1), SUMMER, "notice").made
    assert len(history("registry/calendar")) == 1


def test_only_an_administrator_changes_office_hours() -> None:
    clerk = Actor("person/1", "Lin", "lin")
    with pytest.raises(NotAllowed):
        actions.set_office_hours(date(2018, 6, 1), SUMMER, "notice", actor=clerk)
    with pytest.raises(NotAllowed):
        actions.remove_office_hours(date(2018, 6, 1), actor=clerk)


def test_a_notice_may_begin_in_the_year_before() -> None:
    rows = [
        {"date": "2090-12-31", "day": "放假"},
        {"date": "2091/1/2", "day": "off"},
        {"date": "2091年1月6日", "day": "on"},
    ]
    year, off, on = read_days(rows)
    assert (year, off, on) == (2091, [date(2090, 12, 31), TUESDAY], [SATURDAY])
    actions.load_calendar_year(year, off, on, "国办发明电〔2090〕7号")
    assert not selectors.world().calendar.is_working_day(TUESDAY)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("2090-12-31", "off"), ("2091-01-02", "off")], "多数日期"),
        ([("2091-01-02", "off"), ("2091-01-02", "on")], "第 3 行"),
        ([("2091-01-02", "maybe")], "第 2 行"),
        ([("1/2/2091", "off")], "第 2 行"),
        ([], "多数日期"),
    ],
)
def test_a_table_of_which_the_year_or_a_day_cannot_be_told_is_refused(
    rows: list[tuple[str, str]], told: str
) -> None:
    with pytest.raises(BadInput, match=told):
        read_days({"date": day, "day": kind} for day, kind in rows)


def test_a_table_that_is_loaded_as_it_stands_changes_nothing() -> None:
    table = (2091, [TUESDAY], [SATURDAY], "国办发明电〔2090〕7号")
    actions.load_calendar_year(*table)
    again = actions.load_calendar_year(*table, dry_run=True)
    assert (again.made, again.unchanged) == ((), 1)
