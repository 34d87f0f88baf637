"""What `jinlin up` tells the person who started it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click


class Account(NamedTuple):
    """A demo account, its offices in words, and the token that opens it."""

    username: str
    name: str
    offices: str
    token: str


def serving(url: str, data: Path, accounts: Sequence[Account], *, demo: bool) -> None:
    """The address, and in a demo the accounts with their API tokens."""
    click.secho(f"\nJinlin 近邻  {url}", bold=True)
    click.echo(f"API         {url}api/v1/docs")
    click.echo(f"数据 data    {data}")
    if demo:
        _demo(accounts)
    click.echo("按 Ctrl-C 停止 / Ctrl-C stops it")


def stopped() -> None:
    """That everything has ended, the data being kept."""
    click.echo("已停止，数据已保留 / Stopped; the data are kept")


def _demo(accounts: Sequence[Account]) -> None:
    click.echo("演示模式：只在本机可用，下列账号和令牌并不保密")
    click.echo("Demo: on this machine only; these accounts and tokens are no secret")
    for account in accounts:
        click.echo(f"  {account.token}  {account.username:<16} {account.name}  {account.offices}")
