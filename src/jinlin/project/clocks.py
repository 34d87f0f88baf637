"""This machine's clock beside the database's: deadlines are set by the one and rung by all."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection

from jinlin.lib import clock
from jinlin.lib.errors import Unready
from jinlin.lib.words import Words

MOST_APART = timedelta(seconds=5)


def apart() -> timedelta:
    """By how much the two differ, either way."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs: datetime = cursor.fetchone()[0]
    return abs(clock.now() - theirs)


def refuse_wrong() -> None:
    """Raise `Unready` if they differ by more than some seconds."""
    if (found := apart()) > MOST_APART:
        seconds = int(found.total_seconds())
        raise Unready(
            f"本机与数据库的时钟相差 {seconds} 秒，期限会算错，服务不启动",
            f"The clocks of this machine and of the database differ by {seconds} seconds: "
            "deadlines would be wrong, so nothing runs here",
            help=Words(zh="两台都启用 NTP 校时后再启动。", en="Let both keep time by NTP, then start again."),
        )
