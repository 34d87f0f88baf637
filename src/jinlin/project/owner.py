"""Two users of the database: the owner of the tables builds and repairs, another one serves.

What guards the journal are triggers, and an owner may switch them off.
"""

from __future__ import annotations

import logging

from django.db import connection

from jinlin.lib.errors import Unready
from jinlin.lib.words import Words

log = logging.getLogger("jinlin.entrance")
GUIDE = "docs/how-to/run-for-real.md"
_OWNS = """
    SELECT pg_has_role(tableowner, 'USAGE') FROM pg_tables
    WHERE tablename = 'journal_event' AND schemaname = current_schema()
"""


def owns() -> bool | None:
    """Whether we are the owner of the journal, or may become it; None where there is no journal yet."""
    with connection.cursor() as cursor:
        cursor.execute(_OWNS)
        row = cursor.fetchone()
    return bool(row[0]) if row else None


def refuse_others(command: str) -> None:
    """Raise `Unready` unless we are the owner, who alone may do what this command does."""
    if owns() is False:
        raise Unready(
            f"{command} 须由数据表的所有者运行，DATABASE_URL 中的用户不是",
            f"{command} is for the owner of the tables, and the user in DATABASE_URL is not",
            help=Words(
                zh=f"请换用所有者的 DATABASE_URL 再运行，见 {GUIDE}。",
                en=f"Run it with the owner's DATABASE_URL: {GUIDE}.",
            ),
        )


def warn() -> None:
    """Say in the log that the owner serves, where nobody asked for a demo."""
    if owns():
        log.warning(
            "服务所用的数据库用户是数据表的所有者，日志的保护触发器拦不住它，见 %s / "
            "the database user that serves owns the tables, and the triggers that guard the journal do not "
            "hold it: %s",
            GUIDE,
            GUIDE,
        )
