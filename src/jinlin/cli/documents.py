"""Documents: `document verify`, `document show`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jinlin.cli.opening import with_database
from jinlin.cli.output import show
from jinlin.lib import clock
from jinlin.lib.deadlines import end

if TYPE_CHECKING:
    from datetime import datetime

    from jinlin.instruments.documents.selectors import DocumentInfo


def add_to(jinlin: click.Group) -> None:
    """Add the commands of this file."""
    jinlin.add_command(document)


@click.group()
def document() -> None:
    """文书 / Papers that were issued here."""


@document.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_database
def verify(file: Path) -> None:
    """核验文件 / Whether a PDF is a document that was issued here, and what it is worth now.

    Exit code 1 unless it is genuine and in force.
    """
    from jinlin.instruments.documents.judging import Verdict, judge
    from jinlin.instruments.documents.validity import Status
    from jinlin.instruments.documents.verifying import LARGEST

    with file.open("rb") as opened:
        found = judge(opened.read(LARGEST + 1))
    genuine = found.verdict is Verdict.GENUINE
    click.secho(str(found.say), fg="green" if genuine else "red")
    if found.document is not None:
        if not genuine:
            click.echo("它所称的原件 / of the original that it claims to be:")
        _tell(found.document)
    if not genuine or found.document is None or found.document.status is not Status.IN_FORCE:
        sys.exit(1)


@document.command("show")
@click.argument("code")
@with_database
def show_one(code: str) -> None:
    """按核验码查询 / What is known of the document that bears this code."""
    from jinlin.instruments.documents.selectors import by_code

    _tell(by_code(code))


def _tell(one: DocumentInfo) -> None:
    from jinlin.instruments.documents.judging import WORTH

    show(
        ("", ""),
        [
            ("文号 / number", one.number),
            ("文书 / kind", one.name),
            ("出具单位 / issuer", one.issuer),
            ("出具时间 / issued", _local(one.issued_at)),
            ("失效时间 / counts until", str(end(one.valid_to)) if one.valid_to else None),
            ("效力 / status", WORTH[one.status]),
            ("取代它的文号 / superseded by", one.ended_by or None),
            ("文件 SHA-256 / file", one.file),
            ("签章 / signed by", one.signed_by),
        ],
    )


def _local(at: datetime | None) -> str | None:
    return f"{at.astimezone(clock.LOCAL):%Y-%m-%d %H:%M}" if at else None
