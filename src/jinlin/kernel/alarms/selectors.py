"""Reading the alarms."""

from __future__ import annotations

from datetime import datetime

from jinlin.kernel.alarms.models import Alarm


def due_count(now: datetime) -> int:
    """How many alarms have come and were not rung yet."""
    return Alarm.objects.filter(at__lte=now).count()


def oldest_due(now: datetime) -> datetime | None:
    """The moment of the first alarm that has come and was not rung yet."""
    return Alarm.objects.filter(at__lte=now).order_by("at").values_list("at", flat=True).first()


def troubled_count() -> int:
    """How many alarms failed at their last ringing."""
    return Alarm.objects.exclude(trouble="").count()


def troubled(limit: int = 200) -> list[Alarm]:
    """Alarms whose last ringing failed, the next to ring first; `trouble` says why."""
    return list(Alarm.objects.exclude(trouble="").order_by("at", "stream", "name")[:limit])
