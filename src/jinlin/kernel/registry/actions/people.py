"""People with accounts. The journal keeps their number only, never a name or a telephone number."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db.models import F

from jinlin.kernel.registry.actions.changes import Changes, Kind, by_key, put, record
from jinlin.kernel.registry.actions.revision import bump, changing
from jinlin.kernel.registry.actions.sheet import Form, Line, Sheet
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.kernel.registry.models import Person, Token
from jinlin.kernel.registry.policies import may_change_registry
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotFound, NotPossible
from jinlin.lib.ids import check_phone
from jinlin.lib.words import Words

STREAM = "registry/people"
USERNAME = Form(
    r"[a-z0-9][a-z0-9._-]{0,59}",
    "小写字母、数字和 . _ -，最多60个",
    "at most 60 small letters, digits and . _ -",
)
_KIND = Kind("person", STREAM, ("username",), ("name", "phone"), personal=True)
_WHAT = Words(zh="人员表", en="People")


def install_people(
    rows: Iterable[Mapping[str, Any]], *, actor: Actor = SYSTEM, dry_run: bool = False
) -> Changes:
    """Add or change people: columns username, name; phone may be absent, which empties it.

    A new person cannot sign in until a password or another way is set. BadInput lists every fault.
    """
    may_change_registry(actor).require()
    sheet = Sheet(_WHAT, rows, ("username", "name"), ("phone",))
    with changing():
        stored = by_key(_KIND, Person.objects.all())
        wanted = [(line, _read(line)) for line in sheet]
        seen: dict[str, Line] = {}
        for line, one in wanted:
            if one.username and seen.setdefault(one.username, line) is not line:
                line.fault(f"{one.username} 在表中重复", f"{one.username} stands in the file twice")
        sheet.refuse_faults()
        return put(_KIND, [one for _, one in wanted], stored, actor, dry_run=dry_run)


def set_password(username: str, password: str, *, actor: Actor = SYSTEM) -> None:
    """Set a person's password, if it is not too easily guessed: BadInput says why it is refused. Every
    sign-in and token from before ends."""
    may_change_registry(actor).require()
    person = find(username)
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise BadInput("密码太容易被猜到，请换一个较长的密码。", " ".join(error.messages)) from error
    with changing():
        person.set_password(password)
        person.save(update_fields=["password"])
        end_tokens(person.pk)
        record(STREAM, actor, [("password.set", {"person": person.pk})])


def close_account(username: str, *, actor: Actor = SYSTEM) -> None:
    """Nobody signs in to this account any more; its tokens are revoked and its sign-ins are over, also if it
    is opened again. Its history stays.

    NotPossible for one's own: whoever locks himself out needs somebody else to let him in.
    """
    may_change_registry(actor).require()
    if username == actor.username:
        raise NotPossible("不能停用本人的账户。", "You cannot close your own account.")
    person = find(username)
    with changing():
        Person.objects.filter(pk=person.pk).update(is_active=False, era=F("era") + 1)
        end_tokens(person.pk)
        record(STREAM, actor, [("account.closed", {"person": person.pk})])
        bump()


def reopen_account(username: str, *, actor: Actor = SYSTEM) -> None:
    """Undo `close_account`: the person may sign in anew. Tokens and sign-ins from before stay over."""
    may_change_registry(actor).require()
    person = find(username)
    with changing():
        Person.objects.filter(pk=person.pk).update(is_active=True)
        record(STREAM, actor, [("account.reopened", {"person": person.pk})])
        bump()


def end_tokens(person: int) -> None:
    """No token of this person works any more, nor a calendar's: for what ends them all."""
    Token.objects.filter(person=person, revoked_at=None).update(revoked_at=clock.now())


def find(username: str) -> Person:
    """The person with this user name, or NotFound."""
    person = Person.objects.filter(username=username).first()
    if person is None:
        raise NotFound(f"没有用户 {username}。", f"There is no user {username}.")
    return person


def _read(line: Line) -> Person:
    return Person(
        username=line.code("username", USERNAME),
        name=line.name("name", 80),
        phone=line.read("phone", line.text("phone", 30, required=False), check_phone),
        password=make_password(None),
    )
