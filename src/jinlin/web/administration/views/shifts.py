"""The duty list: who is called by what is urgent."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import shifts, world
from jinlin.lib import clock
from jinlin.web.administration.entering import for_administrators

MOST = 500
PAST = timedelta(days=1)


@require_safe
@for_administrators
def duty_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The shifts of now and from now on, and those that ended within a day."""
    found = shifts(clock.now() - PAST, MOST)
    page = {"shifts": found, "is_anybody_on": any(one.is_on for one in found), "world": world(), "most": MOST}
    return render(request, "administration/shifts.html", page)
