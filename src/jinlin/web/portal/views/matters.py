"""The page of a matter."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from jinlin.instruments.messages import selectors as outbox
from jinlin.kernel.cases.selectors import (
    CaseView,
    attachments_of,
    case_for,
    open_to_anyone,
    public_case,
    reporters_told,
)
from jinlin.kernel.registry.actors import ANYONE, Actor
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.lib.errors import NotFound
from jinlin.web.actor import reader_of
from jinlin.web.followed import followed
from jinlin.web.papers import papers_of
from jinlin.web.places import whole_in
from jinlin.web.portal.matter import is_opener, open_to_opener, own_matter, public_matter
from jinlin.web.portal.photos import MOST
from jinlin.web.portal.views.following import asked_for_code


@require_safe
@cache_control(no_store=True)
def matter(request: HttpRequest, number: str) -> HttpResponse:
    """The matter: all of it for whoever holds its code, for others what is public."""
    actor = reader_of(request, number)
    view = own_view(number, actor)
    if view is not None:
        return _own_page(request, view, actor)
    try:
        shown = public_case(number)
    except NotFound:
        return asked_for_code(request, number=number, is_hidden=True, status=404)
    context = {
        "matter": public_matter(shown, current_world()),
        "reporters": reporters_told(number),
        "actions": open_to_anyone(number, actor),
    }
    return render(request, "portal/matter.html", context)


def own_view(number: str, actor: Actor) -> CaseView | None:
    """The case as whoever opened it sees it; None for everybody else, officers among them."""
    if actor is ANYONE:
        return None
    try:
        view = case_for(number, actor)
    except NotFound:
        return None
    return view if is_opener(view) else None


def opened_by(number: str, actor: Actor) -> CaseView:
    """The same; NotFound for everybody else, with one sentence whether the case is there or not."""
    view = own_view(number, actor)
    if view is None:
        raise code_wanted()
    return view


def code_wanted() -> NotFound:
    """One sentence, whether the case is there or not."""
    return NotFound("请先输入这件事项的查询码", "Enter the tracking code of this matter first")


def _own_page(request: HttpRequest, view: CaseView, actor: Actor) -> HttpResponse:
    context = {
        "matter": own_matter(view, whole_in(request, "before")),
        "papers": papers_of(view),
        "files": attachments_of(view),
        "sent": outbox.seen_in(view),
        "actions": open_to_opener(view, actor),
        "most": MOST,
        "by_code": view.case.number in followed(request),
    }
    return render(request, "portal/matter.html", context)
