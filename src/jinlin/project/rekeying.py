"""`jinlin rekey`: everything that is kept under the former master key comes under the present one."""

from __future__ import annotations

import click
from rich.progress import Progress

from jinlin.kernel.cases import vault
from jinlin.kernel.cases.actions import rekey as rekey_cases
from jinlin.kernel.journal import actions as journal
from jinlin.lib import crypto
from jinlin.web.account.rekeying import rekey_second_factors


def rekey() -> None:
    """Cases, then second factors. Stopped at any moment, it is begun again and does the rest."""
    done = 0
    with Progress(transient=True) as progress:
        task = progress.add_task("换钥 / rekeying", total=None)
        for count in rekey_cases():
            done += count
            progress.update(task, completed=done)
    factors = rekey_second_factors()
    journal.note_key(crypto.key_check(vault.master_key()))
    click.echo(
        f"已换钥：事项 {done} 件，登录验证 {factors} 个；现在可以去掉 JINLIN_FORMER_MASTER_KEY / "
        f"{done} cases and {factors} second factors are under the new key; take JINLIN_FORMER_MASTER_KEY away"
    )
