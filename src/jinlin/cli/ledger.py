"""The books: `ledger balance`, `ledger statement`, `ledger trial`, `ledger export`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from jinlin.cli.opening import AS, with_database
from jinlin.cli.output import FORMATS, show

if TYPE_CHECKING:
    from jinlin.instruments.ledger.selectors import CommodityInfo

FORM = click.option("--format", "form", type=FORMATS, default="table", show_default=True)
BALANCES = ("account", "commodity", "net", "available", "debits", "credits", "held debits", "held credits")
LINES = ("position", "at", "kind", "key", "side", "other", "posted", "held", "memo")
TRIAL = ("commodity", "accounts", "debits", "credits", "held debits", "held credits", "agrees")


def add_to(jinlin: click.Group) -> None:
    """Add the commands of this file."""
    jinlin.add_command(ledger)


@click.group()
def ledger() -> None:
    """账本 / The books, for an auditor, an administrator, and, of a case, whoever may see it."""


@ledger.command()
@click.argument("account")
@AS
@FORM
@with_database
def balance(account: str, username: str, form: str) -> None:
    """余额 / What stands on an account and on all below it."""
    from jinlin.instruments.ledger import selectors

    _require(username, account)
    known = {one.code: one for one in selectors.commodities()}
    rows = [
        (one.code, one.commodity, *map(known[one.commodity].shown, (one.net, one.available, *one[5:])))
        for one in selectors.balances(account)
    ]
    show(BALANCES, rows, form)


@ledger.command()
@click.argument("account")
@AS
@click.option("--after", default=0, type=click.IntRange(0), help="从哪一笔之后 / after which position")
@click.option(
    "--limit", default=200, show_default=True, type=click.IntRange(1, 10_000), help="最多几笔 / at most"
)
@FORM
@with_database
def statement(account: str, username: str, after: int, limit: int, form: str) -> None:
    """对账单 / What happened to an account, oldest first."""
    from jinlin.instruments.ledger import selectors

    _require(username, account)
    counted = selectors.commodity(selectors.balance(account).commodity)
    rows = [
        (
            *one[:2],
            one.kind,
            one.key,
            one.side,
            one.other,
            counted.shown(one.posted),
            counted.shown(one.pending),
            one.memo,
        )
        for one in selectors.statement(account, after, limit)
    ]
    show(LINES, rows, form)


@ledger.command()
@AS
@FORM
@with_database
def trial(username: str, form: str) -> None:
    """试算平衡 / The sums of debits and credits, one line for each commodity."""
    from jinlin.instruments.ledger import selectors

    _require(username, "")
    show(TRIAL, map(_trial, selectors.commodities()), form)


@ledger.command()
@click.argument("scope", default="")
@AS
@with_database
def export(scope: str, username: str) -> None:
    """导出 / The books as a beancount file: of an account with all below it, of a commodity, or of all."""
    from jinlin.instruments.ledger import selectors

    _require(username, scope)
    for line in selectors.beancount(scope):
        click.echo(line)


def _trial(counted: CommodityInfo) -> tuple[Any, ...]:
    from jinlin.instruments.ledger import selectors

    found = selectors.trial_balance(counted.code)
    return (found.commodity, found.accounts, *map(counted.shown, found[2:]), "✓" if found.holds else "✗")


def _require(username: str, scope: str) -> None:
    from jinlin.instruments.ledger import policies
    from jinlin.kernel.registry import selectors as registry

    policies.may_read(registry.actor_of(username), scope).require()
