"""How many events a second `verify` recomputes: prints JSON.

    python bench/verify.py [events]

Starts the bundled PostgreSQL in a temporary folder, writes the events (1,000,000 unless told) in the
shape of handled cases, seals them and verifies them, on as many processes as there are processors.
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

from jinlin.project.bundled import start_bundled, stop_bundled

EVENTS_A_CASE = 8
CASES_A_BATCH = 500
BEGIN = datetime(2018, 1, 2, 1, 0, tzinfo=UTC)
FACTS = {
    "to": "with_unit",
    "answers": {
        "category": "0203",
        "lead_unit": "DEMO-HOUSING",
        "note": "楼前路面塌陷，已围挡，请核实后修复。",
    },
    "finding": {"table": "routing", "row": "R12", "digest": "4f9a0c6d1b7e82f3"},
}


def write_events(events: int) -> None:
    """Write cases of eight events each, a batch at a time."""
    from jinlin.kernel.journal import actions, chain

    for first in range(0, events // EVENTS_A_CASE, CASES_A_BATCH):
        batch: list[chain.Linked] = []
        for case in range(first, min(first + CASES_A_BATCH, events // EVENTS_A_CASE)):
            at = BEGIN + timedelta(minutes=case)
            entries = [
                chain.Entry(
                    f"case/{case}", f"act.step{step}", f"person/{case % 97}", at, {**FACTS, "step": step}
                )
                for step in range(EVENTS_A_CASE)
            ]
            batch += chain.link(chain.Head.none(), entries)[0]
        actions.write(batch)


def measure(events: int) -> dict[str, object]:
    """Write, seal and verify; return the seconds of each and what `verify` said."""
    from jinlin.kernel.journal import actions, checks, reading

    begin = time.perf_counter()
    write_events(events)
    written = time.perf_counter()
    actions.seal()
    sealed = time.perf_counter()
    verdict = checks.verify()
    verified = time.perf_counter()
    return {
        "events": verdict.events,
        "streams": verdict.streams,
        "seals": verdict.seals,
        "faults": verdict.faults,
        "processes": reading.processors(),
        "write_seconds": round(written - begin, 2),
        "seal_seconds": round(sealed - written, 2),
        "verify_seconds": round(verified - sealed, 2),
        "verified_a_second": round(verdict.events / (verified - sealed)),
    }


def main() -> None:
    """Set the scratch installation up, measure, print."""
    with tempfile.TemporaryDirectory(prefix="jinlin-bench-") as folder:
        os.environ["DATABASE_URL"] = start_bundled(Path(folder) / "pg")
        os.environ["JINLIN_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jinlin.project.settings_test")
        import django
        from django.core.management import call_command

        django.setup()
        try:
            call_command("migrate", verbosity=0)
            print(json.dumps(measure(int(sys.argv[1]) if sys.argv[1:] else 1_000_000)))
        finally:
            stop_bundled(Path(folder) / "pg")


if __name__ == "__main__":
    main()
