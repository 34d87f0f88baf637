"""The database server: who we are there, and whether what it acknowledged outlives a crash."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import connection

from jinlin.lib.words import Words
from jinlin.project import owner
from jinlin.project.doctor.findings import Finding, advice, fault


def database_user() -> Iterator[Finding]:
    """The user that serves does not own the journal: an owner may switch its triggers off."""
    if owner.owns():
        yield advice(
            "服务所用的数据库用户就是日志表的所有者，它可以关闭日志的保护触发器",
            "The database user that serves owns the journal and could switch off the triggers that guard it",
            helps=Words(
                zh=f"升级用所有者，服务用另一个用户，见 {owner.GUIDE}",
                en=f"Let the owner migrate and another user serve: {owner.GUIDE}",
            ),
        )


def durability() -> Iterator[Finding]:
    """fsync, full_page_writes and synchronous_commit are on: what was acknowledged is on disk."""
    off = [
        name for name in ("fsync", "full_page_writes", "synchronous_commit") if _one(f"SHOW {name}") == "off"
    ]
    if off:
        listed = ", ".join(off)
        yield fault(
            f"数据库关闭了 {listed}：断电时，已答复“已收到”的内容会丢失",
            f"The database has {listed} off: a power cut loses what people were told was received",
            helps=Words(
                zh="在 postgresql.conf 中改回 on 并重启",
                en="Set it on again in postgresql.conf, and restart",
            ),
        )


def archiving() -> Iterator[Finding]:
    """The write-ahead log is archived, so that a moment can be gone back to."""
    if _one("SHOW archive_mode") == "off":
        yield advice(
            "数据库没有归档日志（archive_mode = off）：只能恢复到上一次备份的时刻",
            "The database archives no log (archive_mode = off): only the last dump can be restored",
            helps=Words(
                zh="见 docs/how-to/back-up-and-restore.md", en="See docs/how-to/back-up-and-restore.md"
            ),
        )


def _one(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        row = cursor.fetchone()
    return row[0] if row else None
