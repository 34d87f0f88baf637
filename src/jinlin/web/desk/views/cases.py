"""One case: its page, its files, and what was revealed for a purpose."""

from __future__ import annotations

from enum import StrEnum
from typing import TypeVar

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from jinlin.kernel.cases import actions
from jinlin.kernel.cases.attachments import FileContent
from jinlin.kernel.cases.policies import Audience
from jinlin.kernel.cases.selectors import attachments_of, case_for, timeline_of
from jinlin.kernel.registry import selectors as registry
from jinlin.lib.errors import BadInput, NotFound, Problem
from jinlin.web import maps
from jinlin.web.desk.page import page_of
from jinlin.web.desk.who import officer
from jinlin.web.forms.fields import Ground
from jinlin.web.papers import hand_out
from jinlin.web.places import whole_in
from jinlin.web.sizes import takes_files
from jinlin.web.troubles import is_piece
from jinlin.web.values import shown

NOTHING_NEW = 204
Choice = TypeVar("Choice", bound=StrEnum)


@require_safe
@never_cache
def case(request: HttpRequest, number: str) -> HttpResponse:
    """Everything about a case on one screen."""
    actor = officer(request)
    view = case_for(number, actor, world=registry.world())
    context = page_of(view, actor, whole_in(request, "before"), whole_in(request, "relatives"))
    if view.case.lon is not None and view.case.lat is not None:
        context["map"] = maps.config(at=[view.case.lon, view.case.lat])
    return render(request, "desk/case.html", context)


@require_safe
@never_cache
def changed(request: HttpRequest, number: str) -> HttpResponse:
    """What happened since the page was read; 204 for nothing."""
    view = case_for(number, officer(request))
    revision = revision_in(request.GET.get("revision", ""))
    if revision >= view.case.revision:
        return HttpResponse(status=NOTHING_NEW)
    since = timeline_of(view, after=revision, limit=5)
    if not since:  # nothing that is for this reader
        return HttpResponse(status=NOTHING_NEW)
    return render(request, "desk/case/changed.html", {"case": view.case, "since": since})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def reveal(request: HttpRequest, number: str, field: str) -> HttpResponse:
    """Ask for the purpose, then show the value this once."""
    actor = officer(request)
    view = case_for(number, actor, world=registry.world())
    ask = view.definition.fields.get(field)
    if ask is None:
        raise NotFound("没有这个需要查看的字段", "There is no such masked field on this case")
    purpose = request.POST.get("purpose", "")
    context = {
        "view": view, "case": view.case, "field": field, "ask": ask, "purpose": purpose,
        "piece": is_piece(request),
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "desk/case/reveal.html", context)
    try:
        value = actions.reveal(number, field, purpose, actor)
    except Problem as problem:
        return render(
            request, "desk/case/reveal.html", {**context, "problem": problem}, status=problem.status
        )
    seen = shown(ask, value, Ground.of(view.definition, view.standing.world))
    return render(request, "desk/case/reveal.html", {**context, "revealed": True, "value": seen})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def file(request: HttpRequest, number: str, n: int) -> HttpResponse:
    """A file of the case, to be kept by the reader and never run by the browser. For one that is a person's
    the purpose is asked first."""
    actor = officer(request)
    view = case_for(number, actor, world=registry.world())
    known = next((one for one in attachments_of(view) if one.info.n == n), None)
    purpose = request.POST.get("purpose", "")
    context = {"view": view, "case": view.case, "file": known, "purpose": purpose, "piece": is_piece(request)}
    if known is not None and known.is_sealed and request.method != "POST":
        return render(request, "desk/case/open_file.html", context)
    try:
        return _handed_out(actions.open_file(number, n, actor, purpose))
    except BadInput as problem:
        return render(
            request, "desk/case/open_file.html", {**context, "problem": problem}, status=problem.status
        )


def _handed_out(found: FileContent) -> HttpResponse:
    response = HttpResponse(found.content, content_type=found.info.media_type)
    response["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=found.info.name) or ""
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@require_safe
@never_cache
def paper(request: HttpRequest, number: str, n: int, form: str) -> HttpResponse:
    """A document of the case."""
    return hand_out(number, n, form, officer(request))


@takes_files(actions.files.LARGEST)
@require_POST
def add_file(request: HttpRequest, number: str) -> HttpResponse:
    """Add a file to the case, for those whom the form names."""
    sent = request.FILES.get("file")
    if sent is None or sent.size is None:
        raise BadInput("请先选择要添加的文件", "Choose a file first")
    if sent.size > actions.files.LARGEST:
        raise BadInput(
            "文件超过10MB，请压缩后再传", "The file is over 10 MB; make it smaller and send it again"
        )
    audience, privacy = _chosen(request, "audience", Audience), _chosen(request, "privacy", FilePrivacy)
    new = actions.NewFile(sent.name or "", sent.read(), privacy, audience)
    actions.attach_all(number, [new], officer(request))
    return redirect("desk_case", number=number)


class FilePrivacy(StrEnum):
    """What stands in a file that staff add."""

    INTERNAL = "internal"
    PERSONAL = "personal"
    SENSITIVE = "sensitive"


def _chosen(request: HttpRequest, name: str, choices: type[Choice]) -> Choice:
    """What was chosen on the form. BadInput: nothing is guessed about who may see a file."""
    try:
        return choices(request.POST.get(name, ""))
    except ValueError:
        raise BadInput(
            "请选明材料给谁看、含不含个人信息", "Say whom the file is for and whether it holds personal data"
        ) from None


def revision_in(text: str) -> int:
    """The revision of a case that a page has read. BadInput."""
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        raise BadInput("版本号不对，请刷新页面", "That is no revision; reload the page")
    return int(text)
