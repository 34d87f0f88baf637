"""Which release this code is, and whether it and the database belong together.

A release is `major.minor.patch`. The database may be one minor release ahead of the code, so that servers go
on while it is brought up to date (see docs/explanation/upgrades.md); never behind it.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from django.apps import apps
from django.db import connection

from jinlin.kernel.journal import selectors as journal
from jinlin.lib.errors import Unready
from jinlin.lib.words import Words

RELEASE = version("jinlin")
_BACK = Words(zh="请安装与数据库相同的版本。", en="Install the release that the database is of.")


def refuse_mismatch() -> None:
    """Raise `Unready` if the database is behind this code, or more than one release ahead of it."""
    if _missing():
        raise Unready(
            f"数据库还没有升级到 {RELEASE}",
            f"The database has not been brought up to {RELEASE} yet",
            help=Words(zh="请运行 jinlin migrate。", en="Run jinlin migrate."),
        )
    found = journal.installation()
    if found and _ahead(found.release) > 1:
        raise _too_old(found.release)


def refuse_to_go_back() -> None:
    """Raise `Unready` if the database was brought up to date by a later release than this code is."""
    if "journal_installation" in connection.introspection.table_names():
        found = journal.installation()
        if found and _parts(found.release) > _parts(RELEASE):
            raise _too_old(found.release)


def _too_old(release: str) -> Unready:
    return Unready(
        f"数据库已升级到 {release}，本程序是 {RELEASE}，太旧了",
        f"The database was brought up to {release}, and this is {RELEASE}: too old for it",
        help=_BACK,
    )


def _ahead(release: str) -> int:
    """By how many minor releases the database is ahead of us; a major one counts as many."""
    (major, minor, _), (our_major, our_minor, _) = _parts(release), _parts(RELEASE)
    return minor - our_minor if major == our_major else 1000 * (major - our_major)


def _parts(release: str) -> tuple[int, int, int]:
    major, minor, patch = (int(one) for one in release.split(".")[:3])
    return major, minor, patch


def _missing() -> set[tuple[str, str]]:
    """Migrations that are here and were not run. Names of files alone: loading them takes half a second."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations')")
        if cursor.fetchone()[0] is None:
            return set(_here())
        cursor.execute("SELECT app, name FROM django_migrations")
        return set(_here()) - {(app, name) for app, name in cursor.fetchall()}


def _here() -> Iterator[tuple[str, str]]:
    for app in apps.get_app_configs():
        for file in (Path(app.path) / "migrations").glob("[0-9]*.py"):
            yield app.label, file.stem
