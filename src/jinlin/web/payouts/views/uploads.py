"""Files that are brought: lists of claims, answers of the bank."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from jinlin.instruments.payouts import actions, lists, selectors
from jinlin.instruments.payouts.actions import Brought
from jinlin.instruments.payouts.actions.uploading import LARGEST
from jinlin.instruments.payouts.rejects import table
from jinlin.instruments.payouts.uploads import KINDS
from jinlin.lib.errors import BadInput, NotFound, Problem
from jinlin.lib.lists import csv_lines
from jinlin.web.payouts import words
from jinlin.web.payouts.frame import Frame, framed, number_in, page
from jinlin.web.payouts.profiles import PROFILES
from jinlin.web.sizes import takes_files
from jinlin.web.troubles import is_piece


@takes_files(LARGEST)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def bring(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """Choose a file; sent, on to where one sees how far the worker is with it."""
    if kind not in KINDS:
        raise NotFound("没有这种文件", "There is no such kind of file")
    frame = framed(request, number)
    if request.method != "POST":
        return _form(request, frame, kind)
    try:
        sha256 = actions.bring(number, kind, _brought(request), frame.actor)  # type: ignore[arg-type] # looked
    except BadInput as problem:
        return _form(request, frame, kind, problem=problem, status=problem.status)
    return redirect("payout_upload", number=number, sha256=sha256)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def upload(request: HttpRequest, number: str, sha256: str) -> HttpResponse:
    """How far a file is and what was found in it; sent, it is taken in. For htmx its state alone."""
    frame = framed(request, number)
    if request.method == "POST":
        actions.want(number, sha256, frame.actor)
        return redirect("payout_upload", number=number, sha256=sha256)
    found = selectors.upload(number, sha256, frame.actor)
    context: dict[str, Any] = {"upload": found}
    if found.bad:
        context["rejects"] = selectors.rejects(number, sha256, frame.actor, number_in(request, "page"))
    if is_piece(request):
        return render(
            request, "payouts/upload_state.html", {"case": frame.view.case, "names": words.NAMES, **context}
        )
    return page(request, frame, "upload", found.kind, **context)


@require_safe
@never_cache
def rejects(request: HttpRequest, number: str, sha256: str) -> HttpResponseBase:
    """Every row that cannot be taken, each with its reasons, as a spreadsheet opens it."""
    frame = framed(request, number)
    found = selectors.all_rejects(number, sha256, frame.actor)
    return _csv(csv_lines(table(found)), f"{number}-rejects.csv")


@require_safe
def template(request: HttpRequest, number: str) -> HttpResponseBase:
    """An empty list with the right headings."""
    framed(request, number)
    return _csv([lists.template()], "claims.csv")


def _csv(lines: Any, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _brought(request: HttpRequest) -> Brought:
    file, profile = request.FILES.get("file"), request.POST.get("profile", "")
    if file is None:
        raise BadInput("请先选择文件", "Choose a file first")
    if profile and profile not in PROFILES:
        raise BadInput("没有这种银行格式", "There is no such format of a bank")
    return Brought(file.file, file.name or "", profile)  # type: ignore[arg-type] # Django's stubs name no type


def _form(request: HttpRequest, frame: Frame, kind: str, **more: Any) -> HttpResponse:
    problem: Problem | None = more.pop("problem", None)
    known = selectors.uploads_of(frame.view.case.id, kind)
    return page(
        request,
        frame,
        "bring",
        kind,
        kind=kind,
        problem=problem,
        uploads=known,
        imports=selectors.imports_of(frame.view.case.id) if kind == "claims" else [],
        profiles=PROFILES,
        able=frame.action_of(KINDS[kind].step),
        reason=frame.why_not(KINDS[kind].step),
        **more,
    )
