"""The desk beside many closed cases and some thousand open ones: what each page and each search costs."""

from __future__ import annotations

import time
from typing import Any

from bench.place import Place

TIMES = 20
OPEN = 20_000
_OPEN = """
UPDATE case_case SET closed_at = NULL, outcome = NULL,
       state = (ARRAY['received', 'accepted', 'with_unit', 'verifying', 'calling_back'])[1 + id %% 5],
       due_at = now() + make_interval(hours => (id %% 2200)::int - 200),
       card = CASE WHEN id %% 40 = 0 THEN 2 WHEN id %% 25 = 0 THEN 1 ELSE 0 END,
       requests = CASE WHEN id %% 30 = 2 THEN ARRAY['ask_extension'] END
 WHERE id IN (SELECT id FROM case_case WHERE closed_at IS NOT NULL AND type = 'report'
               ORDER BY opened_at DESC LIMIT %s)
"""
PAGES = {
    "my work, dispatcher": ("paidan", ""),
    "my work, unit": ("zhujian", ""),
    "my work, unit without cases": ("sifaju", ""),
    "watching, head": ("zhuren", "watching"),
    "watching, head, filtered": (
        "zhuren",
        "watching?type=joint_command_centre/report&area=990101002&due=late",
    ),
    "queue of a unit": ("zhuren", "queues/DEMO-HOUSING"),
    "call-backs": ("huifang", "call-backs"),
    "requests": ("paidan", "requests"),
    "card wall": ("zhuren", "cards"),
    "all cases, filters": ("shouli", "search?card=2&channel=web"),
    "search, in all": ("shouli", "search?q=物业"),
    "search, in 1 of 17": ("shouli", "search?q=解放路"),
    "search, in 1 of 20, six characters": ("shouli", "search?q=垃圾没有清运"),
    "search, in 1 of 340": ("shouli", "search?q=解放路垃圾没有清运"),
    "search, two words": ("shouli", "search?q=纺织厂 快递被盗"),
    "search, in one": ("shouli", "search?q=hao500000"),
    "search, in none": ("shouli", "search?q=量子计算机"),
    "search, pairs but no phrase": ("shouli", "search?q=路路灯亮井盖"),
    "search, by a unit": ("zhujian", "search?q=解放路垃圾没有清运"),
    "search, by a unit without cases": ("sifaju", "search?q=解放路"),
}


def measure(place: Place) -> dict[str, dict[str, float]]:
    """Median, 95th percentile (ms) and queries of each page, within this process; nothing of it stays."""
    from django.db import connection, transaction

    del place
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_OPEN, [OPEN])
            cursor.execute("ANALYZE case_case")
        found = {name: _page(who, path) for name, (who, path) in PAGES.items()}
        found["case page"] = _page("zhuren", f"cases/{_some_case()}")
        transaction.set_rollback(True)
    return found


def _page(who: str, path: str) -> dict[str, float]:
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.test import Client

    client: Any = Client(headers={"host": "127.0.0.1"})
    client.force_login(get_user_model().objects.get(username=who))
    asked: list[str] = []
    with connection.execute_wrapper(lambda execute, sql, *more: asked.append(sql) or execute(sql, *more)):
        _get(client, path)
    took = sorted(_get(client, path) for _ in range(TIMES))
    return {
        "p50": round(took[TIMES // 2], 1),
        "p95": round(took[-1 - TIMES // 20], 1),
        "queries": len(asked),
    }


def _get(client: Any, path: str) -> float:
    begin = time.perf_counter()
    answer = client.get(f"/desk/{path}")
    took = 1000 * (time.perf_counter() - begin)
    if answer.status_code != 200:
        raise RuntimeError(f"/desk/{path}: {answer.status_code}")
    return took


def _some_case() -> str:
    """One that was opened through the API: the keys of clones open nothing."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM case_case WHERE type = 'report' ORDER BY id LIMIT 1")
        return str(cursor.fetchone()[0])
