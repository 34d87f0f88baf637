"""Which PostgreSQL: what Django needs to know of it, and whether it will do."""

from __future__ import annotations

import os
from enum import StrEnum
from typing import Any, LiteralString

import psycopg
from psycopg.conninfo import conninfo_to_dict

from jinlin.lib.errors import Unready
from jinlin.project.pooling import refuse_shared_sessions

LEAST_VERSION = 15
ANSWERS_WITHIN = 5  # seconds until a server that does not answer counts as not there
THREADS = 4  # requests that one web process handles at once; each holds one connection
SEEN_BEFORE = 2  # times a connection has seen a statement before the server keeps its plan
STATEMENT = (
    20  # seconds that a statement of the web server may take, unless JINLIN_STATEMENT_SECONDS says more
)
SLACK = 3  # seconds that we wait longer than the server may take: then it hangs
LONGEST = 600.0  # seconds that a statement of the worker may take
LINE = {
    "connect_timeout": ANSWERS_WITHIN,
    # A host that vanishes without a word is given up after about twenty seconds, not two hours.
    "tcp_user_timeout": 15_000,  # milliseconds until what was sent must be acknowledged
    "keepalives_idle": 8,
    "keepalives_interval": 4,
    "keepalives_count": 3,
}


class Part(StrEnum):
    """Which part of the house this process is, as the database's list of sessions names it."""

    COMMAND = "jinlin"
    SERVER = "jinlin serve"
    WORKER = "jinlin worker"


_part = Part.COMMAND


def this_is(part: Part) -> None:
    """Say which part this process is, before Django reads its settings."""
    global _part
    _part = part


def part() -> Part:
    """Which part this process is."""
    return _part


def django_database(url: str) -> dict[str, Any]:
    """Django's setting for a `postgresql://` URL; without a URL, no database at all."""
    if not url:
        return {"ENGINE": "django.db.backends.dummy"}
    parts = _parts(url)
    return {
        "ENGINE": "jinlin.project.postgresql",
        "NAME": parts.pop("dbname", "jinlin"),
        "USER": parts.pop("user", ""),
        "PASSWORD": parts.pop("password", ""),
        "HOST": parts.pop("host", ""),
        "PORT": parts.pop("port", ""),
        # Each thread keeps its connection; one that died with its server is found out before a request.
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {
            **LINE,
            "application_name": _part.value,
            **parts,
            **_patience(),
            # A statement that comes again is neither parsed nor planned again: a third of its cost.
            "server_side_binding": True,
            "prepare_threshold": SEEN_BEFORE,
        },
    }


def _patience() -> dict[str, Any]:
    """People wait for what the web server asks, and not for ever. A command may need an hour."""
    if _part is not Part.SERVER:
        return {"patience": LONGEST if _part is Part.WORKER else None}
    seconds = int(os.environ.get("JINLIN_STATEMENT_SECONDS") or STATEMENT)
    limits = {"statement_timeout": f"{seconds}s", "idle_in_transaction_session_timeout": "60s"}
    return {"patience": float(seconds + SLACK), "limits": limits}


def check_server(url: str) -> None:
    """Raise `Unready`, saying why, unless `url` leads into a PostgreSQL of 15 or later."""
    _asked(url, "SELECT 1")
    refuse_shared_sessions(url)


def check_ground(url: str) -> None:
    """The same for whoever builds there: `Unready` unless we may create tables."""
    check_server(url)
    if not _asked(url, "SELECT has_schema_privilege(current_schema(), 'CREATE')"):
        raise Unready(
            "DATABASE_URL 中的用户不能在数据库里建表，请换用数据表的所有者，或授予其模式的 CREATE 权限",
            "The user in DATABASE_URL may not create tables: take the owner of the tables, "
            "or grant CREATE on the schema",
        )


def _asked(url: str, question: LiteralString) -> object:
    """What the server answers, once it is known that it is one for us."""
    _parts(url)
    try:
        with psycopg.connect(url, connect_timeout=ANSWERS_WITHIN, autocommit=True) as connection:
            _check_version(connection.info.server_version // 10000)
            row = connection.execute(question).fetchone()
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        raise Unready(
            f"DATABASE_URL 指向的数据库连不上：{reason}。请检查主机、端口、库名、用户和密码",
            f"The database that DATABASE_URL names does not let us in: {reason}. "
            "Check host, port, database name, user and password",
        ) from error
    return row[0] if row else None


def _check_version(version: int) -> None:
    if version < LEAST_VERSION:
        raise Unready(
            f"数据库是 PostgreSQL {version}，需要 {LEAST_VERSION} 或更新版本",
            f"The database is PostgreSQL {version}; {LEAST_VERSION} or later is needed",
        )


def answers(url: str) -> bool:
    """Whether the server takes connections, or would if it were not busy recovering."""
    try:
        psycopg.connect(url, connect_timeout=ANSWERS_WITHIN).close()
    except psycopg.OperationalError as error:
        return "starting up" in str(error) or "recovery" in str(error) or "too many clients" in str(error)
    return True


def _parts(url: str) -> dict[str, Any]:
    try:
        return dict(conninfo_to_dict(url))
    except psycopg.ProgrammingError as error:
        # The text itself is not shown: it may hold a password.
        raise Unready(
            "DATABASE_URL 不是数据库地址，应形如 postgresql://用户:密码@主机:5432/库名",
            "DATABASE_URL is not the address of a database; it reads like postgresql://user:password@host:5432/name",
        ) from error
