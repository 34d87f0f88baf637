"""What all pages of one distribution have in common: who asks, which case, and where one can go."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jinlin.instruments.payouts import selectors
from jinlin.instruments.payouts.actions import action_for
from jinlin.kernel.cases.selectors import CaseView, Listed, OpenAction, open_actions
from jinlin.kernel.registry import selectors as registry
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words
from jinlin.web.desk.rows import row_of
from jinlin.web.desk.who import officer
from jinlin.web.payouts import words

LARGEST = 2**31 - 1
PAGE = 50  # rows
NOT_NOW = Words(zh="案件现在的状态不能办这一步", en="The case is not in a state for this step")


class Frame(NamedTuple):
    """One distribution, as the person at the screen may see it."""

    actor: Actor
    world: World
    view: CaseView

    @property
    def number(self) -> str:
        """The number of its case."""
        return self.view.case.number

    def actions(self) -> list[OpenAction]:
        """The actions of its state: those that are open to this person, and why not the others."""
        return open_actions(self.view, self.actor, self.world)

    def action_of(self, step: str) -> str | None:
        """The action with which this person can take a step now; none if it is not open to them."""
        found = self.view.definition.actions
        able = (one.name for one in self.actions() if one.allowed)
        return next((name for name in able if step in selectors.steps_of(found[name])), None)

    def why_not(self, step: str) -> Words | None:
        """Why a step is not open to this person now; nothing if it is."""
        name = action_for(self.view.definition, step)
        found = next((one for one in self.actions() if one.name == name), None)
        return found.reason if found else NOT_NOW


def framed(request: HttpRequest, number: str) -> Frame:
    """The frame of a page. NotSignedIn, NotAllowed, NotFound."""
    actor, world = officer(request), registry.world()
    return Frame(actor, world, selectors.seen(number, actor, world))


def page(
    request: HttpRequest, frame: Frame, template: str, here: str, *, status: int = 200, **more: Any
) -> HttpResponse:
    """A page of a distribution; `here` is its entry in the navigation."""
    view = frame.view
    row = row_of(Listed(view.case, view.definition), frame.world)
    context = {
        "view": view,
        "case": view.case,
        "row": row,
        "here": here,
        "names": words.NAMES,
        "in_payouts": True,
    }
    return render(request, f"payouts/{template}.html", {**context, **more}, status=status)


def paged(found: Sequence[Any]) -> dict[str, Any]:
    """The first `PAGE` of rows that were asked for with one more, and the number after which the next page
    begins: 0 on the last."""
    return {"rows": found[:PAGE], "next": found[PAGE - 1].n if len(found) > PAGE else 0}


def number_in(request: HttpRequest, name: str) -> int:
    """A number of the address, 0 if it is not given. BadInput."""
    text = request.GET.get(name, "").strip()
    if not text:
        return 0
    if not (text.isascii() and text.isdigit()) or len(text) > 10 or int(text) > LARGEST:
        raise BadInput("编号应为数字", "A number is written in digits")
    return int(text)
