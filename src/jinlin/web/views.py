"""The landing page."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jinlin.web.gallery.mechanisms import mechanisms
from jinlin.web.gallery.proving import levels
from jinlin.web.landing import parts


@require_safe
def landing(request: HttpRequest) -> HttpResponse:
    """What this is, and what runs here."""
    known = levels()
    found = [(one, known.get(one.pack)) for one in mechanisms()]
    return render(request, "web/landing.html", {"found": found, "parts": parts()})
