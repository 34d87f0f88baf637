"""The journal: `verify`, `seal`, `proof`."""

from __future__ import annotations

import json
import sys

import click
from rich.progress import Progress

from jinlin.cli.opening import AS, with_database


def add_to(jinlin: click.Group) -> None:
    """Add the commands of this file."""
    for command in (verify, seal, proof):
        jinlin.add_command(command)


@click.command()
@with_database
def verify() -> None:
    """核验日志 / Recompute every hash and every seal of the journal; exit code 1 if any does not agree."""
    from jinlin.kernel.journal import checks

    with Progress(transient=True) as progress:
        task = progress.add_task("核验 / verifying", total=None)
        verdict = checks.verify(lambda done, total: progress.update(task, completed=done, total=total))
    counts = (verdict.events, verdict.streams, verdict.seals)
    click.echo("记录 {0}，事项流 {1}，封存 {2} / {0} events, {1} streams, {2} seals".format(*counts))
    for fault in verdict.faults:
        click.secho(str(fault), err=True, fg="red")
    if verdict.faults:
        sys.exit(1)


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
    found = journal.proof(f"case/{view.case.id}", seq or view.case.revision)
    click.echo(json.dumps(found.model_dump(), ensure_ascii=False, indent=1))
