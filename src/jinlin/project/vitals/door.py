"""The first and last that a request meets: its number, the vital signs, and what is refused at once."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import lru_cache
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import Counter, Histogram

from jinlin.project.database import Part, part
from jinlin.project.vitals.health import health, ready
from jinlin.project.vitals.metrics import BUSY, REQUESTS, SECONDS, metrics
from jinlin.project.vitals.number import HEADER, WATCHED, number_of, request_number
from jinlin.project.vitals.refusing import refusal, refused
from jinlin.project.vitals.watcher import watcher

VIEWS = dict(zip(WATCHED, (health, ready, metrics), strict=True))
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
log = logging.getLogger("jinlin.request")
Answer = Callable[[HttpRequest], HttpResponse]


def door(answer: Answer) -> Answer:
    """Middleware, among the first: the vital signs need no session, no database and no name of the host."""

    def answer_at_the_door(request: HttpRequest) -> HttpResponse:
        number = number_of(request.headers.get(HEADER, ""))
        held = request_number.set(number)
        begin = perf_counter()
        try:
            response = _answered(request, answer)
            response[HEADER] = number
            _count(request, response.status_code, perf_counter() - begin)
        finally:
            request_number.reset(held)
        return response

    return answer_at_the_door


def _answered(request: HttpRequest, answer: Answer) -> HttpResponse:
    if part() is Part.SERVER and settings.DATABASES["default"].get("NAME"):
        watcher.ensure_running()
    watched = VIEWS.get(request.path_info)
    if watched:
        return watched(request)
    problem = refusal(watcher.state, request.method or "") if watcher.is_running else None
    if problem:
        BUSY.labels(watcher.state).inc()
        return refused(request, problem)
    return answer(request)


def _count(request: HttpRequest, status: int, seconds: float) -> None:
    """Counted and logged by its route: an address may hold what opens a matter."""
    match = request.resolver_match
    route = match.route if match else request.path_info if request.path_info in WATCHED else "-"
    method = request.method if request.method in METHODS else "other"
    answered, took = _counters(method, str(route), status)
    answered.inc()
    took.observe(seconds)
    if log.isEnabledFor(logging.INFO):
        log.info(
            "%s /%s %s", method, str(route).lstrip("/"), status,
            extra={"method": method, "route": route, "status": status, "ms": round(1000 * seconds, 1)},
        )  # fmt: skip


@lru_cache(maxsize=4096)  # more than there are routes, methods and statuses together
def _counters(method: str, route: str, status: int) -> tuple[Counter, Histogram]:
    return REQUESTS.labels(method, route, status), SECONDS.labels(route)
