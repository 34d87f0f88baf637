"""Second factors under a new master key."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.db import transaction

from jinlin.web.account.adapter import SecondFactors

HIDDEN = ("secret", "seed")  # of an authenticator app, and of recovery codes


def rekey_second_factors() -> int:
    """Encrypt what authenticator apps and recovery codes keep under the present key; how many there are.

    Done twice, it does the same again.
    """
    factors = SecondFactors()
    with transaction.atomic():
        kept = [
            one for one in Authenticator.objects.select_for_update() if not one.data.keys().isdisjoint(HIDDEN)
        ]
        for one in kept:
            for name in one.data.keys() & set(HIDDEN):
                one.data[name] = factors.encrypt(factors.decrypt(one.data[name]))
            one.save(update_fields=["data"])
    return len(kept)
