"""The audit page of an account: the same for its person and for administrators."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.http import HttpRequest

from jinlin.kernel.cases.selectors import role_names
from jinlin.kernel.registry import selectors as registry
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import PersonInfo
from jinlin.lib import clock
from jinlin.lib.errors import BadInput
from jinlin.web.account import told
from jinlin.web.account.identities import bound_since

SHOWN = 20
LARGEST = 2**63 - 1
LONGEST = len(str(LARGEST))


def audit(request: HttpRequest, one: PersonInfo, actor: Actor) -> dict[str, Any]:
    """What the page of this account shows to `actor`. NotAllowed unless it is theirs or they administer."""
    entered = registry.account_history(one, actor, _place(request, "entered"), SHOWN + 1)
    did = registry.done_by(one, actor, _place(request, "did"), SHOWN + 1)
    world = registry.world()
    return {
        "person": one,
        "entered": told.of_account(entered[:SHOWN]),
        "entered_on": entered[SHOWN - 1].seq if len(entered) > SHOWN else None,
        "did": told.of_person(did[:SHOWN]),
        "did_on": did[SHOWN - 1].position if len(did) > SHOWN else None,
        "tokens": registry.tokens(one.username),
        "offices": registry.offices_of(one.username),
        "keys": list(Authenticator.objects.filter(user=one.number).order_by("created_at")),
        "bound_since": bound_since(one),
        "session_count": UserSession.objects.filter(user=one.number).count(),
        "ways": told.HOW,
        "roles": role_names(world),
        "world": world,
        "now": clock.now(),
    }


def _place(request: HttpRequest, name: str) -> int:
    """From where a list goes on: the number of the last event that was shown."""
    text = request.GET.get(name, "")
    if not text:
        return 0
    if not text.isascii() or not text.isdigit() or len(text) > LONGEST or not 0 < int(text) <= LARGEST:
        raise BadInput("这个翻页地址不对", "This address of a next page is not right")
    return int(text)
