"""The list of distributions, and one on one screen."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jinlin.instruments.payouts import selectors
from jinlin.kernel.cases.selectors import CaseView, OpenAction
from jinlin.kernel.registry import selectors as registry
from jinlin.lib.errors import BadInput
from jinlin.web.desk.lists import mark_of, place_of
from jinlin.web.desk.page import Section, choices
from jinlin.web.desk.rows import row_of
from jinlin.web.desk.views import acts
from jinlin.web.desk.views.acts import Room
from jinlin.web.desk.who import officer
from jinlin.web.payouts import charts, words
from jinlin.web.payouts.frame import Frame, framed, page
from jinlin.web.payouts.shown import shown_plan

PAGE = 20


@require_safe
@never_cache
def payouts(request: HttpRequest) -> HttpResponse:
    """The distributions of this person's offices, newest first, each with where its money is."""
    actor, world = officer(request), registry.world()
    after = place_of(request.GET.get("after", ""))
    if after is not None and after[0] is None:
        raise BadInput("页码不对，请从第一页看起", "There is no such page; begin with the first")
    found = selectors.distributions(actor, world, after=after, limit=PAGE)  # type: ignore[arg-type] # looked
    rows = [(row_of(one.of, world), one.money, charts.bar(one.money)) for one in found.rows]
    context = {"rows": rows, "next": mark_of(found.next), "in_payouts": True}
    return render(request, "payouts/list.html", context)


@require_safe
@never_cache
def payout(request: HttpRequest, number: str) -> HttpResponse:
    """One distribution: its money's way, how far it is, and what this person can do next."""
    actor, world = officer(request), registry.world()
    found = selectors.overview(number, actor, world)
    frame = Frame(actor, world, found.view)
    context: dict[str, Any] = {
        "found": found,
        "bar": charts.bar(found.money),
        "standings": [(name, n, words.STANDINGS[name]) for name, n in sorted(found.counts.claims.items())],
        "newest": shown_plan(found.plan, number) if found.plan else None,
        "way": list(_way(found.view)),
        "state": found.view.definition.states[found.view.case.state],
        **_offered(frame.actions(), found.view),
    }
    if len(found.life) > 1:
        context["chart"] = charts.life(found.life)
    return page(request, frame, "one", "overview", **context)


def _way(view: CaseView) -> Iterable[tuple[Any, str]]:
    """The states in their order, and whether they have been, are now, or are to come."""
    states = view.definition.states
    now = list(states).index(view.case.state)
    for n, state in enumerate(states.values()):
        yield state.name, "been" if n < now else "now" if n == now else "next"


def _offered(actions: list[OpenAction], view: CaseView) -> dict[str, Any]:
    """What is open to this person: what concerns the whole, what concerns one claim; and what is not."""
    able = [one for one in actions if one.allowed]
    able.sort(key=lambda one: view.definition.actions[one.name].to is None)
    steps = {step for one in able for step in selectors.steps_of(view.definition.actions[one.name])}
    return {
        "whole": choices(view, [one for one in able if "claim" not in one.asks]),
        "by_claim": [one for one in able if "claim" in one.asks],
        "may_not": [one for one in actions if not one.allowed],
        "brings": [kind for kind, step in (("claims", "register"), ("answers", "answers")) if step in steps],
    }


def _beside(view: CaseView, name: str) -> Section | None:
    """With the approval stands what is approved: the newest plan and the report of its rehearsal."""
    steps = selectors.steps_of(view.definition.actions[name])
    if not {"approve", "rehearse"} & set(steps):
        return None
    found = selectors.newest_plan(view)
    return Section("payouts/plan_facts.html", shown_plan(found, view.case.number)) if found else None


_BACK = {"exceptions": "payout_exceptions"}
"""Where somebody stays who resolves one thing after the other."""
ROOM = Room("payout_act", "payout", _beside)


def act(request: HttpRequest, number: str, action: str) -> HttpResponse:
    """The form of an action as the desk has it, for a distribution, to whose page it leads back."""
    framed(request, number)
    back = _BACK.get(request.POST.get("back", ""), ROOM.page)
    return acts.act(request, number, action, ROOM._replace(page=back))
