"""Who is on duty for what is urgent."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db.models import F

from jinlin.kernel.registry.models import Shift
from jinlin.lib import clock


class ShiftInfo(NamedTuple):
    """值班: who, where, from when to before when."""

    username: str
    name: str
    phone: str
    organisation: str
    starts_at: datetime
    ends_at: datetime

    @property
    def is_on(self) -> bool:
        """Whether it is going on now."""
        return self.starts_at <= clock.now() < self.ends_at


_COLUMNS = ("person__username", "person__name", "person__phone", "organisation_id", "starts_at", "ends_at")


def on_duty(organisations: Iterable[str]) -> tuple[ShiftInfo, ...]:
    """Those who are on duty now at one of these organisations, whoever began first."""
    now = clock.now()
    found = Shift.objects.filter(organisation__in=set(organisations), starts_at__lte=now, ends_at__gt=now)
    found = found.filter(person__is_active=True).order_by("starts_at", "id")
    return tuple(ShiftInfo(*row) for row in found.values_list(*_COLUMNS))


def shifts(since: datetime, most: int) -> tuple[ShiftInfo, ...]:
    """The shifts that end after `since`, the earliest first, without those that do not take place."""
    found = Shift.objects.filter(ends_at__gt=since).exclude(ends_at=F("starts_at"))
    return tuple(ShiftInfo(*row) for row in found.order_by("starts_at", "id").values_list(*_COLUMNS)[:most])
