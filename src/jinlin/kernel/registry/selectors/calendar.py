"""The city's own part of the working calendar."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from jinlin.kernel.registry.models import CalendarHours
from jinlin.kernel.registry.office_hours import office_hours
from jinlin.lib.office_hours import OfficeHours


class HoursInfo(NamedTuple):
    """Office hours that hold from a day on; `valid_from` is None for those that the product brings."""

    valid_from: date | None
    hours: OfficeHours
    source: str


def own_hours() -> list[HoursInfo]:
    """The office hours of this city by their first day, after those that hold until the first of them."""
    kept = CalendarHours.objects.order_by("valid_from")
    usual = HoursInfo(None, OfficeHours(), "")
    return [usual, *(HoursInfo(one.valid_from, office_hours(one), one.source) for one in kept)]
