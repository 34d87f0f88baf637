"""One row at a time: an area, a unit, a person, an office, through the same actions as a whole file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import person, world
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words
from jinlin.web.administration.entering import for_administrators
from jinlin.web.administration.sheets import SheetKind, sheet_kind
from jinlin.web.language import say


@require_http_methods(["GET", "HEAD", "POST"])
@for_administrators
def row(request: HttpRequest, actor: Actor, kind: str) -> HttpResponse:
    """The form of one row, empty or as it is kept; and what is written with it."""
    sheet, found = sheet_kind(kind), world()
    if request.method != "POST":
        given = {one.name: request.GET.get(one.name, "") for one in sheet.columns}
        return _form(request, kind, sheet, found, {**given, **_kept(kind, request, found)})
    sent = {one.name: request.POST.get(one.name, "") for one in sheet.columns}
    try:
        changes = sheet.install([sent], actor=actor)
    except BadInput as problem:
        return _form(request, kind, sheet, found, sent, problem)
    messages.success(request, say(_WRITTEN if changes.made else _SAME))
    return redirect(_after(kind, sent, sheet))


_WRITTEN = Words(zh="已写入", en="Written")
_SAME = Words(zh="没有变化", en="Nothing was different")


def _kept(kind: str, request: HttpRequest, found: World) -> dict[str, Any]:
    """The row that is kept, if the address names one."""
    if kind == "people" and (username := request.GET.get("username")):
        one = person(username)
        return {"username": one.username, "name": one.name, "phone": one.phone}
    code = request.GET.get("code", "")
    if kind == "organisations" and (unit := found.organisation(code)):
        return {name: getattr(unit, name) for name in unit.__slots__}
    if kind == "areas" and code:
        first = request.GET.get("valid_from", "")
        for area in found.area_versions(code):
            if area.code == code and (not first or area.valid_from.isoformat() == first):
                return {name: getattr(area, name) for name in area.__slots__}
    return {}


def _after(kind: str, sent: dict[str, str], sheet: SheetKind) -> str:
    if kind in ("people", "offices"):
        return reverse("administration_person", kwargs={"username": sent["username"].strip()})
    if kind == "areas":
        return f"{reverse(sheet.listed)}?under={sent['parent'].strip()}"
    return reverse(sheet.listed)


def _form(
    request: HttpRequest,
    kind: str,
    sheet: SheetKind,
    found: World,
    given: dict[str, Any],
    problem: BadInput | None = None,
) -> HttpResponse:
    fields = [
        (one, given.get(one.name) or "", one.options(found) if one.options else None) for one in sheet.columns
    ]
    page = {
        "kind": kind,
        "sheet": sheet,
        "fields": fields,
        "problem": problem,
        "faults": problem.details.get("rows", []) if problem else [],
        "is_new": not any(given.values()),
    }
    return render(request, "administration/row.html", page, status=problem.status if problem else 200)
