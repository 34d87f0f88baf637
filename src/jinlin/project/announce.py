"""What `jinlin up` tells the person who started it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

DEMO_TOKENS = Path("keys") / "demo-tokens.json"


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
        _demo(accounts, data)
    click.echo("按 Ctrl-C 停止 / Ctrl-C stops it")


def stopped() -> None:
    """That everything has ended, the data being kept."""
    click.echo("已停止，数据已保留 / Stopped; the data are kept")


def _demo(accounts: Sequence[Account], data: Path) -> None:
    click.echo("演示模式：只在本机可用，账号和令牌并不保密；每种岗位列一个")
    click.echo("Demo: on this machine only, accounts and tokens are no secret; one of each role")
    for account in _one_of_each_role(accounts):
        click.echo(f"  {account.token}  {account.username:<16} {account.name}  {account.offices}")
    tokens = data / DEMO_TOKENS
    click.echo(f"全部{len(accounts)}个账号的令牌 / the tokens of all {len(accounts)} accounts: {tokens}")


def _one_of_each_role(accounts: Sequence[Account]) -> list[Account]:
    first: dict[str, Account] = {}
    for account in accounts:
        first.setdefault(account.offices.partition(" @ ")[0], account)
    return list(first.values())
