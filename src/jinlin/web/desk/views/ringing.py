"""The part of every page of the desk that rings."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jinlin.kernel.registry import selectors as registry
from jinlin.web.desk.ringing import ringing_for
from jinlin.web.desk.who import officer

NOTHING_NEW = 204


@require_safe
@never_cache
def ringing(request: HttpRequest) -> HttpResponse:
    """What rings for me now; 204 while it is as it was."""
    found = ringing_for(officer(request), registry.world())
    if request.GET.get("seen") == found.digest:
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "desk/ringing.html", {"ringing": found})
