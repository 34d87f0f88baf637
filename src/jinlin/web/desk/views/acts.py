"""Taking an action: the form that the pack asks for, and what comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jinlin.kernel.cases.actions import take
from jinlin.kernel.cases.definition import Action
from jinlin.kernel.cases.selectors import CaseView, case_for, timeline_of
from jinlin.kernel.registry import selectors as registry
from jinlin.lib.errors import Changed, NotFound, Problem
from jinlin.web.desk.views.cases import revision_in
from jinlin.web.desk.who import officer
from jinlin.web.forms.fields import Ground, fields_of
from jinlin.web.forms.reading import answers
from jinlin.web.troubles import is_piece

HAPPENED = 20


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def act(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """The form of an action; sent, the action itself, and back to the case. A refusal comes back with the
    form as it was filled in, and if somebody else was faster, with what they did."""
    actor, world = officer(request), registry.world()
    view = case_for(number, actor, world=world)
    wanted = view.definition.actions.get(action)
    if wanted is None:
        raise NotFound("这类事项没有这个操作", "This type of case has no such action")
    if request.method != "POST":
        return _form(request, view, action, wanted, view.case.revision)
    given, revision = answers(wanted.asks, request.POST), revision_in(request.POST.get("revision", ""))
    try:
        take(number, action, given, actor, revision=revision, world=world)
    except Changed as problem:
        now = case_for(number, actor, world=world)
        since = timeline_of(now, after=revision, limit=HAPPENED)
        return _form(request, now, action, wanted, now.case.revision, given, problem, since=since)
    except Problem as problem:
        return _form(request, view, action, wanted, revision, given, problem)
    return redirect("desk_case", number=number)


def _form(
    request: HttpRequest,
    view: CaseView,
    name: str,
    action: Action,
    revision: int,
    given: Mapping[str, Any] | None = None,
    problem: Problem | None = None,
    **more: Any,
) -> HttpResponse:
    kept = {one: view.case.facts.get(one) for one, ask in action.asks.items() if ask.privacy == "public"}
    ground = Ground.of(view.definition, view.standing.world, view.case.holder)
    context = {
        "case": view.case,
        "name": name,
        "action": action,
        "revision": revision,
        "fields": fields_of(action.asks, ground, given=kept if given is None else given, problem=problem),
        "problem": problem,
        "piece": is_piece(request),
        **more,
    }
    template = "desk/case/act_form.html" if context["piece"] else "desk/case/act.html"
    return render(request, template, context, status=problem.status if problem else 200)
