"""Addresses of Open311 GeoReport v2."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import URLPattern, path, re_path

from jinlin.api.guard import FORM, View, guarded
from jinlin.api.open311 import views
from jinlin.api.open311.discovery import discover
from jinlin.api.open311.errors import answer, unknown_path
from jinlin.api.open311.forms import KNOWN
from jinlin.api.open311.parameters import EVERYWHERE, LISTING, PLACE
from jinlin.api.reading import readable_anywhere


def _address(pattern: str, view: View, known: Iterable[str] = EVERYWHERE) -> URLPattern:
    looked_after = guarded(view, {"GET": frozenset(known)}, answer=answer)
    return re_path(rf"^{pattern}\.(?P<format>json|xml)$", readable_anywhere(looked_after))


def _reporting(pattern: str) -> URLPattern:
    names = {"GET": frozenset(LISTING), "POST": KNOWN}
    looked_after = guarded(views.requests, names, FORM, answer)
    return re_path(rf"^{pattern}\.(?P<format>json|xml)$", readable_anywhere(looked_after))


urlpatterns = [
    _address("discovery", discover),
    _address("v2/services", views.list_services, PLACE),
    _address("v2/services/(?P<code>[^/]+)", views.define_service),
    _reporting("v2/requests"),
    _address("v2/requests?/(?P<ids>[^/]+)", views.some_requests, EVERYWHERE | {"extensions"}),
    _address("v2/tokens/(?P<token>[^/]+)", views.resolve_token),
    path("v2/", unknown_path, name="open311-root"),
    re_path("", unknown_path),
]
