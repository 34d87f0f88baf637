"""What a command needs before it can work: Django's rooms, or the whole installation with its database."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

import click
from django.db import ProgrammingError

from jinlin.lib.errors import Unready

LOOKING = frozenset({"verify", "seals"})
"""Commands that may look at an older dump that was restored before somebody accepts it."""
UNDEFINED_TABLE = "42P01"  # SQLSTATE
AS = click.option(
    "--as", "username", required=True, metavar="USERNAME", help="以谁的身份 / the person who acts"
)

P = ParamSpec("P")
R = TypeVar("R")


def with_rooms(command: Callable[P, R]) -> Callable[P, R]:
    """For a command that reads definitions only: no database is needed."""

    @functools.wraps(command)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        click.get_current_context().find_root().obj.load_django()
        return command(*args, **kwargs)

    return inside


def with_database(command: Callable[P, R]) -> Callable[P, R]:
    """For a command that reads or writes the database. `Unready` if nothing is installed there yet."""

    @functools.wraps(command)
    def inside(*args: P.args, **kwargs: P.kwargs) -> R:
        context = click.get_current_context()
        house = context.find_root().obj
        with house.opened_to_look() if context.info_name in LOOKING else house.opened():
            try:
                return command(*args, **kwargs)
            except ProgrammingError as error:
                if getattr(error.__cause__, "sqlstate", None) != UNDEFINED_TABLE:
                    raise
                raise Unready(
                    "数据库里还没有表，请先运行 jinlin migrate",
                    "The database has no tables yet: run jinlin migrate first",
                ) from error

    return inside
