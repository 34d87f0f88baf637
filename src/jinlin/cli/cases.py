"""Cases: `open`, `show`, `take`, `list`; the same functions and the same policy as the API's."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from jinlin.cli.files import read_json
from jinlin.cli.opening import AS, with_database
from jinlin.cli.output import FORMATS, show
from jinlin.lib import clock
from jinlin.lib.deadlines import end

if TYPE_CHECKING:
    from jinlin.kernel.cases.selectors import CaseView
    from jinlin.kernel.registry.actors import Actor

ANSWERS = click.option(
    "--answers", default="{}", metavar="JSON", help="答复，JSON 或 @文件 / the answers, as JSON or in @FILE"
)
FORM = click.option("--format", "form", type=FORMATS, default="table", show_default=True)
LISTED = ("number", "type", "state", "title", "holder", "card", "due", "opened")
CARDS = (None, "黄牌 / Yellow", "红牌 / Red")


def add_to(jinlin: click.Group) -> None:
    """Add the commands of this file."""
    for command in (open_one, show_one, take, list_them):
        jinlin.add_command(command)


@click.command("open")
@click.argument("key", metavar="PACK/TYPE")
@AS
@ANSWERS
@click.option("--channel", default="web", show_default=True, help="渠道 / how it came in")
@with_database
def open_one(key: str, username: str, answers: str, channel: str) -> None:
    """登记一件 / Open a case; prints its number and the tracking code, which is shown this once."""
    from jinlin.kernel.cases import actions

    opened = actions.open_case(key, read_json(answers), _actor(username), channel=channel)
    click.echo(f"{opened.case.number}\n查询码 / tracking code: {opened.tracking_code}")


@click.command("show")
@click.argument("number")
@AS
@click.option(
    "--before", type=click.IntRange(0), default=0, help="此前的经过 / what happened before this event"
)
@with_database
def show_one(number: str, username: str, before: int) -> None:
    """查看一件 / A case: its fields, what can be done with it now, and its history."""
    from jinlin.kernel.cases import selectors

    actor = _actor(username)
    view = selectors.case_for(number, actor)
    state = view.definition.states[view.case.state].name
    click.secho(f"{number}  {view.definition.name}  {state}", bold=True)
    show(("field", "value"), _fields(view))
    click.echo()
    possible = selectors.open_actions(view, actor)
    show(("action", "name", "why not"), [(one.name, one.label, one.reason) for one in possible])
    click.echo()
    history = selectors.latest_of(view, before)
    lines = [(one.seq, _local(one.at), one.name, one.by) for one in reversed(history.entries)]
    show(("n", "at", "what", "by"), lines)
    if history.earlier:
        click.echo(f"更早的经过 / what happened before: --before {history.earlier}")


@click.command("take")
@click.argument("number")
@click.argument("action")
@AS
@ANSWERS
@with_database
def take(number: str, action: str, username: str, answers: str) -> None:
    """办理 / Take an action on a case."""
    from jinlin.kernel.cases import actions

    taken = actions.take(number, action, read_json(answers), _actor(username))
    click.echo(f"{number}  {taken.definition.states[taken.case.state].name}")


@click.command("list")
@AS
@click.option("--type", "type_", metavar="PACK/TYPE", help="类别 / only this type")
@click.option("--state", help="状态 / only this state")
@click.option("--holder", help="承办单位 / only those that this organisation holds")
@click.option(
    "--open/--closed", "is_open", default=None, help="未办结或已办结 / only open or only closed ones"
)
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1, 200))
@FORM
@with_database
def list_them(username: str, form: str, limit: int, type_: str | None, **narrow: Any) -> None:
    """列出 / The cases that this person may see, newest first."""
    from jinlin.kernel.cases import selectors

    filters = selectors.Filters(type=type_, **narrow)
    page = selectors.list_cases(_actor(username), filters, limit=limit)
    rows = [(one.case, one.definition.states[one.case.state].name, one.title) for one in page.rows]
    show(
        LISTED,
        [
            (case.number, f"{case.pack}/{case.type}", state, title, case.holder,
             CARDS[case.card], _until(case.due_at), _local(case.opened_at))
            for case, state, title in rows
        ],
        form,
    )  # fmt: skip


def _actor(username: str) -> Actor:
    from jinlin.kernel.registry import selectors

    return selectors.actor_of(username)


def _fields(view: CaseView) -> list[tuple[str, Any]]:
    return [(str(one.ask.name), one.value if one.how != "hidden" else "***") for one in view.fields]


def _until(moment: Any) -> str:
    return str(end(moment)) if moment else ""


def _local(moment: Any) -> str:
    return f"{moment.astimezone(clock.LOCAL):%Y-%m-%d %H:%M}" if moment else ""
