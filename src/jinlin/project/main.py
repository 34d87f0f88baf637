"""The `jinlin` command: the commands of `jinlin.cli`, and those that run the house itself."""

from __future__ import annotations

import os
import sys

import click

from jinlin.cli.main import jinlin, run
from jinlin.project import database, installation, keys
from jinlin.project.places import data_folder

HOST = click.option("--host", default="127.0.0.1", show_default=True, help="监听地址 / where to listen")
PORT = click.option(
    "--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="端口 / port"
)


def main() -> None:
    """Entry point. A problem is one sentence in both languages on stderr, and exit code 1."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", installation.SETTINGS)
    run(installation)


@jinlin.command("up")
@HOST
@PORT
@click.option(
    "--demo/--no-demo",
    default=True,
    show_default=True,
    help="演示城市和账号 / the demo city and its accounts",
)
def up_command(host: str, port: int, *, demo: bool) -> None:
    """启动全部 / Start everything: database, web server, worker; Ctrl-C stops it."""
    from jinlin.project.up import up

    up(host, port, demo=demo)


@jinlin.command("serve")
@HOST
@PORT
@click.option(
    "--processes", default=2, show_default=True, type=click.IntRange(1, 256), help="进程数 / processes"
)
def serve_command(host: str, port: int, processes: int) -> None:
    """网页服务 / The web server alone; DATABASE_URL and both keys come from the environment."""
    from jinlin.project.serve import serve

    serve(host, port, processes)


@jinlin.command("worker")
def worker_command() -> None:
    """后台任务 / The worker alone: alarms, messages, timetable."""
    installation.refuse_unsafe(data_folder())
    database.this_is(database.Part.WORKER)
    installation.load_django()
    from jinlin.project import entrance
    from jinlin.project.demo import check_database
    from jinlin.project.worker import work

    def look() -> None:
        check_database(demo=installation.is_demo())
        entrance.check(data_folder())
        entrance.say_who_serves()

    work(look)


@jinlin.command("migrate")
@click.option(
    "--back",
    metavar="PACK",
    multiple=True,
    help="允许退回旧版本的机制 / a pack that may go back to an older version",
)
def migrate_command(back: tuple[str, ...]) -> None:
    """建库升级 / Bring the database up to date and install the packs."""
    from jinlin.project import prepare

    prepare.migrate_installation(data_folder(), back)


@jinlin.command("grants")
@click.argument("user")
@click.option("--dry-run", is_flag=True, help="只显示 SQL / only print the SQL")
def grants_command(user: str, *, dry_run: bool) -> None:
    """授权 / Let this user of the database serve, and do nothing that only the owner of the tables must."""
    with installation.opened():
        from jinlin.project import grants

        if dry_run:
            for one in grants.statements(user):
                click.echo(f"{one};")
            return
        grants.give(user)
    click.echo(f"已授权数据库用户 {user} / the database user {user} may serve")


@jinlin.command("accept-restore")
@click.option("--because", required=True, help="原因，记入日志 / why, which is journaled")
def accept_restore_command(because: str) -> None:
    """接受旧备份 / Work on with an older dump that was restored: whatever is counted goes on far beyond what
    this data folder knows to have been given."""
    with installation.opened_to_look():
        from jinlin.project import guard, owner

        owner.refuse_others("jinlin accept-restore")
        epoch = guard.accept(data_folder(), because)
    click.echo(
        f"已接受（第 {epoch} 次），编号跳过已用的继续 / accepted; numbers go on beyond (epoch {epoch})"
    )


@jinlin.command("rekey")
def rekey_command() -> None:
    """更换主密钥 / Bring everything from JINLIN_FORMER_MASTER_KEY under JINLIN_MASTER_KEY."""
    keys.refuse_bad_former(os.environ.get("JINLIN_FORMER_MASTER_KEY", ""))
    with installation.opened():
        from jinlin.project import owner
        from jinlin.project.rekeying import rekey

        owner.refuse_others("jinlin rekey")
        rekey()


@jinlin.command("doctor")
def doctor_command() -> None:
    """体检 / What of this installation is not as the guide says; exit code 1 if something must be mended."""
    with installation.opened():
        from jinlin.project.doctor.examination import examine, tell

        if tell(list(examine())):
            sys.exit(1)


if __name__ == "__main__":
    main()
