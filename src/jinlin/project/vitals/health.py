"""`/ready` for balancers, `/health` for whoever watches: both tell what was seen, and wait for nothing."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version
from time import monotonic
from typing import Any

from django.http import HttpRequest, JsonResponse

from jinlin.lib.words import Words
from jinlin.project.vitals.beats import silent_after
from jinlin.project.vitals.reading import Vitals, troubles
from jinlin.project.vitals.watcher import State, Watcher, watcher
from jinlin.web.replica import replica

OK, DEGRADED, DOWN = "ok", "degraded", "down"
SERVING = (State.SERVES, State.READ_ONLY, State.NO_ROOM, State.UNCONFIRMED)
STALE = 30.0  # seconds after which what was seen counts for nothing


def ready(request: HttpRequest) -> JsonResponse:
    """200 if this process can answer, if only what is read; 503 if requests should go elsewhere."""
    seen = _latest()
    is_ready = seen.state in SERVING and _age(seen) < STALE
    return _answer(200 if is_ready else 503, {"ready": is_ready, "database": seen.state})


def health(request: HttpRequest) -> JsonResponse:
    """How the whole installation does. 503 if people cannot use it; `degraded` with 200 if somebody has to
    look after it: a balancer must not take the server away because the worker is silent."""
    seen = _latest()
    found = [*(troubles(seen.vitals) if seen.vitals else ()), *_replica_troubles()]
    is_down = seen.state is not State.SERVES or _age(seen) >= STALE
    status = DOWN if is_down else DEGRADED if found else OK
    report = {
        "status": status,
        "database": seen.state,
        **(_figures(seen.vitals) if seen.vitals else {}),
        "replica_behind_seconds": _behind(),
        "troubles": [{"code": code, "zh": say.zh, "en": say.en} for code, say in found],
        "seen_seconds_ago": int(_age(seen)),
        "version": version("jinlin"),
    }
    return _answer(503 if is_down else 200, report)


def _figures(found: Vitals) -> dict[str, Any]:
    return {
        "alarms_overdue": found.alarms_due,
        "alarms_troubled": found.alarms_troubled,
        "messages_late_minutes": _minutes(found.oldest_message, found.at),
        "worker_seen_seconds_ago": {
            part: _seconds(found.beats.get(part), found.at) for part in silent_after()
        },
        "sealed_at": found.seals.sealed_at and found.seals.sealed_at.isoformat(),
    }


def _behind() -> int | None:
    return None if replica.behind is None else max(0, int(replica.behind.total_seconds()))


def _replica_troubles() -> Iterator[tuple[str, Words]]:
    if replica.is_there and not replica.serves:
        yield (
            "replica-away",
            Words(
                zh="只读副本不在，或落后太多：查询都由主库回答",
                en="The replica is away or too far behind: the primary answers everything",
            ),
        )


def _latest() -> Watcher:
    """What the thread of this process saw; where none runs, as in a command, one look of our own."""
    if not watcher.is_running:
        watcher.look()
    watcher.has_looked.wait(STALE)  # a process that has just begun
    return watcher


def _age(seen: Watcher) -> float:
    return monotonic() - seen.looked


def _seconds(since: datetime | None, now: datetime) -> int | None:
    return int((now - since).total_seconds()) if since else None


def _minutes(since: datetime | None, now: datetime) -> int:
    return (_seconds(since, now) or 0) // 60


def _answer(status: int, report: dict[str, Any]) -> JsonResponse:
    return JsonResponse(report, status=status, headers={"Cache-Control": "no-store"})
