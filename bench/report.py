"""What was measured, for a person: beside each aim what came of it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console
from rich.table import Table

CALLS = ("create", "accept", "assign", "resolve", "read", "cycle")


def show(results: dict[str, Any]) -> None:
    """Print the tables."""
    console = Console(width=120)
    console.print(results["machine"])
    for run in results["cycles"]:
        beside = f"beside {run['closed']:,} closed cases"
        console.print(_calls(run["steady"], f"{run['steady']['clients']} clients {beside}"))
        console.print(f"milliseconds of processor time a cycle: {run['cpu_ms_a_cycle']}")
        console.print(_calls(run["spike"], f"a spike of {run['spike']['clients']} clients {beside}"))
    table = Table("aim", "wanted", "measured", "", title="Aims")
    for name, wanted, measured, met in _aims(results):
        table.add_row(name, wanted, measured, "yes" if met else "NO")
    console.print(table)


def _calls(told: dict[str, Any], title: str) -> Table:
    table = Table("call", "n", "p50 ms", "p95 ms", "p99 ms", title=title)
    for name in CALLS:
        call = told["calls"][name]
        table.add_row(name, *(str(call.get(part, "-")) for part in ("n", "p50", "p95", "p99")))
    table.caption = f"{told['cycles_a_second']} cycles a second, {told['failed']} failed"
    return table


def _aims(results: dict[str, Any]) -> Iterator[tuple[str, str, str, bool]]:
    runs = results["cycles"]
    empty, full = runs[0], runs[-1]
    rate = empty["steady"]["cycles_a_second"]
    yield "cycles a second, empty", ">= 100", f"{rate}", rate >= 100
    yield "  of the floor (pgbench)", "", f"{rate / empty['floor']:.2f} of {empty['floor']:.0f}", True
    ratio = full["steady"]["cycles_a_second"] / rate
    yield f"{full['closed']:,} closed / empty", ">= 0.9", f"{ratio:.2f}", ratio >= 0.9
    failed = sum(run[kind]["failed"] for run in runs for kind in ("steady", "spike"))
    yield "failed calls", "0", str(failed), failed == 0
    most = max(results["queries"].values())
    yield "queries of a write", "<= 8", str(results["queries"]), most <= 8
    for name, part, aim in (("import, open cases a second", "import", 2_000),
                            ("verify, events a second", "verify", 200_000),
                            ("alarms, cases a second", "alarms", 2_000)):  # fmt: skip
        found = results[part]["a_second"]
        yield name, f">= {aim:,}", f"{found:,}", found >= aim
    for name, took in results["lists"].items():
        yield f"list: {name}", "", f"{took} ms", True
    for name, page in results["pages"].items():
        told = f"{page['p95']} ms, {page['queries']} queries"
        yield f"{name}, p95", "< 200 ms, <= 12", told, page["p95"] < 200 and page["queries"] <= 12
