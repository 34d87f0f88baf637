"""My work, queues, call-backs, requests, search: pages that list cases."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from jinlin.kernel.cases.actions import find as find_cases
from jinlin.kernel.cases.selectors import Turn, case_for, cases_for, count_work
from jinlin.kernel.registry import selectors as registry
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import BadInput, NotFound
from jinlin.lib.words import Words
from jinlin.web.desk.controls import controls
from jinlin.web.desk.lists import Asked, Found
from jinlin.web.desk.rows import digest, row_of
from jinlin.web.desk.who import officer, types_of, units_of
from jinlin.web.forms.fields import Ground, Option
from jinlin.web.troubles import is_piece
from jinlin.web.values import unit_name

NOTHING_NEW = 204
COUNTED: Mapping[str, Turn] = {"work": "mine", "watching": "others"}
LEFT_OUT = ("status", "closed_from", "closed_to")  # on lists of open cases


@require_safe
def work(request: HttpRequest) -> HttpResponse:
    """What waits for me, and beside it how much I watch."""
    return _listing(request, Asked.read("work", request.GET))


@require_safe
def watching(request: HttpRequest) -> HttpResponse:
    """Open cases on which I hold a role and somebody else has the next step."""
    return _listing(request, Asked.read("watching", request.GET))


@require_safe
def queues(request: HttpRequest) -> HttpResponse:
    """To the queue of the chosen unit, or of one's own."""
    actor, world = officer(request), registry.world()
    return redirect("desk_queue", unit=request.GET.get("unit") or units_of(actor, world)[0])


@require_safe
def queue(request: HttpRequest, unit: str) -> HttpResponse:
    """The open cases of one unit, as far as I may see them."""
    actor, world = officer(request), registry.world()
    units = [Option(code, unit_name(code, world)) for code in units_of(actor, world)]
    if unit not in [one.value for one in units]:
        raise NotFound("没有这个单位的队列", "There is no queue of such a unit")
    title = unit_name(unit, world)
    return _listing(
        request,
        Asked.read("queue", request.GET, unit=unit),
        title=Words(zh=f"{title}的队列", en=f"Queue of {title}"),
        units=units,
        unit=unit,
    )


@require_safe
def call_backs(request: HttpRequest) -> HttpResponse:
    """Cases in the states that a pack puts on this list."""
    return _listing(request, Asked.read("call-backs", request.GET))


@require_safe
def requests(request: HttpRequest) -> HttpResponse:
    """Cases with a request that nobody has answered: for more time, for return, for a card to be removed."""
    return _listing(request, Asked.read("requests", request.GET))


@require_safe
def urgent(request: HttpRequest) -> HttpResponse:
    """Emergencies that I can take up and that nobody has taken up yet."""
    return _listing(request, Asked.read("urgent", request.GET))


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Words, a number, or nothing but filters. A number that is a case leads to it."""
    actor, asked = officer(request), Asked.read("search", request.GET)
    if asked.text and not is_piece(request) and _is_number(asked.text, actor):
        return redirect("desk_case", number=asked.text)
    try:
        return _listing(request, asked)
    except BadInput as problem:
        if is_piece(request):
            raise
        return render(request, "desk/search_refused.html", {"problem": problem, "asked": asked}, status=422)


@require_POST
def find(request: HttpRequest) -> HttpResponse:
    """Cases in which a telephone or an identity number stands: for a purpose, and journaled."""
    actor, world = officer(request), registry.world()
    part, value = request.POST.get("part", "phone"), request.POST.get("value", "").strip()
    numbers = find_cases(part, value, request.POST.get("purpose", ""), actor)
    rows = [row_of(one, world) for one in cases_for(numbers, actor, world=world)]
    return render(request, "desk/found.html", {"rows": rows, "part": part})


def _is_number(text: str, actor: Actor) -> bool:
    if not any(one.isdigit() for one in text) or " " in text:
        return False
    try:
        case_for(text, actor)
    except NotFound:
        return False
    return True


def _listing(request: HttpRequest, asked: Asked, **more: Any) -> HttpResponse:
    actor, world = officer(request), registry.world()
    found = asked.found(actor, world, request.GET.get("after", ""))
    rows = [row_of(one, world) for one in found.rows]
    seen = digest(rows)
    if request.GET.get("seen") == seen:
        return HttpResponse(status=NOTHING_NEW)
    context = {"asked": asked, "rows": rows, "found": found, "next": _address(request, after=found.next),
               "live": _address(request, seen=seen), "title": asked.kind.name, **more}  # fmt: skip
    if is_piece(request):
        return render(request, "desk/rows.html", context)
    return render(request, "desk/list.html", {**context, **_around(request, asked, found, actor, world)})


def _around(request: HttpRequest, asked: Asked, found: Found, actor: Actor, world: World) -> dict[str, Any]:
    """What a whole page shows besides its rows."""
    left_out = LEFT_OUT if asked.kind.turn else ()
    if asked.name == "queue":
        left_out = (*left_out, "unit")
    shown = controls(asked.given, types_of(actor, world), Ground(world, ""), left_out)
    return {
        "world": world,
        "controls": shown,
        "narrowed": any(one.value for one in shown),
        "views": registry.saved_views(actor),
        "here": _address(request, after="", seen=""),
        "place": _address(request, seen=""),
        "exports": f"{reverse('desk_export', args=[asked.name])}?{_query(request, after='', seen='')}",
        "counts": _counts(asked, found, actor, world),
        "first": not request.GET.get("after"),
    }


def _counts(asked: Asked, found: Found, actor: Actor, world: World) -> dict[str, str]:
    """How many wait and how many are watched: shown on these two lists alone."""
    if asked.name not in COUNTED:
        return {}
    known = {} if asked.given else {asked.name: found.total}
    return {
        name: bounded(known[name] if name in known else count_work(actor, turn=turn, world=world))
        for name, turn in COUNTED.items()
    }


def bounded(count: int | None) -> str:
    """A number that is counted up to 99."""
    return "99+" if count is not None and count > 99 else str(count or 0)


def _query(request: HttpRequest, **changed: str) -> str:
    query = request.GET.copy()
    for name, value in changed.items():
        query[name] = value
        if not value:
            del query[name]
    return query.urlencode()


def _address(request: HttpRequest, **changed: str) -> str:
    return f"{request.path}?{_query(request, **changed)}"
