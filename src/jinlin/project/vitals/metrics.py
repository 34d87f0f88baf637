"""`/metrics`: what Prometheus reads. No label holds anything of a person or a case: routes and rounds alone.

The web processes count together through files in the folder `PROMETHEUS_MULTIPROC_DIR`, which `jinlin serve`
makes before this is read.
"""

from __future__ import annotations

import hmac
import ipaddress
import os
from collections.abc import Iterator
from datetime import datetime
from importlib.metadata import version

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from jinlin.api import problems
from jinlin.lib.errors import NotAllowed
from jinlin.project.vitals.health import SERVING
from jinlin.project.vitals.reading import Vitals
from jinlin.project.vitals.watcher import State, Watcher, watcher

COUNTED = CollectorRegistry(auto_describe=True)
REQUESTS = Counter("jinlin_requests", "Requests answered", ["method", "route", "status"], registry=COUNTED)
SECONDS = Histogram("jinlin_request_seconds", "Time to answer", ["route"], registry=COUNTED)
BUSY = Counter("jinlin_requests_refused", "Requests refused at the door", ["database"], registry=COUNTED)


class Signs(Collector):
    """The vital signs as gauges; those of the database are left out while nothing is known of it."""

    def __init__(self, seen: Watcher) -> None:
        self._seen = seen

    def collect(self) -> Iterator[Metric]:
        """As Prometheus asks for them."""
        seen = self._seen
        info = GaugeMetricFamily("jinlin_info", "1, with the version", labels=["version"])
        info.add_metric([version("jinlin")], 1)
        yield info
        yield _gauge("jinlin_database_up", "Whether the database answers", seen.state in SERVING)
        yield _gauge("jinlin_database_writable", "Whether it takes writes", seen.state is State.SERVES)
        if seen.vitals:
            yield from _signs(seen.vitals)


def metrics(request: HttpRequest) -> HttpResponse:
    """Everything, to those whom `JINLIN_METRICS_TOKEN` or `JINLIN_METRICS_FROM` let in."""
    if not _may_read(request):
        return problems.reply(
            NotAllowed(
                "不能读取运行指标：用 JINLIN_METRICS_TOKEN 或 JINLIN_METRICS_FROM 开放",
                "Metrics are closed to you: JINLIN_METRICS_TOKEN or JINLIN_METRICS_FROM open them",
            )
        )
    if not watcher.is_running:
        watcher.look()
    registry = CollectorRegistry()
    registry.register(Signs(watcher))
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call] # it brings no types
    text = generate_latest(registry)
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        text += generate_latest(COUNTED)
    return HttpResponse(text, content_type=CONTENT_TYPE_LATEST, headers={"Cache-Control": "no-store"})


def names() -> set[str]:
    """The names of all metrics, as the documentation lists them."""
    seen = Watcher()
    seen.vitals = Vitals.none()
    families = [*COUNTED.collect(), *Signs(seen).collect()]
    return {f"{one.name}_total" if one.type == "counter" else one.name for one in families}


def _may_read(request: HttpRequest) -> bool:
    token, wanted = request.headers.get("Authorization", ""), settings.JINLIN_METRICS_TOKEN
    if wanted and hmac.compare_digest(token.encode(), f"Bearer {wanted}".encode()):
        return True
    return bool(settings.JINLIN_METRICS_FROM) and _comes_from(request, settings.JINLIN_METRICS_FROM)


def _comes_from(request: HttpRequest, networks: list[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> bool:
    """Whether the client is in one of the networks; a proxy that `JINLIN_PROXIES` names is seen through."""
    try:
        address = ipaddress.ip_address(request.META.get("REMOTE_ADDR", ""))
    except ValueError:
        return False
    return any(address in network for network in networks)


def _signs(found: Vitals) -> Iterator[Metric]:
    yield _gauge("jinlin_alarms_due", "Alarms that have come and not rung", found.alarms_due)
    yield _gauge("jinlin_alarms_late_seconds", "Since the oldest came", _since(found.oldest_alarm, found))
    yield _gauge("jinlin_alarms_troubled", "Alarms whose ringing failed", found.alarms_troubled)
    yield _gauge("jinlin_messages_waiting", "Messages no gateway has taken", found.messages_waiting)
    yield _gauge(
        "jinlin_messages_late_seconds", "Since the oldest was written", _since(found.oldest_message, found)
    )
    yield _gauge("jinlin_messages_troubled", "Messages a gateway refused", found.messages_troubled)
    yield _gauge(
        "jinlin_unsealed_seconds",
        "Since the oldest event without a seal",
        _since(found.seals.waits_since, found),
    )
    yield _gauge("jinlin_seal_number", "The last seal", found.seals.number)
    yield _gauge("jinlin_seal_age_seconds", "Since the last seal", _since(found.seals.sealed_at, found))
    rounds = GaugeMetricFamily("jinlin_worker_seen_seconds", "Since a round of the worker", labels=["round"])
    for part, at in sorted(found.beats.items()):
        rounds.add_metric([part], _since(at, found))
    yield rounds


def _since(moment: datetime | None, found: Vitals) -> float:
    return (found.at - moment).total_seconds() if moment else 0.0


def _gauge(name: str, says: str, value: float) -> Metric:
    return GaugeMetricFamily(name, says, value=float(value))
