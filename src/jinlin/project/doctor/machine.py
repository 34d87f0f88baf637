"""The machine that this command runs on: its disk, its clock, the back-ups that lie on it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.db import connection

from jinlin.lib import clock
from jinlin.lib.words import Words
from jinlin.project.doctor.findings import Finding, advice, fault

LEAST_FREE = 0.10  # of the disk
LEAST_BYTES = 2 * 1024**3
MOST_APART = timedelta(seconds=2)
OLDEST_BACKUP = timedelta(hours=26)  # a night's back-up that took two hours longer


def disk() -> Iterator[Finding]:
    """The disk of the data folder has room."""
    used = shutil.disk_usage(settings.DATA_FOLDER)
    if used.free < LEAST_BYTES or used.free < LEAST_FREE * used.total:
        gigabytes = f"{used.free / 1024**3:.1f}"
        yield fault(
            f"数据文件夹 {settings.DATA_FOLDER} 所在磁盘只剩 {gigabytes} GB",
            f"The disk of the data folder {settings.DATA_FOLDER} has {gigabytes} GB left",
            helps=Words(
                zh="清理或扩容；磁盘满后什么都写不进去",
                en="Make room or add some: on a full disk nothing can be written",
            ),
        )


def clocks() -> Iterator[Finding]:
    """This machine and the database agree about the time: deadlines are set by the one and rung by both."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        (theirs,) = cursor.fetchone()
    apart = abs(clock.now() - theirs)
    if apart > MOST_APART:
        seconds = int(apart.total_seconds())
        yield fault(
            f"本机与数据库的时钟相差 {seconds} 秒",
            f"The clocks of this machine and of the database differ by {seconds} seconds",
            helps=Words(zh="两台都启用 NTP 校时", en="Let both keep time by NTP"),
        )


def backups() -> Iterator[Finding]:
    """A back-up of the last day lies in `JINLIN_BACKUPS`."""
    if not settings.JINLIN_BACKUPS:
        yield advice(
            "没有指明备份放在哪里，看不到有没有备份",
            "Nothing says where back-ups arrive, so none can be seen",
            helps=Words(
                zh="把 JINLIN_BACKUPS 设为备份文件夹，见 docs/how-to/back-up-and-restore.md",
                en="Name their folder in JINLIN_BACKUPS: docs/how-to/back-up-and-restore.md",
            ),
        )
        return
    newest = max((one.stat().st_mtime for one in settings.JINLIN_BACKUPS.iterdir()), default=0.0)
    if clock.now() - datetime.fromtimestamp(newest, UTC) > OLDEST_BACKUP:
        yield fault(
            f"{settings.JINLIN_BACKUPS} 里没有最近一天的备份",
            f"{settings.JINLIN_BACKUPS} holds no back-up of the last day",
            helps=Words(zh="查看备份任务为何没有完成", en="See why the back-up did not end well"),
        )
