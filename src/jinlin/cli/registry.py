"""Who and where: `areas`, `organisations`, `people`, `offices`, `shifts`, `grid`, `registers`, `calendar`,
`token`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from jinlin.cli import accounts
from jinlin.cli.calendar import calendar
from jinlin.cli.files import FILE, header_of, read_json, read_rows
from jinlin.cli.opening import with_database

if TYPE_CHECKING:
    from jinlin.kernel.registry.actions import Changes

DRY_RUN = click.option("--dry-run", is_flag=True, help="只看会改什么 / only say what would change")
TABLES = {
    "areas": "区划 / Areas: code, name, parent, level, valid_from, valid_to, successor.",
    "organisations": "单位 / Organisations: code, name, name_en, kind, area, ...",
    "people": "人员 / People: username, name, phone.",
    "offices": "岗位 / Offices: username, role, organisation, area, valid_from, valid_to.",
    "shifts": "值班 / Duty: username, organisation, starts, ends.",
}
MORE = {"people": accounts.COMMANDS}


def add_to(jinlin: click.Group) -> None:
    """Add the commands of this file."""
    for name, about in TABLES.items():
        jinlin.add_command(_table_group(name, about, MORE.get(name, ())))
    jinlin.add_command(click.Group("grid", commands=[load_grid], help="服务网格 / The service grid."))
    jinlin.add_command(registers)
    jinlin.add_command(calendar)
    jinlin.add_command(token)


def _table_group(name: str, about: str, more: Sequence[click.Command]) -> click.Group:
    """`jinlin areas load FILE` and its like: the same words for each table."""

    @click.command("load", help=about)
    @click.argument("file", type=FILE)
    @DRY_RUN
    @with_database
    def load(file: Path, *, dry_run: bool) -> None:
        rows = read_rows(file)
        _tell(_installer(name)(rows, dry_run=dry_run))
        if name == "offices":
            _tell_doubt(rows)

    return click.Group(name, commands=[load, *more], help=about)


def _installer(name: str) -> Callable[..., Changes]:
    from jinlin.kernel.registry import actions

    installers: Mapping[str, Callable[..., Changes]] = {
        "areas": actions.install_areas,
        "organisations": actions.install_organisations,
        "people": actions.install_people,
        "offices": actions.install_offices,
        "shifts": actions.install_shifts,
    }
    return installers[name]


def _tell_doubt(offices: Sequence[Mapping[str, str]]) -> None:
    from jinlin.kernel.cases.selectors import doubt_about_roles
    from jinlin.kernel.registry.selectors import world

    if doubt := doubt_about_roles(offices, world()):
        click.echo(f"{doubt.zh} / {doubt.en}", err=True)


@click.group()
def registers() -> None:
    """名录 / Registers: lists that a pack brings and a city replaces by its own."""


@registers.command("load")
@click.argument("key", metavar="PACK/NAME")
@click.argument("file", type=FILE)
@DRY_RUN
@click.option("--drop", is_flag=True, help="可以去掉正在使用的代码 / codes that cases bear may go")
@with_database
def load_register(key: str, file: Path, *, dry_run: bool, drop: bool) -> None:
    """以本市名录替换 / Replace the register by the city's own CSV; its first column is `code`."""
    from jinlin.kernel.registry import actions

    columns = [column for column in header_of(file) if column != "code"]
    rows = read_rows(file)
    _tell(actions.install_register(key, columns, rows, "city", dry_run=dry_run, may_drop=drop))


@click.command("load")
@click.argument("file", type=FILE)
@DRY_RUN
@with_database
def load_grid(file: Path, *, dry_run: bool) -> None:
    """载入服务网格 / Load the service grid: GeoJSON, WGS-84, polygons with code, name and area."""
    from jinlin.kernel.registry import actions

    _tell(actions.install_grid(read_json(f"@{file}"), dry_run=dry_run))


@click.group()
def token() -> None:
    """接口令牌 / API tokens."""


@token.command("issue")
@click.argument("username")
@click.option("--label", default="jinlin token issue", show_default=True, help="用途 / what it is for")
@click.option("--days", default=90, show_default=True, type=int, help="有效天数 / days that it works")
@with_database
def issue_token(username: str, label: str, days: int) -> None:
    """发放令牌，只显示这一次 / Issue a token; it is shown this once."""
    from jinlin.kernel.registry import actions

    click.echo(actions.issue_token(username, label, days=days))


def _tell(changes: Changes) -> None:
    added, changed, removed = (changes.count(what) for what in ("added", "changed", "removed"))
    would = "（试运行，未写入）" if changes.dry_run else ""
    would_en = " (dry run, nothing was written)" if changes.dry_run else ""
    click.echo(
        f"新增 {added}，更改 {changed}，移除 {removed}，未变 {changes.unchanged}{would} / "
        f"{added} added, {changed} changed, {removed} removed, {changes.unchanged} as they were{would_en}"
    )
