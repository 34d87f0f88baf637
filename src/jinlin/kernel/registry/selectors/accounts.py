"""People with accounts as an administrator sees them, and what became of an account."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from jinlin.kernel.journal import selectors as journal
from jinlin.kernel.registry.actions.accounts import account_stream
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.models import Office, Person
from jinlin.kernel.registry.policies import may_read_account
from jinlin.lib import clock
from jinlin.lib.errors import NotFound

if TYPE_CHECKING:
    from jinlin.kernel.journal.models import Event

MOST_OFFICES = 500


@dataclass(frozen=True, slots=True)
class PersonInfo:
    """A person with an account. `number` is the one in the journal's `person/12`."""

    number: int
    username: str
    name: str
    phone: str
    is_open: bool
    last_sign_in: datetime | None


@dataclass(frozen=True, slots=True)
class OfficeInfo:
    """岗位, also one that has ended or has not begun."""

    username: str
    name: str
    role: str
    organisation: str
    area: str
    valid_from: date
    valid_to: date | None

    @property
    def is_held(self) -> bool:
        """Whether it is held today."""
        today = clock.today()
        return self.valid_from <= today and (self.valid_to is None or today <= self.valid_to)


def person(username: str) -> PersonInfo:
    """The person with this user name, or NotFound."""
    found = _people(Person.objects.filter(username=username)[:1]) if username.isprintable() else []
    if not found:
        raise NotFound(f"没有用户 {username}。", f"There is no user {username}.")
    return found[0]


def list_people(like: str = "", after: str = "", limit: int = 50) -> list[PersonInfo]:
    """People whose user name or name begins so, by user name, those after `after`."""
    found = Person.objects.filter(username__gt=after).order_by("username")
    if like:
        found = found.filter(Q(username__startswith=like) | Q(name__startswith=like))
    return _people(found[:limit])


def offices_of(username: str) -> list[OfficeInfo]:
    """Every office of a person, the latest first."""
    return _offices(Office.objects.filter(person__username=username))


def offices_at(organisation: str) -> list[OfficeInfo]:
    """Every office at a unit, the latest first."""
    return _offices(Office.objects.filter(organisation=organisation))


def account_history(one: PersonInfo, actor: Actor, before: int = 0, limit: int = 50) -> list[Event]:
    """Sign-ins, failures and changes of an account, newest first, those before event `before`. NotAllowed."""
    may_read_account(actor, one.username).require()
    return journal.newest(account_stream(one.number), before, limit)


def done_by(one: PersonInfo, actor: Actor, before: int = 0, limit: int = 50) -> list[Event]:
    """What a person did in any room, newest first, before the position `before`. NotAllowed."""
    may_read_account(actor, one.username).require()
    return journal.by_person(one.number, before, limit)


def _people(found: QuerySet[Person]) -> list[PersonInfo]:
    rows = found.values_list("pk", "username", "name", "phone", "is_active", "last_login")
    return [PersonInfo(*row) for row in rows]


def _offices(found: QuerySet[Office]) -> list[OfficeInfo]:
    rows = found.order_by("-valid_from", "-pk").values_list(
        "person__username", "person__name", "role", "organisation", "area", "valid_from", "valid_to"
    )
    return [OfficeInfo(*row) for row in rows[:MOST_OFFICES]]
