"""Choosing what a matter is about, and saying it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jinlin.kernel.registry.selectors import world as current_world
from jinlin.lib.emergencies import calls_meant_by
from jinlin.lib.errors import KeyReused, Problem
from jinlin.lib.spans import Span
from jinlin.lib.words import Words
from jinlin.web.forms.fields import Ground, fields_of
from jinlin.web.portal import choosing, receipts
from jinlin.web.portal.photos import ALL, MOST
from jinlin.web.portal.sent import Sent, new_key, receive
from jinlin.web.sizes import takes_files
from jinlin.web.troubles import is_piece

LONGEST_QUERY = 100
NEAR = "portal/near.html"
DANGER = "portal/danger.html"
WHERE = "portal/where.html"


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """What can be asked for here: searched in plain words, or looked through."""
    world, typed = current_world(), request.GET.get("q", "")[:LONGEST_QUERY].strip()
    found = choosing.found(typed, world) if typed else []
    context = {"typed": typed, "found": found, "danger": calls_meant_by(typed)}
    if is_piece(request):
        return render(request, "portal/found.html", context)
    whole = {**context, "mechanisms": choosing.offers(world), "tree": choosing.tree(world)}
    return render(request, "portal/choose.html", whole)


@takes_files(ALL)
@require_http_methods(["GET", "HEAD", "POST"])
def say(request: HttpRequest, pack: str, type: str) -> HttpResponse:
    """The form of a type; what was sent becomes a case, once the sender has seen what neighbours said."""
    world = current_world()
    offer = choosing.offered(f"{pack}/{type}", world)
    if request.method != "POST":
        category = {offer.definition.classified_by or "": request.GET.get("category", "")}
        return _form(request, offer, Sent(offer.definition, category, "", new_key(), world))
    sent = Sent.of(offer, request.POST, world)
    if sent.danger and not sent.is_warned:
        return _asked_first(request, offer, sent, "#call-first", DANGER)
    if sent.doubt:
        return _asked_first(request, offer, sent, "#where", WHERE)
    if not sent.same and sent.near:
        return _asked_first(request, offer, sent, "#near", NEAR, is_asked=True)
    try:
        received = receive(request, sent)
    except KeyReused:
        fresh = Sent(sent.definition, sent.given, sent.same, new_key(), world)
        return _form(request, offer, fresh, _sent_already())
    except Problem as problem:
        return _form(request, offer, sent, problem)
    receipts.keep(request, received)
    address = reverse("receipt", args=[received.number])
    return HttpResponse(headers={"HX-Redirect": address}) if is_piece(request) else redirect(address)


@takes_files(ALL)
@require_POST
def near(request: HttpRequest, pack: str, type: str) -> HttpResponse:
    """What neighbours have reported already, while somebody is still writing."""
    world = current_world()
    offer = choosing.offered(f"{pack}/{type}", world)
    return render(request, NEAR, {"sent": Sent.of(offer, request.POST, world)})


@takes_files(ALL)
@require_POST
def call_first(request: HttpRequest, pack: str, type: str) -> HttpResponse:
    """Whom to call first, while somebody is still writing."""
    world = current_world()
    offer = choosing.offered(f"{pack}/{type}", world)
    return render(request, DANGER, {"danger": Sent.of(offer, request.POST, world).danger})


def _form(
    request: HttpRequest, offer: choosing.Offer, sent: Sent, problem: Problem | None = None
) -> HttpResponse:
    ground = Ground.of(offer.definition, sent.world)
    context: dict[str, Any] = {
        "offer": offer,
        "sent": sent,
        "fields": fields_of(offer.asks, ground, given=sent.given, problem=problem),
        "problem": problem,
        "most": MOST,
        "keep": _kept_for(offer),
    }
    template = "portal/answers.html" if is_piece(request) else "portal/say.html"
    return render(request, template, context, status=problem.status if problem else 200)


def _asked_first(
    request: HttpRequest, offer: choosing.Offer, sent: Sent, place: str, template: str, **more: Any
) -> HttpResponse:
    """Nothing is kept yet: the sender is told or asked something first, in the piece `place` of the form, and
    sends again."""
    if not is_piece(request):
        return _form(request, offer, sent)
    response = render(request, template, {"sent": sent, "danger": sent.danger, **more})
    response["HX-Retarget"], response["HX-Reswap"] = place, "innerHTML show:top"
    return response


def _kept_for(offer: choosing.Offer) -> Words | None:
    retention = offer.definition.retention
    return Span.parse(retention.keep).words if retention else None


def _sent_already() -> Problem:
    return KeyReused(
        "这份表单已经提交过一次；您改过内容，再提交就是新的一件",
        "This form was sent once already; you changed it, so sending it again makes a new matter",
    )
