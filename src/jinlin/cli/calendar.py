"""The working calendar: `calendar load`, `calendar hours list | set | remove`."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from jinlin.cli.files import FILE, read_rows
from jinlin.cli.opening import with_database
from jinlin.lib.office_hours import OfficeHours
from jinlin.lib.year_tables import read_days

DAY = click.DateTime(formats=["%Y-%m-%d"])
SOURCE = click.option(
    "--source", required=True, help="依据的通知 / the notice that says so, as 国办发明电〔2025〕7号"
)


@click.group()
def calendar() -> None:
    """放假调休、办公时间 / The working calendar."""


@calendar.command("load")
@click.argument("file", type=FILE)
@SOURCE
@with_database
def load_calendar(file: Path, source: str) -> None:
    """载入一年的放假安排 / Load a year's table: CSV `date,day` with day `off` or `on` (a weekend worked)."""
    from jinlin.kernel.registry import actions

    year, off, on = read_days(read_rows(file))
    actions.load_calendar_year(year, off, on, source)
    click.echo(
        f"放假 {len(off)} 天，调休上班 {len(on)} 天 / {len(off)} days off, {len(on)} weekend days worked"
    )


@calendar.group()
def hours() -> None:
    """本市办公时间 / The city's own office hours, each from a day on."""


@hours.command("list")
@with_database
def list_hours() -> None:
    """哪天起是什么办公时间 / Which hours hold from which day on."""
    from jinlin.kernel.registry.selectors import own_hours

    for one in own_hours():
        since = one.valid_from.isoformat() if one.valid_from else "——————————"
        click.echo(f"{since}  {one.hours}  {one.source}".rstrip())


@hours.command("set")
@click.argument("since", metavar="DAY", type=DAY)
@click.argument("sessions", metavar="SESSION...", nargs=-1, required=True)
@SOURCE
@with_database
def set_hours(since: datetime, sessions: tuple[str, ...], source: str) -> None:
    """某日起的办公时间，如 08:00-12:00 15:00-18:00 / Office hours from DAY on, a session each."""
    from jinlin.kernel.registry import actions

    changes = actions.set_office_hours(since.date(), OfficeHours.read(sessions), source)
    click.echo("已写入 / written" if changes.made else "没有变化 / nothing was different")


@hours.command("remove")
@click.argument("since", metavar="DAY", type=DAY)
@with_database
def remove_hours(since: datetime) -> None:
    """撤销某日起的办公时间，此前的继续有效 / Remove those that begin on DAY: the ones before hold on."""
    from jinlin.kernel.registry import actions

    actions.remove_office_hours(since.date())
    click.echo("已撤销 / removed")
