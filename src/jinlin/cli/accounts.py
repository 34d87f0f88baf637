"""A person's account: `people password`, `people close`, `people reopen`."""

from __future__ import annotations

import click

from jinlin.cli.opening import with_database


@click.command("password")
@click.argument("username")
@with_database
def set_password(username: str) -> None:
    """设置密码，输入两遍，不显示 / Set a password: it is asked for twice and not shown."""
    from jinlin.kernel.registry import actions

    password = click.prompt("密码 / Password", hide_input=True, confirmation_prompt=True)
    actions.set_password(username, password)
    click.echo("已设置，请本人登录后更改 / set; the person should change it after signing in")


@click.command("close")
@click.argument("username")
@with_database
def close_account(username: str) -> None:
    """停用账户，令牌全部失效，记录保留 / Nobody signs in any more, tokens hold no more; the history stays."""
    from jinlin.kernel.registry import actions

    actions.close_account(username)
    click.echo("已停用 / closed")


@click.command("reopen")
@click.argument("username")
@with_database
def reopen_account(username: str) -> None:
    """恢复账户，令牌须重新发放 / The person may sign in again; tokens must be issued anew."""
    from jinlin.kernel.registry import actions

    actions.reopen_account(username)
    click.echo("已恢复 / open again")


COMMANDS = (set_password, close_account, reopen_account)
