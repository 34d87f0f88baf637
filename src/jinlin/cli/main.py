"""The `jinlin` command group. `jinlin.project.main` adds the commands that run the house and starts it."""

from __future__ import annotations

import sys
from types import ModuleType

import click

from jinlin.cli import cases, documents, ledger, packs, payouts, records, registry, searching
from jinlin.cli.output import complain
from jinlin.lib.errors import Problem


@click.version_option(package_name="jinlin", message="%(package)s %(version)s")
@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
def jinlin() -> None:
    """Jinlin 近邻：城市治理机制，一个机制一个文件夹 / one mechanism of city governance, one folder."""


for room in (packs, records, registry, cases, ledger, documents, searching, payouts):
    room.add_to(jinlin)


def run(installation: ModuleType) -> None:
    """Run the command line; a `Problem` becomes one sentence in both languages and exit code 1."""
    try:
        jinlin(obj=installation)
    except Problem as problem:
        complain(problem)
        sys.exit(1)
