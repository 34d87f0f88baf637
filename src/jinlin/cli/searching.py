"""Search: `search rebuild`."""

from __future__ import annotations

import click

from jinlin.cli.opening import with_database


def add_to(jinlin: click.Group) -> None:
    """Add the commands of this file."""
    jinlin.add_command(search)


@click.group()
def search() -> None:
    """全文检索 / Search over the texts of cases."""


@search.command()
@with_database
def rebuild() -> None:
    """重建检索 / Write anew what all cases are found by; others can go on working meanwhile."""
    from rich.progress import Progress

    from jinlin.kernel.cases.actions import reword

    done = 0
    with Progress(transient=True) as progress:
        task = progress.add_task("重建 / rebuilding", total=None)
        for count in reword():
            done += count
            progress.update(task, completed=done)
    click.echo(f"已重建{done}件 / {done} cases can be found by their words")
