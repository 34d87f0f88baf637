"""Lists beside many closed cases: what a page costs those who see few cases, and those who see all."""

from __future__ import annotations

import time
from typing import Any

from bench.place import Place

TIMES = 9
ASKED = {
    "clerk, newest": ("shouli", ""),
    "clerk, open": ("shouli", "open=true"),
    "clerk, one area, open": ("shouli", "area=990101001&open=true"),
    "unit with cases, newest": ("zhujian", ""),
    "unit with cases, open": ("zhujian", "open=true"),
    "unit without cases": ("sifaju", ""),
    "resident": ("jumin", ""),
}


def measure(place: Place) -> dict[str, float]:
    """The median of some requests within this process, in milliseconds, by who asks for what."""
    from django.test import Client

    client = Client(headers={"host": "127.0.0.1"})
    return {name: _median(client, place.tokens[who], query) for name, (who, query) in ASKED.items()}


def _median(client: Any, token: str, query: str) -> float:
    took = []
    for _ in range(TIMES):
        begin = time.perf_counter()
        answer = client.get(f"/api/v1/cases?{query}", headers={"Authorization": f"Bearer {token}"})
        took.append(1000 * (time.perf_counter() - begin))
        if answer.status_code != 200:
            raise RuntimeError(f"{query}: {answer.status_code} {answer.content.decode()}")
    return round(sorted(took)[TIMES // 2], 1)
