"""Tokens: shown once, kept as SHA-256 alone. A random 256-bit secret needs no slow hash."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from django.db.models import QuerySet

from jinlin.kernel.registry.actions.changes import record
from jinlin.kernel.registry.actions.people import STREAM, find
from jinlin.kernel.registry.actions.revision import changing
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.kernel.registry.models import Person, Token
from jinlin.kernel.registry.policies import may_manage_tokens
from jinlin.lib import clock, crypto
from jinlin.lib.errors import BadInput, NotFound
from jinlin.lib.text import clean

DEFAULT_DAYS = 90
LONGEST_DAYS = 366
CALENDAR = "calendar"


def issue_token(person: Person | str, label: str, *, days: int = DEFAULT_DAYS, actor: Actor = SYSTEM) -> str:
    """A new token of this person (or user name), which works for `days`. It is shown now and never again.

    `label` says what it is for. BadInput without one, or for more than a year.
    """
    owner = find(person) if isinstance(person, str) else person
    may_manage_tokens(actor, owner.username).require()
    return _issue(owner, label, days, actor, Token.Purpose.API)


def issue_calendar_token(username: str, *, actor: Actor = SYSTEM) -> str:
    """A new secret by which a calendar reads this person's deadlines, and nothing else, for a year. The one
    before works no more."""
    owner = find(username)
    may_manage_tokens(actor, username).require()
    with changing():
        _revoke(_calendars(username), actor)
        return _issue(owner, CALENDAR, LONGEST_DAYS, actor, Token.Purpose.CALENDAR)


def revoke_calendar_token(username: str, *, actor: Actor = SYSTEM) -> None:
    """No calendar reads this person's deadlines any more. NotFound if none does."""
    with changing():
        found = list(_calendars(username))
        if not found:
            raise NotFound(f"{username} 没有日历订阅地址。", f"{username} has no address for a calendar.")
        _revoke(found, actor)


def _calendars(username: str) -> QuerySet[Token]:
    mine = _live().filter(person__username=username, purpose=Token.Purpose.CALENDAR)
    return mine.select_related("person")


def _issue(owner: Person, label: str, days: int, actor: Actor, purpose: Token.Purpose) -> str:
    name = clean(label, 80)
    if not name or not 0 < days <= LONGEST_DAYS:
        raise BadInput(
            f"请写明令牌的用途；有效期为 1 至 {LONGEST_DAYS} 天。",
            f"Say what the token is for; it may last 1 to {LONGEST_DAYS} days.",
        )
    secret, now = crypto.token(), clock.now()
    with changing():
        Token.objects.create(
            digest=crypto.sha256(secret),
            person=owner,
            purpose=purpose,
            label=name,
            created_at=now,
            expires_at=now + timedelta(days=days),
        )
        record(STREAM, actor, [("token.issued", {"person": owner.pk, "label": name, "days": days})])
    return secret


def revoke_token(token: str, *, actor: Actor = SYSTEM) -> None:
    """This token works no more, from this moment. NotFound if it does not work now."""
    with changing():
        found = list(_live().filter(digest=crypto.sha256(token)).select_related("person"))
        if not found:
            raise NotFound("该令牌已经无效。", "This token does not work any more.")
        _revoke(found, actor)


def revoke_tokens(username: str, label: str, *, actor: Actor = SYSTEM) -> int:
    """All tokens of that label of this person work no more; how many these were. NotFound if none."""
    with changing():
        found = list(_live().filter(person__username=username, label=label).select_related("person"))
        if not found:
            raise NotFound(
                f"{username} 没有名为“{label}”的有效令牌。", f'{username} has no live token "{label}".'
            )
        _revoke(found, actor)
    return len(found)


def _revoke(found: Iterable[Token], actor: Actor) -> None:
    for token in found:
        may_manage_tokens(actor, token.person.username).require()
        token.revoked_at = clock.now()
        token.save(update_fields=["revoked_at"])
        record(STREAM, actor, [("token.revoked", {"person": token.person_id, "label": token.label})])


def _live() -> QuerySet[Token]:
    return Token.objects.filter(revoked_at=None, expires_at__gt=clock.now())
