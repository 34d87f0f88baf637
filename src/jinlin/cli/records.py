"""What must not be lost: `verify`, `seal`, `proof`."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

import click
from rich.progress import Progress

from jinlin.cli.opening import AS, with_database

if TYPE_CHECKING:
    from jinlin.instruments.instrument import Audit

SEALS_AT_ONCE = 500


def add_to(jinlin: click.Group) -> None:
    """Add the commands of this file."""
    for command in (verify, seal, seals, proof):
        jinlin.add_command(command)


@click.command()
@click.argument("what", required=False)
@with_database
def verify(what: str | None) -> None:
    """核验日志及各表 / Recompute the journal and compare all else with it; exit code 1 if anything does not
    agree. WHAT is one part of it: journal, cases, registry, or what an instrument keeps, as `ledger`."""
    parts = _verified()
    if what is not None and what not in parts:
        listed = ", ".join(parts)
        raise click.BadParameter(f"没有“{what}”，可以写 {listed} / there is no `{what}`; say {listed}")
    faults = [fault for name, recompute in parts.items() if what in (name, None) for fault in recompute()]
    for fault in faults:
        click.secho(fault, err=True, fg="red")
    if faults:
        sys.exit(1)


def _journal() -> tuple[str, ...]:
    """Every hash and every seal."""
    from jinlin.kernel.journal import checks

    with _shown() as shown:
        verdict = checks.verify(shown)
    counts = (verdict.events, verdict.streams, verdict.seals)
    click.echo("记录{0}，事项流{1}，封存{2} / {0} events, {1} streams, {2} seals".format(*counts))
    return verdict.faults


def _cases() -> tuple[str, ...]:
    """Every case, card and file, and the definitions and tables in force."""
    from jinlin.kernel.cases import checks

    with _shown() as shown:
        verdict = checks.verify(shown)
    click.echo(f"事项 {verdict.cases} / {verdict.cases} cases")
    return verdict.faults


def _registry() -> tuple[str, ...]:
    """Every table of the registry."""
    from jinlin.kernel.registry import checks

    faults = checks.verify()
    click.echo("登记 / registry")
    return faults


def _verified() -> Mapping[str, Callable[[], tuple[str, ...]]]:
    """What can be verified, by name."""
    from jinlin.instruments.instrument import declared

    theirs = {one.name: partial(_instrument, one.verifies) for one in declared() if one.verifies}
    return {"journal": _journal, "cases": _cases, "registry": _registry, **theirs}


def _instrument(verifies: Callable[[], Audit]) -> tuple[str, ...]:
    """What one instrument keeps."""
    audit = verifies()
    click.echo(str(audit.looked_at))
    return audit.faults


@contextmanager
def _shown() -> Iterator[Callable[[int, int], None]]:
    """A bar that shows how much of the work is done."""
    with Progress(transient=True) as progress:
        task = progress.add_task("核验 / verifying", total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


@click.command()
@with_database
def seal() -> None:
    """封存日志 / Close what was written since the last seal under a signed Merkle root."""
    from jinlin.kernel.journal import actions

    made = actions.seal()
    if made is None:
        click.echo("没有新的记录 / Nothing new was written since the last seal")
        return
    click.echo(
        f"第 {made.number} 号封存，至记录 {made.last} / seal {made.number}, up to position {made.last}\n"
        f"{bytes(made.root).hex()}"
    )


@click.command()
@click.option("--after", default=0, type=click.IntRange(0), help="从这一号之后 / those after this number")
@with_database
def seals(after: int) -> None:
    """列出封存 / A copy of every seal, one a line, as JSON for `jinlin-verify`: to be kept elsewhere."""
    from jinlin.kernel.journal import selectors

    while found := selectors.seals_after(after, SEALS_AT_ONCE):
        for one in found:
            click.echo(one.text())
        after = found[-1].seal.number


@click.command()
@click.argument("number")
@AS
@click.option(
    "--seq",
    type=click.IntRange(1),
    help="第几条，默认最后一条 / which event of the case; the last if not said",
)
@with_database
def proof(number: str, username: str, seq: int | None) -> None:
    """出具证明 / The inclusion proof of an event of a case, as JSON for `jinlin-verify`."""
    from jinlin.kernel.cases import selectors as cases
    from jinlin.kernel.journal import selectors as journal
    from jinlin.kernel.registry import selectors as registry

    view = cases.case_for(number, registry.actor_of(username))
    found = journal.proof(f"case/{view.case.id}", cases.provable(view, seq))
    click.echo(json.dumps(found.model_dump(), ensure_ascii=False, indent=1))
