"""Distributions: what the desk does with them, and what a claimant may ask."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.progress import Progress

from jinlin.cli import claimants
from jinlin.cli.files import FILE, read_json, read_text
from jinlin.cli.opening import AS, with_database
from jinlin.cli.output import FORMATS, show
from jinlin.lib.money import format_fen

if TYPE_CHECKING:
    from jinlin.instruments.payouts.bank.profiles import Profile
    from jinlin.instruments.payouts.selectors import ClaimInfo
    from jinlin.kernel.registry.actors import Actor

FORM = click.option("--format", "form", type=FORMATS, default="table", show_default=True)
AFTER = click.option("--after", default=0, type=click.IntRange(0), help="从哪一号之后 / after which number")
PROFILE = click.option("--profile", type=FILE, help="银行 CSV 配置 / a bank's CSV profile, YAML")
CLAIM = click.IntRange(1, 2**31 - 1)
KIND = click.Choice(["pain001.03", "pain001.09", "csv"])
CLAIMS = (
    "n",
    "name",
    "tier",
    "paid in",
    "returned",
    "loss",
    "had",
    "standing",
    "frozen",
    "unreachable",
    "way",
)
TROUBLES = ("n", "kind", "claim", "other", "what", "ways")


def add_to(jinlin: click.Group) -> None:
    """Add the commands of this file."""
    jinlin.add_command(payouts)
    claimants.add_to(payouts)


@click.group()
def payouts() -> None:
    """涉众案款发放 / Distributions of recovered money: the same steps as on the desk."""


@payouts.command("import")
@click.argument("number")
@click.argument("path", type=FILE)
@AS
@click.option("--rejects", type=FILE, help="有误的行写到这里 / where bad rows go, each with its reason")
@with_database
def import_list(number: str, path: Path, username: str, rejects: Path | None) -> None:
    """导入申报名单 / Take in a list of claims, CSV or XLSX: all of it or nothing."""
    from jinlin.instruments.payouts import actions

    with Progress() as bar:
        task = bar.add_task("rows", total=None)
        actions.import_claims(
            number, path, _actor(username), rejects=rejects,
            progress=lambda rows: bar.update(task, completed=rows),
        )  # fmt: skip
    _show(number, username)


@payouts.command()
@click.argument("number")
@click.argument("name", metavar="STEP")
@AS
@click.option("--answers", default="{}", metavar="JSON", help="答复，JSON 或 @文件 / as JSON or in @FILE")
@with_database
def step(number: str, name: str, username: str, answers: str) -> None:
    """走一步 / Take the action that sets a step in motion: verify, plan, approve, send, close ..."""
    from jinlin.instruments.payouts.actions import action_for
    from jinlin.kernel.cases import actions, selectors

    actor = _actor(username)
    action = action_for(selectors.case_for(number, actor).definition, name)
    actions.take(number, action, read_json(answers), actor)
    _show(number, username)


@payouts.command("file")
@click.argument("number")
@click.argument("n", type=int)
@click.argument("path", type=FILE)
@AS
@click.option("--kind", type=KIND, default="pain001.09", show_default=True)
@PROFILE
@with_database
def bank_file(number: str, n: int, path: Path, username: str, kind: Any, profile: Path | None) -> None:
    """写出银行文件 / Write file N for the bank; written again, it is the same to the byte."""
    from jinlin.instruments.payouts import actions

    with path.open("wb") as out:
        written = actions.fetch_bank_file(number, n, kind, out, _actor(username), _profile(profile))
    click.echo(f"{path}  {written.count}  {format_fen(written.total)}  sha256 {written.sha256}")


@payouts.command()
@click.argument("number")
@click.argument("path", type=FILE)
@AS
@PROFILE
@with_database
def answers(number: str, path: Path, username: str, profile: Path | None) -> None:
    """读入银行回执 / Book a file of the bank's: pain.002, camt.052, .053, .054, or CSV by a profile."""
    from jinlin.instruments.payouts import actions
    from jinlin.instruments.payouts.bank.profiles import read_profile_of_answers

    chosen = read_profile_of_answers(read_text(profile), profile.name) if profile else None
    actions.read_answers(number, path, _actor(username), profile=chosen)
    _show(number, username)


@payouts.command("show")
@click.argument("number")
@AS
@with_database
def show_one(number: str, username: str) -> None:
    """资金去向 / Where the money lies, how far it is, and the versions of the plan."""
    _show(number, username)


@payouts.command()
@click.argument("number")
@AS
@AFTER
@FORM
@with_database
def claims(number: str, username: str, after: int, form: str) -> None:
    """申报 / Claims in pages of 200; names are masked."""
    from jinlin.instruments.payouts import selectors

    _show_claims(selectors.claims(number, _actor(username), after=after, limit=200), form)


@payouts.command()
@click.argument("number")
@click.argument("part", type=click.Choice(["claim", "id_no", "account"]))
@click.argument("value")
@AS
@click.option("--purpose", default="", help="查找的用途，记入日志 / for what purpose; it is journaled")
@FORM
@with_database
def find(number: str, part: str, value: str, username: str, purpose: str, form: str) -> None:
    """查找申报 / Find claims by number, identity number or account; names are masked."""
    from jinlin.instruments.payouts import actions, selectors

    actor = _actor(username)
    if part == "claim":
        one = selectors.claim_of(selectors.seen(number, actor), CLAIM(value)).info
        _show_claims([one], form)
    else:
        _show_claims(actions.find_claims(number, part, value, purpose, actor), form)


@payouts.command()
@click.argument("number")
@AS
@AFTER
@FORM
@with_database
def exceptions(number: str, username: str, after: int, form: str) -> None:
    """异常 / Open exceptions, and how each can be resolved (`payouts step NUMBER resolve`)."""
    from jinlin.instruments.payouts import selectors

    rows = [
        (one.n, one.kind, one.claim, one.other, one.say, " ".join(one.ways))
        for one in selectors.troubles(number, _actor(username), after=after, limit=200)
    ]
    show(TROUBLES, rows, form)


def _show_claims(found: Sequence[ClaimInfo], form: str) -> None:
    rows = [(*one[:2], one.tier, *map(format_fen, one[5:9]), *one[9:]) for one in found]
    show(CLAIMS, rows, form)


def _show(number: str, username: str) -> None:
    from jinlin.instruments.payouts import selectors

    actor = _actor(username)
    way, counts = selectors.money(number, actor), selectors.counts(number, actor)
    show(way._fields, [[format_fen(fen) for fen in way]])
    told = {"frozen": counts.frozen, "unreachable": counts.unreachable, "ready": counts.ready}
    click.echo("  ".join(f"{name} {n}" for name, n in {**counts.claims, **told}.items()))
    rows = [
        (
            one.n,
            one.round,
            format_fen(one.amount),
            one.claims,
            format_fen(one.held),
            one.root,
            one.approved_at,
        )
        for one in selectors.plans(number, actor)
    ]
    show(("plan", "round", "amount", "claims", "held", "root", "approved"), rows)


def _profile(path: Path | None) -> Profile | None:
    from jinlin.instruments.payouts.bank.profiles import read_profile

    return read_profile(read_text(path), path.name) if path else None


def _actor(username: str) -> Actor:
    from jinlin.kernel.registry import selectors

    return selectors.actor_of(username)
