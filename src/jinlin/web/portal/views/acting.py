"""What whoever opened a matter does with it: actions of the pack, more photos; and takes from it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jinlin.kernel.cases.actions import attach_all, take
from jinlin.kernel.cases.selectors import CaseView, attachment, timeline
from jinlin.kernel.journal.selectors import proof
from jinlin.lib.errors import BadInput, NotFound, Problem
from jinlin.web.actor import reader_of
from jinlin.web.forms.fields import Ground, fields_of
from jinlin.web.forms.reading import answers
from jinlin.web.language import say
from jinlin.web.portal.matter import open_to_opener
from jinlin.web.portal.photos import ALL, FIELD, photos
from jinlin.web.portal.views.matters import opened_by
from jinlin.web.sizes import takes_files
from jinlin.web.troubles import is_piece

AS_A_FILE = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
}


@require_http_methods(["GET", "HEAD", "POST"])
def act(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """The form of an action, and taking it."""
    actor = reader_of(request, number)
    view = opened_by(number, actor)
    asks = next((one.asks for one in open_to_opener(view, actor) if one.name == action), None)
    if asks is None:
        raise NotFound("现在不能这样办", "This cannot be done now")
    if request.method != "POST":
        return _form(request, view, action)
    given = answers(asks, request.POST)
    try:
        take(number, action, given, actor)
    except Problem as problem:
        return _form(request, view, action, given, problem)
    messages.success(request, say(view.definition.actions[action].name))
    address = reverse("matter", args=[number])
    return HttpResponse(headers={"HX-Redirect": address}) if is_piece(request) else redirect(address)


@takes_files(ALL)
@require_POST
def add_photos(request: HttpRequest, number: str) -> HttpResponse:
    """Photos that come later."""
    actor = reader_of(request, number)
    opened_by(number, actor)
    sent = photos(request.FILES.getlist(FIELD))
    if not sent:
        raise BadInput("请先选择照片", "Choose a photo first")
    attach_all(number, sent, actor)
    return redirect("matter", number=number)


@require_safe
def photo(request: HttpRequest, number: str, n: int) -> HttpResponse:
    """One file of one's own: a picture to be shown, anything else as a download."""
    actor = reader_of(request, number)
    opened_by(number, actor)
    found = attachment(number, n, actor)
    if found.info.media_type.startswith("image/"):
        return HttpResponse(found.content, content_type=found.info.media_type, headers=AS_A_FILE)
    return _download(found.content, "application/octet-stream", found.info.name)


@require_safe
def get_proof(request: HttpRequest, number: str) -> HttpResponse:
    """The proof that the last thing the reader can see stands in the sealed journal. NotPossible before."""
    actor = reader_of(request, number)
    view = opened_by(number, actor)
    made = proof(f"case/{view.case.id}", timeline(number, actor)[-1].seq)
    return _download(made.model_dump_json(indent=2).encode(), "application/json", f"{number}.proof.json")


def _download(content: bytes, media: str, name: str) -> HttpResponse:
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return HttpResponse(
        content, content_type=media, headers={**AS_A_FILE, "Content-Disposition": disposition}
    )


def _form(
    request: HttpRequest,
    view: CaseView,
    name: str,
    given: Mapping[str, Any] | None = None,
    problem: Problem | None = None,
) -> HttpResponse:
    action, piece = view.definition.actions[name], is_piece(request)
    ground = Ground.of(view.definition, view.standing.world, view.case.holder)
    context = {
        "number": view.case.number,
        "name": name,
        "action": action,
        "problem": problem,
        "piece": piece,
        "fields": fields_of(action.asks, ground, given=given, problem=problem),
    }
    template = "portal/act_form.html" if piece else "portal/act.html"
    return render(request, template, context, status=problem.status if problem else 200)
