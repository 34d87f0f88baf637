"""Which PostgreSQL: what Django needs to know of it, and whether it will do."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict

from jinlin.lib.errors import Unready

LEAST_VERSION = 15
ANSWERS_WITHIN = 5  # seconds until a server that does not answer counts as not there
THREADS = 4  # requests that one web process handles at once; each holds one connection
SEEN_BEFORE = 2  # times a connection has seen a statement before the server keeps its plan


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
            **parts,
            # A statement that comes again is neither parsed nor planned again: a third of its cost.
            "server_side_binding": True,
            "prepare_threshold": SEEN_BEFORE,
        },
    }


def check_server(url: str) -> None:
    """Raise `Unready`, saying why, unless `url` leads into a PostgreSQL of 15 or later for us to build in."""
    _parts(url)
    try:
        with psycopg.connect(url, connect_timeout=ANSWERS_WITHIN, autocommit=True) as connection:
            _check_version(connection.info.server_version // 10000)
            row = connection.execute("SELECT has_schema_privilege(current_schema(), 'CREATE')").fetchone()
    except psycopg.OperationalError as error:
        reason = " ".join(str(error).split())
        raise Unready(
            f"DATABASE_URL 指向的数据库连不上：{reason}。请检查主机、端口、库名、用户和密码",
            f"The database that DATABASE_URL names does not let us in: {reason}. "
            "Check host, port, database name, user and password",
        ) from error
    if not row or not row[0]:
        raise Unready(
            "DATABASE_URL 中的用户不能在数据库里建表，请授予其模式的 CREATE 权限",
            "The user in DATABASE_URL may not create tables: grant CREATE on the schema",
        )


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
