"""How commands speak: tables for people, JSON and CSV for programs, a sentence for what went wrong."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from jinlin.lib.errors import Problem
from jinlin.lib.lists import shielded

FORMATS = click.Choice(["table", "csv", "json"])


def complain(problem: Problem) -> None:
    """One sentence in both languages on stderr, then what helps and the fields it is about."""
    click.secho(str(problem.say), err=True, fg="red")
    if problem.help:
        click.echo(str(problem.help), err=True)
    for field, sentence in problem.details.get("fields", {}).items():
        said = f"{sentence['zh']} / {sentence['en']}" if isinstance(sentence, dict) else sentence
        click.echo(f"  {field}: {said}", err=True)


def show(header: Sequence[str], rows: Iterable[Sequence[Any]], form: str = "table") -> None:
    """Print rows as a table, CSV with a header line, or a JSON list of objects."""
    if form == "json":
        objects = [dict(zip(header, row, strict=True)) for row in rows]
        click.echo(json.dumps(objects, ensure_ascii=False, indent=1, default=str))
    elif form == "csv":
        writer = csv.writer(sys.stdout, lineterminator="\n")
        writer.writerow(header)
        writer.writerows(["" if cell is None else shielded(str(cell)) for cell in row] for row in rows)
    else:
        _table(header, rows)


def _table(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    # Into a file or a pipe nothing is cut: the width of a terminal is only a terminal's.
    console = Console() if sys.stdout.isatty() else Console(width=400)
    table = Table(*header, box=None, pad_edge=False)
    for row in rows:
        table.add_row(*("" if cell is None else str(cell) for cell in row))
    console.print(table)
