"""What the measuring was done on."""

from __future__ import annotations

import os
import platform
from importlib.metadata import version
from typing import Any

import psycopg

from bench.place import Place

PARTS = ("django", "django-ninja", "granian", "psycopg", "common-expression-language")


def facts(place: Place) -> dict[str, Any]:
    """Processors, system and versions."""
    with psycopg.connect(place.url) as connection:
        server = connection.info.server_version
    return {
        "processors": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "system": platform.platform(terse=True),
        "load_before": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "postgresql": f"{server // 10000}.{server % 10000}",
        **{name: version(name) for name in PARTS},
    }


def _processor() -> str:
    with open("/proc/cpuinfo", encoding="utf-8") as file:  # noqa: PTH123 -- a device of the system
        names = [line.partition(":")[2].strip() for line in file if line.startswith("model name")]
    return names[0] if names else platform.processor()
