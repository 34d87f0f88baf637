"""Who is acting, and which offices they hold today."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db import connection

from jinlin.kernel.registry.actors import Actor, Member, Post
from jinlin.kernel.registry.models import Person, Token
from jinlin.lib import clock
from jinlin.lib.crypto import sha256
from jinlin.lib.errors import NotFound, NotSignedIn

_CAST: ContextVar[frozenset[str]] = ContextVar("the cast of a story", default=frozenset())
_ACTOR = "SELECT * FROM registry_actor_by_token(%(digest)s, %(now)s, %(today)s)"
_HELD = """
SELECT 0, person.id, person.name, person.username, office.role, office.organisation_id, office.area
  FROM registry_person person
  LEFT JOIN registry_office office ON office.person_id = person.id
   AND office.valid_from <= %(today)s AND (office.valid_to IS NULL OR office.valid_to >= %(today)s)
 WHERE person.is_active AND
"""
_BY_CALENDAR = """
  person.id = (SELECT person_id FROM registry_token WHERE digest = %(digest)s AND purpose = 'calendar'
                  AND revoked_at IS NULL AND expires_at > %(now)s)
 ORDER BY office.id
"""


@dataclass(frozen=True, slots=True)
class OfficerInfo:
    """A person with the offices held today."""

    username: str
    name: str
    posts: tuple[Post, ...]


@dataclass(frozen=True, slots=True)
class TokenInfo:
    """What is shown of a token after its secret was shown once."""

    label: str
    created_at: datetime
    expires_at: datetime
    revoked_at: datetime | None


def actor_by_token(token: str) -> tuple[Actor, int]:
    """Whose token this is, with the offices valid today, and the registry's revision: one statement."""
    rows = _rows(_ACTOR, digest=sha256(token), now=clock.now())
    if not rows:
        raise NotSignedIn(
            "访问令牌无效、已过期或已撤销，请重新申请。",
            "The token is unknown, expired or revoked. Ask for a new one.",
        )
    return _actor(rows), rows[0][0]


def actor_by_calendar_token(token: str) -> Actor:
    """Whose deadlines this secret shows, with the offices valid today. NotFound for any other text."""
    rows = _rows(_HELD + _BY_CALENDAR, digest=sha256(token), now=clock.now())
    if not rows:
        raise NotFound(
            "没有这个日历地址，或已撤销、过期；请在工作台重新取得",
            "There is no such calendar address, or it was revoked or has expired; get a new one",
        )
    return _actor(rows)


def actor_of(username: str) -> Actor:
    """The person with this user name, with the offices valid today. NotFound also for a closed account."""
    rows = _held_by(username)
    if not rows:
        raise NotFound(
            f"没有用户 {username}，或账户已停用。", f"There is no user {username}, or the account is closed."
        )
    return _actor(rows)


def resident_of(case: int) -> Actor:
    """Whoever holds the tracking code of a case: may see that case, and no other."""
    return Actor(f"case/{case}", "", cases=frozenset({case}))


def member_of(case: int, n: int) -> Actor:
    """The `n`th of the people whom an instrument keeps within a case: for an instrument to which they have
    proved who they are."""
    return Actor(f"member/{case}/{n}", "", member=Member(case, n))


def officer(username: str) -> OfficerInfo | None:
    """The officer with this user name, if an office is held today."""
    rows = _held_by(username)
    posts = _posts(rows)
    return OfficerInfo(username, rows[0][2], posts) if posts else None


def is_officer(username: str) -> bool:
    """Whether somebody with this user name holds an office today, or is one of a story's cast."""
    return username in _CAST.get() or officer(username) is not None


@contextmanager
def with_cast(names: Iterable[str]) -> Iterator[None]:
    """Within it, these names pass for officers: those of a story, who are in no registry."""
    mark = _CAST.set(_CAST.get() | frozenset(names))
    try:
        yield
    finally:
        _CAST.reset(mark)


def officers(organisation: str) -> tuple[OfficerInfo, ...]:
    """Everybody who holds an office at `organisation` today, by user name, with the posts held there."""
    by_person: dict[str, list[tuple[Any, ...]]] = {}
    for row in _rows(
        _HELD + "office.organisation_id = %(unit)s ORDER BY username, office.id", unit=organisation
    ):
        by_person.setdefault(row[3], []).append(row)
    return tuple(OfficerInfo(username, own[0][2], _posts(own)) for username, own in by_person.items())


def one_of_each_office() -> tuple[OfficerInfo, ...]:
    """For each role and each organisation where somebody holds it today, the first of its holders: who a demo
    lets one be, so that whoever receives a matter can be entered."""
    found: dict[tuple[str, str], tuple[Any, ...]] = {}
    for row in _rows(_HELD + "office.role IS NOT NULL ORDER BY office.id"):
        found.setdefault((row[4], row[5]), row)
    return tuple(OfficerInfo(row[3], row[2], (Post(*row[4:]),)) for row in found.values())


def names_of(labels: Iterable[str]) -> dict[str, str]:
    """The names of those journal labels that are people's (`person/12`): one query for any number."""
    numbers = [int(label[7:]) for label in set(labels) if label.startswith("person/")]
    found = Person.objects.filter(pk__in=numbers).values_list("pk", "name")
    return {f"person/{number}": name for number, name in found}


@lru_cache(maxsize=4096)
def name_of(username: str, revision: int) -> str:
    """What a person is called, read once at each revision of the registry; the user name if nobody has it."""
    found = Person.objects.filter(username=username).values_list("name", flat=True).first()
    return str(found or username)


def tokens(username: str) -> tuple[TokenInfo, ...]:
    """The tokens of a person, newest first; never the secrets, which are not kept."""
    found = Token.objects.filter(person__username=username).order_by("-created_at")
    return tuple(TokenInfo(one.label, one.created_at, one.expires_at, one.revoked_at) for one in found)


def _held_by(username: str) -> list[tuple[Any, ...]]:
    """One row for each office; what cannot be a user name is not looked for, as the database would fail."""
    if not username.isprintable():
        return []
    return _rows(_HELD + "person.username = %(username)s ORDER BY office.id", username=username)


def _actor(rows: list[tuple[Any, ...]]) -> Actor:
    _, number, name, username = rows[0][:4]
    return Actor(f"person/{number}", name, username, _posts(rows))


def _posts(rows: list[tuple[Any, ...]]) -> tuple[Post, ...]:
    return tuple(Post(*row[4:]) for row in rows if row[4] is not None)


def _rows(statement: str, **values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, {"today": clock.today(), **values})
        return list(cursor.fetchall())
