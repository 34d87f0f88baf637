"""What happens to an account: who came in, how, from which network; who tried and failed; what was changed.

Streams `account/<number of the person>`. No password, no name and no address: of an address the network
alone. A name that nobody has is counted (`attempts`) and not written down, since it may be a password.
"""

from __future__ import annotations

from typing import Literal

from django.db import transaction

from jinlin.kernel.journal import actions as journal
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.registry.actions.people import end_tokens, find
from jinlin.kernel.registry.actors import ANYONE, Actor
from jinlin.kernel.registry.models import Person
from jinlin.kernel.registry.policies import may_change_registry
from jinlin.lib import clock

Change = Literal["factor.added", "factor.removed", "factor.renewed", "password.changed", "identity.bound"]


def account_stream(person: int) -> str:
    """The stream of an account."""
    return f"account/{person}"


def note_sign_in(person: int, *, how: str, network: str) -> None:
    """Somebody came in: `how` is password, webauthn, totp, identity, demo and the like."""
    _note(person, f"person/{person}", "signed.in", how, network)


def note_sign_out(person: int, *, network: str) -> None:
    """Somebody went out by himself. A session that ran out is no event."""
    _note(person, f"person/{person}", "signed.out", "", network)


def note_sessions_ended(person: int, number: int, *, network: str) -> None:
    """The person ended so many sessions that stood open elsewhere."""
    for _ in range(number):
        _note(person, f"person/{person}", "session.ended", "", network)


def note_failure(username: str, *, how: str, network: str) -> None:
    """Somebody gave a wrong password or code for an account that exists."""
    person = Person.objects.filter(username=username.strip().lower()).values_list("pk", flat=True).first()
    if person is not None:
        _note(person, ANYONE.label, "sign-in.failed", how, network)


def note_change(person: int, what: Change, *, how: str, network: str) -> None:
    """The person changed by what the account is entered; `how` names it."""
    _note(person, f"person/{person}", what, how, network)


def end_with_password(person: int, *, network: str) -> None:
    """The person took another password: tokens that were issued under the one before work no more."""
    with transaction.atomic():
        end_tokens(person)
        note_change(person, "password.changed", how="password", network=network)


def note_release(username: str, *, actor: Actor, network: str) -> None:
    """An administrator took the city's sign-in off this account. NotAllowed for anybody else: whoever next
    brings the user name is bound to it, so it is for those who give names out."""
    may_change_registry(actor).require()
    _note(find(username).pk, actor.label, "identity.released", "identity", network)


def _note(person: int, who: str, kind: str, how: str, network: str) -> None:
    facts = {name: value for name, value in (("how", how), ("network", network)) if value}
    journal.append([Entry(account_stream(person), kind, who, clock.now(), facts)])
