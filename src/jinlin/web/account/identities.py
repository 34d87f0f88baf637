"""The identity at the city's own sign-in to which an account is bound: at most one."""

from __future__ import annotations

from datetime import datetime

from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.http import HttpRequest

from jinlin.kernel.registry import actions as registry
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.clients import client_of
from jinlin.kernel.registry.selectors import PersonInfo
from jinlin.lib.errors import NotPossible


def bound_since(one: PersonInfo) -> datetime | None:
    """Since when this account has been bound; None if it is not."""
    found: datetime | None = (
        SocialAccount.objects.filter(user=one.number).values_list("date_joined", flat=True).first()
    )
    return found


def release(request: HttpRequest, one: PersonInfo, actor: Actor) -> None:
    """Take the identity off an account, as after a new number at the provider: the next sign-in under the
    user name binds anew. NotPossible if none is bound; NotAllowed unless `actor` administers."""
    with transaction.atomic():
        registry.note_release(one.username, actor=actor, network=client_of(request).network)
        gone, _ = SocialAccount.objects.filter(user=one.number).delete()
        if not gone:
            raise NotPossible(
                "这个账户没有绑定统一身份。", "This account is not bound to the city's sign-in."
            )
