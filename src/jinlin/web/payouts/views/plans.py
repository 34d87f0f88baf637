"""Versions of the plan: one of them, and what another gives differently."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from jinlin.instruments.payouts import selectors
from jinlin.instruments.payouts.selectors import PlanInfo
from jinlin.lib.errors import NotFound
from jinlin.web.payouts.frame import framed, number_in, page
from jinlin.web.payouts.shown import ratios, shown_plan

PAGE = 50


@require_safe
@never_cache
def plans(request: HttpRequest, number: str) -> HttpResponse:
    """All versions, the newest first."""
    frame = framed(request, number)
    found = selectors.plans_of(frame.view.case.id)
    return page(request, frame, "plans", "plans", plans=found[::-1])


@require_safe
@never_cache
def plan(request: HttpRequest, number: str, n: int) -> HttpResponse:
    """One version: its figures, the report of its rehearsal, and the shares it gives."""
    frame = framed(request, number)
    every = selectors.plans_of(frame.view.case.id)
    after = number_in(request, "after")
    found = _one(every, n)
    rows = selectors.shares(number, n, frame.actor, after=after, limit=PAGE + 1)
    return page(
        request,
        frame,
        "plan",
        "plans",
        plan=found,
        shown=shown_plan(found, number),
        ratios=ratios(found, frame.view.definition, frame.world),
        others=[one for one in every if one.n != n],
        rows=rows[:PAGE],
        next=rows[PAGE - 1].claim if len(rows) > PAGE else 0,
    )


@require_safe
@never_cache
def compare(request: HttpRequest, number: str, before: int, after: int) -> HttpResponse:
    """The claims to which two versions give different shares."""
    frame = framed(request, number)
    every = selectors.plans_of(frame.view.case.id)
    one, other, start = _one(every, before), _one(every, after), number_in(request, "after")
    found = selectors.compare(number, one.n, other.n, frame.actor, start=start, limit=PAGE + 1)
    rows = [(row, (row.after or 0) - (row.before or 0)) for row in found[:PAGE]]
    last = found[PAGE - 1].claim if len(found) > PAGE else 0
    return page(request, frame, "compare", "plans", before=one, after_plan=other, rows=rows, next=last)


def _one(every: list[PlanInfo], n: int) -> PlanInfo:
    for one in every:
        if one.n == n:
            return one
    raise NotFound(f"没有第{n}版方案", f"There is no version {n} of the plan")
