"""Reading the alarms."""

from __future__ import annotations

from datetime import datetime

from jinlin.kernel.alarms.models import Alarm


def due_count(now: datetime) -> int:
    """How many alarms have come and were not rung yet."""
    return Alarm.objects.filter(at__lte=now).count()


def troubled(limit: int = 200) -> list[Alarm]:
    """Alarms whose last ringing failed, the next to ring first; `trouble` says why."""
    return list(Alarm.objects.exclude(trouble="").order_by("at", "stream", "name")[:limit])
