"""Taking an action: the form that the pack asks for, and what comes of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from jinlin.kernel.cases.actions import take
from jinlin.kernel.cases.definition import Action
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.selectors import CaseView, case_for, still_reads, timeline_of
from jinlin.kernel.registry import selectors as registry
from jinlin.kernel.registry.actors import Actor
from jinlin.lib.errors import Changed, NotFound, Problem
from jinlin.lib.words import Words
from jinlin.web.desk.page import Section
from jinlin.web.desk.places import list_from
from jinlin.web.desk.views.cases import revision_in
from jinlin.web.desk.who import officer
from jinlin.web.forms.fields import Ground, fields_of
from jinlin.web.forms.reading import answers
from jinlin.web.language import say
from jinlin.web.troubles import is_piece

HAPPENED = 20


class Room(NamedTuple):
    """The room in which a form of an action stands: the name of its own address, that of the page to which it
    leads back, and what this room shows with the form of an action."""

    form: str
    page: str
    beside: Callable[[CaseView, str], Section | None] = lambda _view, _action: None


DESK = Room("desk_act", "desk_case")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def act(request: HttpRequest, number: str, action: str, room: Room = DESK) -> HttpResponse:
    """The form of an action; sent, the action itself, and back to the case. What the address brings stands in
    the form already. A refusal comes back with the form as it was filled in, and if somebody else was faster,
    with what they did."""
    actor, world = officer(request), registry.world()
    view = case_for(number, actor, world=world)
    wanted = view.definition.actions.get(action)
    if wanted is None:
        raise NotFound("这类事项没有这个操作", "This type of case has no such action")
    if request.method != "POST":
        brought = answers(wanted.asks, request.GET)
        return _form(request, view, action, wanted, room, view.case.revision, _kept(view, wanted) | brought)
    given, revision = answers(wanted.asks, request.POST), revision_in(request.POST.get("revision", ""))
    try:
        draft = take(number, action, given, actor, revision=revision, world=world)
    except Changed as problem:
        now = case_for(number, actor, world=world)
        since = timeline_of(now, after=revision, limit=HAPPENED)
        return _form(request, now, action, wanted, room, now.case.revision, given, problem, since=since)
    except Problem as problem:
        return _form(request, view, action, wanted, room, revision, given, problem)
    return after(request, draft, actor, action, room)


def after(request: HttpRequest, draft: Draft, actor: Actor, action: str, room: Room) -> HttpResponse:
    """To the last page that this person may see, which says what was done."""
    case, definition = draft.case, draft.definition
    done, state = say(definition.actions[action].name), say(definition.states[case.state].name)
    if still_reads(draft, actor, registry.world()):
        messages.success(request, f"{done} → {state}")
        return redirect(room.page, number=case.number)
    gone = say(Words(zh="这件事项已不在您手里", en="it is not yours to see any more"))
    messages.success(request, f"{done}：{case.number} → {state}（{gone}）")
    return redirect(list_from(request))


def _form(
    request: HttpRequest,
    view: CaseView,
    name: str,
    action: Action,
    room: Room,
    revision: int,
    given: Mapping[str, Any],
    problem: Problem | None = None,
    **more: Any,
) -> HttpResponse:
    ground = Ground.of(view.definition, view.standing.world, view.case.holder)
    context = {
        "view": view,
        "case": view.case,
        "name": name,
        "action": action,
        "revision": revision,
        "fields": fields_of(action.asks, ground, given=given, problem=problem),
        "problem": problem,
        "to": reverse(room.form, args=(view.case.number, name)),
        "back": reverse(room.page, args=(view.case.number,)),
        "beside": room.beside(view, name),
        "piece": is_piece(request),
        **more,
    }
    template = "desk/case/act_form.html" if context["piece"] else "desk/case/act.html"
    return render(request, template, context, status=problem.status if problem else 200)


def _kept(view: CaseView, action: Action) -> dict[str, Any]:
    """What the case keeps already of what is asked."""
    return {one: view.case.facts.get(one) for one, ask in action.asks.items() if ask.privacy == "public"}
