"""What is done in bulk: importing open cases, ringing alarms, verifying the journal."""

from __future__ import annotations

import csv
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from bench.client import DETAILS, TITLES

if TYPE_CHECKING:
    from jinlin.packkit.pack import Pack

MONDAY = datetime(2026, 3, 2, 9, 0)  # noqa: DTZ001 -- local time, as a file of somebody else has it
INTAKE = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "反对数", "点赞数")
HANDLED = ("留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间")


def imported(cases: int) -> dict[str, Any]:
    """Import so many open cases from a CSV file, and as many again that are with a unit already."""
    from jinlin.lib.memory import keep_loaded
    from jinlin.packkit.compile import load_packs

    pack = load_packs()["joint_command_centre"]
    keep_loaded()  # as the command does
    took = _import(pack, INTAKE, cases, "0", "0")
    return {
        "cases": cases,
        "seconds": round(took, 2),
        "a_second": round(cases / took),
        "with_unit_a_second": round(cases / _import(pack, HANDLED, cases, "", "")),
    }


def rung() -> dict[str, Any]:
    """Ring, eight days on, what silence has brought to the cases just imported: escalations and cards."""
    from jinlin.kernel.alarms import actions as alarms
    from jinlin.kernel.alarms.selectors import due_count
    from jinlin.lib import clock

    count = 0
    with clock.travel((MONDAY + timedelta(days=8)).replace(tzinfo=clock.LOCAL)):
        due = due_count(clock.now())
        begin = time.perf_counter()
        while one := alarms.ring(limit=500).count:
            count += one
        took = time.perf_counter() - begin
    return {"cases": due, "rung": count, "seconds": round(took, 2), "a_second": round(count / took)}


def verified() -> dict[str, Any]:
    """Recompute the whole journal."""
    from jinlin.kernel.journal import checks

    begin = time.perf_counter()
    verdict = checks.verify()
    took = time.perf_counter() - begin
    return {
        "events": verdict.events,
        "faults": len(verdict.faults),
        "seconds": round(took, 2),
        "a_second": round(verdict.events / took),
    }


def _import(pack: Pack, columns: tuple[str, ...], cases: int, *rest: str) -> float:
    from jinlin.packkit.importer import import_file

    with TemporaryDirectory() as folder:
        path = Path(folder) / "rows.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([columns, *_rows(cases, rest)])
        begin = time.perf_counter()
        done = import_file(pack, path)
        took = time.perf_counter() - begin
    if done.opened != cases:
        raise RuntimeError(f"only {done.opened} of {cases} rows were taken: {done.rejects[:3]}")
    return took


def _rows(cases: int, rest: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    mark = uuid4().hex[:8]
    for n in range(cases):
        title, _ = TITLES[n % len(TITLES)]
        at = MONDAY + timedelta(seconds=n)
        yield (f"{mark}-{n}", f"U{n:06}", title, f"{at:%Y/%m/%d %H:%M:%S}", DETAILS, *rest)
