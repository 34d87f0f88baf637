"""Who comes in here: holders of the office that may change the registry."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache

from jinlin.kernel.registry.policies import may_change_registry
from jinlin.web.actor import staff

View = Callable[..., HttpResponse]


def for_administrators(view: View) -> View:
    """`view`, which gets the administrator as `actor`. NotSignedIn and NotAllowed before anything is read."""

    @never_cache
    @wraps(view)
    def entered(request: HttpRequest, **parts: Any) -> HttpResponse:
        actor = staff(request)
        may_change_registry(actor).require()
        return view(request, actor=actor, **parts)

    return entered
