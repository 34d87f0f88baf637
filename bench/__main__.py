"""`python -m bench`: everything, as ratios in one run; JSON under bench/results/, tables on the screen."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bench import batches, cpu, filling, floor, keeping, lists, machine, pages, paired, report
from bench.place import Place, clients, installed, serving

SPIKE = 4  # times the clients
WARM_UP = 5  # seconds


@click.command()
@click.option(
    "--closed", default="0,100000,1000000", show_default=True, help="Closed cases, one run for each."
)
@click.option("--clients", "crew", default=8, show_default=True, type=click.IntRange(1))
@click.option("--seconds", default=30, show_default=True, type=click.IntRange(1), help="Of each measuring.")
@click.option("--rows", default=20_000, show_default=True, type=click.IntRange(1), help="To import and ring.")
@click.option(
    "--data", type=click.Path(path_type=Path), help="A data folder that is kept, for the next time."
)
@click.option(
    "--against",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    help="Another checkout with its .venv: measure both by turns, and fail if a figure is below 0.9 of its.",
)
@click.option("--pairs", default=5, show_default=True, type=click.IntRange(1), help="Turns, with --against.")
@click.option("--quick", is_flag=True, help="A trial of a minute or two: little of everything.")
def main(
    closed: str,
    crew: int,
    seconds: int,
    rows: int,
    data: Path | None,
    against: Path | None,
    pairs: int,
    *,
    quick: bool,
) -> None:
    """Measure Jinlin on this machine. See docs for what the aims are."""
    sizes = [int(one) for one in closed.split(",")]
    if quick:
        sizes, seconds, rows = [0, 2_000], 5, 2_000
    if against:
        sys.exit(beside(against.absolute(), paired.Plan(pairs, sizes[-1], crew, 50 * seconds, rows)))
    results: dict[str, Any] = {"at": keeping.now()}
    with keeping.kept(results, "kernel"), installed(data) as place:
        measure(results, place, sizes, crew, seconds, rows)
    report.show(results)


def beside(folder: Path, plan: paired.Plan) -> int:
    """Both checkouts in one run; 1 if one of our figures is below what it must be."""
    results: dict[str, Any] = {"at": keeping.now(), "against": str(folder.name), "plan": plan._asdict()}
    with keeping.kept(results, "against"):
        paired.measure(results, folder, plan, say)
    return 0 if paired.show(results) else 1


def measure(
    results: dict[str, Any], place: Place, sizes: list[int], crew: int, seconds: int, rows: int
) -> None:
    """All measurements, one after the other, each noted as soon as it is made."""
    results["machine"] = machine.facts(place)
    say("a cycle is taken down")
    calls = floor.taken_down(place)
    results["queries"] = {call.name: call.queries for call in calls[0]}
    results["cycles"] = []
    for size in sizes:
        results["cycles"].append(at_size(place, size, calls, crew, seconds))
    say("lists")
    results["lists"] = lists.measure(place)
    say("pages")
    results["pages"] = pages.measure(place)
    say("verify")
    results["verify"] = batches.verified()
    say("import")
    results["import"] = batches.imported(rows)
    say("alarms")
    results["alarms"] = batches.rung()


def at_size(place: Place, size: int, calls: floor.Calls, crew: int, seconds: int) -> dict[str, Any]:
    """The cycle, the spike and the floor beside so many closed cases."""
    with serving() as port:
        say(f"{size:,} closed cases are made")
        filled = filling.fill(place, port, size)
        closed = filling.closed_cases(place)
        say(f"{crew} clients beside {closed:,} closed cases")
        clients(place, port, clients=crew, seconds=WARM_UP)
        before = cpu.spent(place)
        steady = clients(place, port, clients=crew, seconds=seconds)
        spent = cpu.between(before, cpu.spent(place), steady["calls"]["cycle"]["n"])
        say(f"{crew * SPIKE} clients")
        spike = clients(place, port, clients=crew * SPIKE, seconds=seconds)
    say("the floor")
    return {
        "closed": closed,
        "filled_in": round(filled, 1),
        "steady": steady,
        "cpu_ms_a_cycle": spent,
        "spike": spike,
        "floor": floor.measure(place, calls, crew, seconds),
    }


def say(text: str) -> None:
    """Tell whoever waits."""
    click.echo(f"{datetime.now(UTC):%H:%M:%S} {text}", err=True)


if __name__ == "__main__":
    sys.exit(main())
