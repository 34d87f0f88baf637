"""Many cases, one action."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_POST

from jinlin.kernel.cases.selectors import cases_for
from jinlin.kernel.registry import selectors as registry
from jinlin.lib.errors import NotFound
from jinlin.web.desk.bulk import Chosen, do, offers
from jinlin.web.desk.places import list_from
from jinlin.web.desk.who import officer
from jinlin.web.forms.fields import Ground, fields_of
from jinlin.web.forms.reading import answers


@require_POST
def bulk(request: HttpRequest) -> HttpResponse:
    """Three steps on one address, each sent by the form of the one before: what to do, with which answers,
    and what became of each case."""
    actor, world = officer(request), registry.world()
    chosen = Chosen.read(request.POST.getlist("case"))
    rows = {one.case.number: one for one in cases_for([one.number for one in chosen], actor, world=world)}
    chosen = [one for one in chosen if one.number in rows]
    possible = offers(list(rows.values()), actor, world)
    wanted = request.POST.get("do")
    context = {"chosen": chosen, "offers": possible, "wanted": wanted, "list": list_from(request)}
    if not wanted:
        return render(request, "desk/bulk/choose.html", context)
    offer = next((one for one in possible if one.mark == wanted), None)
    if offer is None:
        raise NotFound("这些事项都不能办这一步", "None of these cases can take this step")
    context["offer"] = offer
    if "sent" not in request.POST:
        context["fields"] = fields_of(offer.action.asks, Ground.of(offer.like.definition, world))
        return render(request, "desk/bulk/fill.html", context)
    results = do(offer, chosen, rows, answers(offer.action.asks, request.POST), actor)
    context |= {"results": results, "done": sum(one.problem is None for one in results)}
    return render(request, "desk/bulk/done.html", context)
