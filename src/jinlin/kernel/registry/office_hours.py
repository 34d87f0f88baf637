"""A city's own office hours, as they are kept."""

from __future__ import annotations

from jinlin.kernel.registry.models import CalendarHours
from jinlin.lib.office_hours import OfficeHours


def office_hours(kept: CalendarHours) -> OfficeHours:
    """The hours of a row."""
    return OfficeHours.model_validate({"sessions": kept.sessions})
