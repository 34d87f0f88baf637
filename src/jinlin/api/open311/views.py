"""The operations of GeoReport v2."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from jinlin.api.open311 import parameters, shapes
from jinlin.api.open311.formats import respond
from jinlin.api.open311.reporting import report
from jinlin.api.open311.services import Service, definition, entry, kinds, service, services
from jinlin.api.open311.tokens import number_of
from jinlin.api.reading import Say, in_language_of
from jinlin.kernel.cases.selectors import (
    PublicCase,
    PublicFilters,
    current_definition,
    public_cases,
    public_timelines,
)
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import NotFound


def list_services(request: HttpRequest, format: str) -> HttpResponse:
    """GET services: what can be reported; at `lat` and `long`, if they are sent."""
    world, sent = _begun(request)
    there = services(world) if parameters.is_served(sent, world) else ()
    return respond(format, "services", [entry(one, in_language_of(request)) for one in there])


def define_service(request: HttpRequest, code: str, format: str) -> HttpResponse:
    """GET services/{service_code}: what a service asks besides."""
    world, _ = _begun(request)
    shown = definition(service(code, world), world, in_language_of(request))
    return respond(format, "service_definition", shown)


def requests(request: HttpRequest, format: str) -> HttpResponse:
    """GET requests, and POST requests."""
    return report(request, format) if request.method == "POST" else _listed(request, format)


def some_requests(request: HttpRequest, ids: str, format: str) -> HttpResponse:
    """GET requests/{service_request_id}: one, or several divided by commas. NotFound if none is there."""
    world, sent = _begun(request)
    found = _shown(request, _numbered(ids, world), sent, world)
    if not found:
        raise NotFound(
            f"没有编号为 {ids[:80]} 的公开诉求", f"The service_request_id {ids[:80]} was not found"
        )
    return respond(format, "service_requests", found)


def resolve_token(request: HttpRequest, token: str, format: str) -> HttpResponse:
    """GET tokens/{token}: the number of the request that was answered with it; none while somebody still has
    to look at the report. NotFound for a token that was never given."""
    world, _ = _begun(request)
    found = {"service_request_id": number_of(token, world), "token": token}
    return respond(format, "service_requests", [found])


def _begun(request: HttpRequest) -> tuple[World, dict[str, str]]:
    """The registry as this request sees it, and the parameters."""
    world, sent = current_world(), parameters.texts(request)
    parameters.check_jurisdiction(sent, world)
    return world, sent


def _listed(request: HttpRequest, format: str) -> HttpResponse:
    world, sent = _begun(request)
    ids = sent.get("service_request_id")
    filters = _filters(sent, world) if ids is None else _numbered(ids, world)
    return respond(format, "service_requests", _shown(request, filters, sent, world))


def _filters(sent: Mapping[str, str], world: World) -> PublicFilters:
    window = parameters.window(sent)
    codes = parameters.listed(sent.get("service_code", ""))
    wanted = _of_services([service(code, world) for code in codes]) if codes else kinds(world)
    return PublicFilters(
        kinds=wanted,
        is_open=parameters.is_open(sent),
        opened_from=window.start,
        opened_to=window.end,
    )


def _of_services(found: list[Service]) -> dict[str, frozenset[str]]:
    wanted: dict[str, frozenset[str]] = {}
    for one in found:
        wanted[one.definition.key] = wanted.get(one.definition.key, frozenset()) | {one.category.code}
    return wanted


def _numbered(ids: str, world: World) -> PublicFilters:
    """Ids override every other parameter."""
    return PublicFilters(kinds=kinds(world), numbers=parameters.ids(ids))


def _shown(
    request: HttpRequest, filters: PublicFilters, sent: Mapping[str, str], world: World
) -> list[dict[str, Any]]:
    """The requests of one page."""
    paging = parameters.paging(sent)
    cases = public_cases(filters, skip=paging.skip, limit=paging.size, world=world).cases
    notes = public_timelines([one.number for one in cases], world=world) if parameters.extends(sent) else None
    return [_request(one, notes, in_language_of(request), world) for one in cases]


def _request(one: PublicCase, notes: Any, say: Say, world: World) -> dict[str, Any]:
    about = current_definition(one.type, world.revision)
    shown = shapes.request(one, about, say)
    return shown if notes is None else shown | shapes.extensions(one, about, notes.get(one.number, ()), say)
