"""Registers: categories, routing and other lists that a pack brings and a city replaces by its own."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from jinlin.kernel.registry import actions
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.register import RegisterInfo
from jinlin.kernel.registry.selectors import register_heads, world
from jinlin.lib import lists
from jinlin.lib.errors import NotFound
from jinlin.lib.words import Words
from jinlin.packkit.compile import load_pack
from jinlin.web.administration.called import cell, heading, register_name
from jinlin.web.administration.entering import for_administrators
from jinlin.web.administration.slices import SIZE
from jinlin.web.language import say


@require_safe
@for_administrators
def registers(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every register, and whose list it holds."""
    here = world()
    heads = [(one, register_name(one.key, here)) for one in register_heads()]
    return render(request, "administration/registers.html", {"heads": heads})


@require_safe
@for_administrators
def one_register(request: HttpRequest, actor: Actor, pack: str, register: str) -> HttpResponse:
    """The rows of one register, in the order of its file."""
    found, here = _register(pack, register), world()
    after = request.GET.get("after", "")
    codes = [one["code"] for one in found.rows]
    start = codes.index(after) + 1 if after in found.by_code else 0
    shown = found.rows[start : start + SIZE]
    page = {
        "register": found,
        "head": next(one for one in register_heads() if one.key == found.key),
        "pack": pack,
        "name": register,
        "called": register_name(found.key, here).text,
        "columns": [heading(one, found.key, here) for one in ("code", *found.columns)],
        "rows": [[cell(row[column]) for column in ("code", *found.columns)] for row in shown],
        "on": shown[-1]["code"] if start + SIZE < len(found.rows) else "",
    }
    return render(request, "administration/register.html", page)


@require_safe
@for_administrators
def download(request: HttpRequest, actor: Actor, pack: str, register: str) -> HttpResponse:
    """The register as the CSV that can be loaded again."""
    found = _register(pack, register)
    header = ("code", *found.columns)
    rows = ([row[column] for column in header] for row in found.rows)
    answer = HttpResponse(lists.as_csv([header, *rows]), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{pack}-{register}.csv"'
    return answer


@require_POST
@for_administrators
def restore(request: HttpRequest, actor: Actor, pack: str, register: str) -> HttpResponse:
    """Back to the list that the pack brings."""
    found = _register(pack, register)
    brought = load_pack(pack).registers.get(register)
    if brought is None:
        raise NotFound("机制不带这个名录", "The pack brings no such register")
    may_drop = "may_drop" in request.POST
    actions.restore_register(found.key, brought.columns, brought.rows, actor=actor, may_drop=may_drop)
    messages.success(request, say(Words(zh="已恢复机制的名录", en="The pack's list is back")))
    return redirect("administration_register", pack=pack, register=register)


def _register(pack: str, name: str) -> RegisterInfo:
    found = world().register(f"{pack}/{name}")
    if found is None:
        raise NotFound("没有这个名录", "There is no such register")
    return found
