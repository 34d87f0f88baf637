"""Packs: `check`, `new-pack`, `packs diff`, `import`, `report`."""

from __future__ import annotations

import sys
from dataclasses import astuple, fields
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from jinlin.cli.files import FILE
from jinlin.cli.opening import with_database, with_rooms
from jinlin.cli.output import FORMATS, show
from jinlin.lib import lists
from jinlin.lib.memory import keep_loaded

if TYPE_CHECKING:
    from jinlin.packkit.importer import Imported
    from jinlin.packkit.pack import Pack
    from jinlin.packkit.upgrade import Upgrade


def add_to(jinlin: click.Group) -> None:
    """Add the commands of this file."""
    for command in (check, new_pack_command, packs, import_command, report):
        jinlin.add_command(command)


@click.command()
@click.argument("folders", nargs=-1, type=FILE)
@with_rooms
def check(folders: tuple[Path, ...]) -> None:
    """检查机制 / Every mistake of every pack, with file and line; exit code 1 if there is one.

    FOLDERS hold packs; without them, the built-in packs and those of JINLIN_PACKS are checked.
    """
    from jinlin.packkit.check import check as faults_in

    faults = faults_in(folders or None)
    for fault in faults:
        click.echo(str(fault))
    click.echo(f"{len(faults)} 处错误 / {len(faults)} mistakes")
    if faults:
        sys.exit(1)


@click.command("new-pack")
@click.argument("name")
@click.option(
    "--into", type=FILE, help="放到哪个文件夹 / the folder that gets it; the built-in packs if not said"
)
@with_rooms
def new_pack_command(name: str, into: Path | None) -> None:
    """新建机制 / A new pack that passes `jinlin check`, to be filled with your mechanism."""
    from jinlin.packkit.folders import BUILT_IN
    from jinlin.packkit.scaffold import new_pack

    click.echo(str(new_pack(name, into or BUILT_IN)))


@click.group()
def packs() -> None:
    """机制 / The packs of this installation."""


@packs.command("diff")
@click.argument("name")
@click.option("--format", "form", type=FORMATS, default="table", show_default=True)
@with_database
def diff(name: str, form: str) -> None:
    """比较新旧版本 / What installing the folder of a pack would change, and for which open cases nothing.

    Nothing is changed. Open cases keep the definition under which they were opened.
    """
    from jinlin.packkit.compile import load_pack
    from jinlin.packkit.upgrade import Difference, Remaining, upgrade

    found = upgrade(load_pack(name))
    if form == "table":
        click.echo(_what_comes(found) if found else "没有变化 / Nothing would change")
    if found or form != "table":
        show(Difference._fields, found.differences, form)
    if form == "table" and found.remaining:
        click.echo("按原版本办完的未结事项 / Open cases that keep the definition they were opened under")
        show(Remaining._fields, found.remaining)


def _what_comes(found: Upgrade) -> str:
    named = {
        "目录 registers": found.brings.registers,
        "规则表 tables": found.brings.tables,
        "工具 instruments": found.brings.instruments,
        "事项 types": found.brings.definitions,
        "本市自有、保持不变 registers of the city's own that stay": found.brings.kept,
    }
    return "\n".join(f"{what}: {', '.join(names)}" for what, names in named.items() if names)


@click.command("import")
@click.argument("pack")
@click.argument("file", type=FILE)
@click.option("--rejects", type=FILE, help="读不了的行写到哪里 / where rows that cannot be read are written")
@with_database
def import_command(pack: str, file: Path, rejects: Path | None) -> None:
    """导入历史数据 / Import a CSV or XLSX file, each row with its own dates; run twice, nothing doubles.

    The mapping is a file of the pack (imports/*.yaml), found by the columns. Rows that cannot be read go
    to FILE.rejects.csv here, each with its reason.
    """
    from jinlin.packkit.compile import load_pack
    from jinlin.packkit.importer import write_rejects

    loaded = load_pack(pack)
    keep_loaded()
    done = _import(loaded, file)
    click.echo(
        f"读 {done.read} 行：新登记 {done.opened}，已有 {done.known}，未收 {len(done.rejects)} / "
        f"{done.read} rows: {done.opened} opened, {done.known} known before, {len(done.rejects)} rejected"
    )
    place = rejects or Path(f"{file.stem}.rejects.csv")
    place.unlink(missing_ok=True)  # that of a run before says nothing of this one
    if done.rejects:
        write_rejects(done.rejects, place)
        click.echo(f"未收的行及原因 / rejected rows and their reasons: {place}")


def _import(pack: Pack, file: Path) -> Imported:
    from jinlin.packkit.importer import import_file

    columns = (TextColumn("导入 / importing"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns) as progress:
        with lists.read_path(file) as listing:
            task = progress.add_task("", total=sum(1 for _ in listing))
        return import_file(pack, file, lambda done: progress.update(task, completed=done.read))


@click.command()
@click.argument("pack")
@click.option("--type", "type_", help="类别，默认第一类 / the type of case; the pack's first if not said")
@click.option("--format", "form", type=FORMATS, default="table", show_default=True)
@with_database
def report(pack: str, type_: str | None, form: str) -> None:
    """办理报表 / Per unit and in all: opened, due, closed, on time, working days (median, p90), cards."""
    from jinlin.kernel.cases.reports import UnitLine, by_unit
    from jinlin.packkit.compile import load_pack

    mechanism = load_pack(pack)
    lines = by_unit(mechanism.key(type_ or next(iter(mechanism.definitions))))
    show([field.name for field in fields(UnitLine)], [astuple(line) for line in lines], form)
