"""Who has shown in this session that a claim is theirs: for half an hour without a click, and no longer.

Many look from a computer that others use too. Identity number and code are not kept.
"""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from jinlin.instruments.payouts.selectors import Proven
from jinlin.lib import clock
from jinlin.web.followed import SHARED, renew

PROVEN = "proven_claims"  # in the session: number to the case, the claim, and the moment it was last shown


def remember(request: HttpRequest, proven: Proven) -> None:
    """The reader of this session has shown who they are."""
    renew(request)
    _keep(request, proven)


def proven_for(request: HttpRequest, number: str) -> Proven | None:
    """The claim of a distribution that is the reader's; None if they have not shown it, or their time is
    over."""
    kept = _held(request).get(number)
    if kept is None:
        return None
    case, n, _ = kept
    proven = Proven(number, case, n)
    _keep(request, proven)
    return proven


def forget(request: HttpRequest, number: str) -> None:
    """The reader leaves."""
    request.session[PROVEN] = {one: kept for one, kept in _held(request).items() if one != number}


def _keep(request: HttpRequest, proven: Proven) -> None:
    now = clock.now().isoformat()
    request.session[PROVEN] = {**_held(request), proven.number: (proven.case, proven.n, now)}


def _held(request: HttpRequest) -> dict[str, tuple[int, int, str]]:
    first = clock.now() - SHARED
    held: dict[str, tuple[int, int, str]] = request.session.get(PROVEN, {})
    return {number: kept for number, kept in held.items() if datetime.fromisoformat(kept[2]) > first}
