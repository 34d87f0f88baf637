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

from jinlin.kernel.cases.actions import attach_all, open_file, take
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.selectors import (
    OpenAction,
    again_from,
    current_definition,
    is_public,
    open_to_anyone,
    provable,
    public_case,
    still_reads,
)
from jinlin.kernel.journal.selectors import proof
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.lib import deadlines
from jinlin.lib.errors import BadInput, NotFound, Problem
from jinlin.lib.words import Words
from jinlin.web.actor import reader_of
from jinlin.web.forms.fields import Ground, fields_of
from jinlin.web.forms.reading import answers
from jinlin.web.language import say
from jinlin.web.papers import hand_out
from jinlin.web.portal.matter import open_to_opener
from jinlin.web.portal.photos import ALL, FIELD, photos
from jinlin.web.portal.views.matters import code_wanted, opened_by, own_view
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
    steps, ground = _open_steps(number, actor)
    step = next((one for one in steps if one.name == action), None)
    if step is None:
        raise NotFound("现在不能这样办", "This cannot be done now")
    if request.method != "POST":
        return _form(request, number, step, ground)
    given = answers(step.asks, request.POST)
    try:
        draft = take(number, action, given, actor)
    except Problem as problem:
        return _form(request, number, step, ground, given, problem)
    messages.success(request, _done(draft, step))
    is_seen = still_reads(draft, actor, current_world()) or is_public(draft.case)
    address = reverse("matter", args=[number]) if is_seen else reverse("follow")
    return HttpResponse(headers={"HX-Redirect": address}) if is_piece(request) else redirect(address)


def _open_steps(number: str, actor: Actor) -> tuple[list[OpenAction], Ground]:
    """What the reader can do: on their own matter, or on a public one what is open to everybody; and where
    the choices of their forms come from."""
    view, world = own_view(number, actor), current_world()
    if view is not None:
        return open_to_opener(view, actor), Ground.of(view.definition, world, view.case.holder)
    try:
        shown = public_case(number, world=world)
    except NotFound:
        raise code_wanted() from None
    return open_to_anyone(number, actor, world), Ground.of(
        current_definition(shown.type, world.revision), world
    )


def _done(draft: Draft, step: OpenAction) -> str:
    """What was done, and from when it can be done again, if that is not at once."""
    again = again_from(draft, step.name, current_world())
    if again is None:
        return say(step.label)
    when = deadlines.end(again).words
    told = Words(zh=f"，对方已收到；{when.zh}起可以再办", en=f"; it is known. Again from {when.en}")
    return f"{say(step.label)}{say(told)}"


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
    found = open_file(number, n, actor)
    if found.info.media_type.startswith("image/"):
        return HttpResponse(found.content, content_type=found.info.media_type, headers=AS_A_FILE)
    return _download(found.content, "application/octet-stream", found.info.name)


@require_safe
def paper(request: HttpRequest, number: str, n: int, form: str) -> HttpResponse:
    """A document of one's own matter."""
    actor = reader_of(request, number)
    opened_by(number, actor)
    return hand_out(number, n, form, actor)


@require_safe
def get_proof(request: HttpRequest, number: str) -> HttpResponse:
    """The proof that the last thing the reader can see stands in the sealed journal. NotPossible before."""
    actor = reader_of(request, number)
    view = opened_by(number, actor)
    made = proof(f"case/{view.case.id}", provable(view))
    return _download(made.model_dump_json(indent=2).encode(), "application/json", f"{number}.proof.json")


def _download(content: bytes, media: str, name: str) -> HttpResponse:
    disposition = f"attachment; filename*=UTF-8''{quote(name, safe='')}"
    return HttpResponse(
        content, content_type=media, headers={**AS_A_FILE, "Content-Disposition": disposition}
    )


def _form(
    request: HttpRequest,
    number: str,
    step: OpenAction,
    ground: Ground,
    given: Mapping[str, Any] | None = None,
    problem: Problem | None = None,
) -> HttpResponse:
    piece = is_piece(request)
    context = {
        "number": number,
        "pack": ground.pack,
        "ends_in": step.ends_in,
        "name": step.name,
        "label": step.label,
        "problem": problem,
        "piece": piece,
        "fields": fields_of(step.asks, ground, given=given, problem=problem),
    }
    template = "portal/act_form.html" if piece else "portal/act.html"
    return render(request, template, context, status=problem.status if problem else 200)
