"""`python -m bench.ledger`: the ledger through its public action, beside django-hordak and the raw floor."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from typing import Any

import click
from django.db import connection

from bench import hordak, keeping
from bench.place import installed

BATCH = 20_000
ACCOUNTS = 1_000


@click.command()
@click.option(
    "--transfers", default=1_000_000, show_default=True, type=click.IntRange(BATCH), help="To verify."
)
@click.option(
    "--single", default=1_000, show_default=True, type=click.IntRange(1), help="Posted one at a time."
)
def main(transfers: int, single: int) -> None:
    """Measure batches and one at a time, the same elsewhere, and the verification of all of it."""
    results: dict[str, Any] = {"at": keeping.now(), "transfers": transfers}
    with keeping.kept(results, "ledger"), installed(None):
        measure(results, transfers, single)
    click.echo(json.dumps(results, indent=1))


def measure(results: dict[str, Any], transfers: int, single: int) -> None:
    """Transfers a second of each way, and the seconds of verifying; each noted as soon as it is made."""
    from jinlin.instruments.ledger import checks
    from jinlin.instruments.ledger.actions import install_commodity, open_accounts, post
    from jinlin.instruments.ledger.entries import NewAccount, Transfer
    from jinlin.kernel.registry.actors import SYSTEM
    from jinlin.lib.words import Words

    name = Words(zh="测量", en="bench")
    install_commodity("CNY", 2, name)
    codes = [f"bench/{n}" for n in range(ACCOUNTS)]
    accounts = [NewAccount(code, "CNY", "credit", name) for code in codes]
    open_accounts([NewAccount("bench/bank", "CNY", "debit", name), *accounts], SYSTEM)

    def some(first: int, count: int) -> list[Transfer]:
        return [
            Transfer(f"bench/{n}", "bench/bank", codes[n % ACCOUNTS], 100 + n)
            for n in range(first, first + count)
        ]

    singles = some(0, single)
    results["one at a time, a second"] = single / _seconds(lambda: [post([one], SYSTEM) for one in singles])
    batches = [some(first, BATCH) for first in range(single, single + transfers, BATCH)]
    spent = _seconds(lambda: [post(batch, SYSTEM) for batch in batches])
    results["in batches, a second"] = len(batches) * BATCH / spent
    results.update(hordak.measure(single, BATCH))
    results.update(_floor(single))
    results["verify, seconds"] = _seconds(lambda: _whole(checks.verify().faults))


def _floor(single: int) -> dict[str, float]:
    """The same rows into a table with the same keys and no laws: what PostgreSQL and the disk give."""
    rows = [(n, f"floor/{n}", 1, 2, 100 + n) for n in range(BATCH)]
    with connection.cursor() as cursor:
        columns = "n bigint PRIMARY KEY, key text UNIQUE, a bigint, b bigint, amount bigint"
        cursor.execute(f"CREATE TABLE bench_floor ({columns})")

        def copied() -> None:
            with cursor.copy("COPY bench_floor FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)

        def inserted() -> None:
            for n in range(single):
                cursor.execute("INSERT INTO bench_floor VALUES (%s, %s, 1, 2, 100)", [BATCH + n, f"one/{n}"])

        return {
            "floor in batches, a second": BATCH / _seconds(copied),
            "floor one at a time, a second": single / _seconds(inserted),
        }


def _whole(faults: tuple[str, ...]) -> None:
    if faults:
        raise SystemExit("\n".join(faults))


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


if __name__ == "__main__":
    sys.exit(main())
