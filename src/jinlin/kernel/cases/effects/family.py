"""Effects on other cases: open_cases, merge_into, join_into, tell_parent, tell_children."""

from __future__ import annotations

from typing import Annotated, Any

from annotated_types import MinLen
from pydantic import BeforeValidator, RootModel

from jinlin.kernel.cases.effects.params import Cel, Field
from jinlin.kernel.cases.effects.registry import Step, full_name, plain, register
from jinlin.kernel.cases.engine.acts import move
from jinlin.kernel.cases.engine.family import merge, open_children
from jinlin.kernel.cases.engine.openings import Opening, open_draft
from jinlin.kernel.cases.engine.work import no_such_number
from jinlin.kernel.cases.showing import rule
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib.words import Frozen

OfElement = Annotated[str, Cel(knows=frozenset({"it"}))]
Target = Annotated[str, Field(types=("case",))]


class OpenCasesParams(Frozen):
    """Child cases: one, or one for each element of a list, which the expressions call `it`."""

    type: str
    for_each: Annotated[str, Cel(gives=frozenset({"list", "null"}))] | None = None
    answers: dict[str, OfElement] = {}
    holder: OfElement | None = None


Actions = Annotated[
    tuple[str, ...], BeforeValidator(lambda one: (one,) if isinstance(one, str) else one), MinLen(1)
]
"""One action, or several of which the first that is possible is meant."""


class TellChildrenParams(Frozen):
    """The system takes action `take` on each open child of this type: of several, the first that starts where
    the child is. A child that can take none tells so in its own history."""

    type: str
    take: Actions


class TellParentParams(RootModel[Actions]):
    """The action that the system takes of the parent: of several, the first that starts where it is. A parent
    that can take none tells so in its own history."""


def open_child(step: Step, params: OpenCasesParams, element: Any = None) -> None:
    """Open one child of the step's case; its holder, if nothing else is said, is the parent's."""
    context = step.context(it=element)
    definition = step.work.reader.definition(full_name(step.draft, params.type))
    opening = Opening(
        definition=definition,
        answers={
            name: plain(context.value(text), definition.asks.get(name))
            for name, text in params.answers.items()
        },
        actor=SYSTEM,
        channel="case",
        parent=step.draft,
        holder=plain(context.value(params.holder)) if params.holder else step.draft.case.holder,
    )
    open_draft(step.work, opening, step.now)


def _open_cases(step: Step, params: OpenCasesParams) -> None:
    elements = (step.context().value(params.for_each) or []) if params.for_each else [None]
    definition = step.work.reader.definition(full_name(step.draft, params.type))
    step.work.reader.expect(definition, step.now, len(elements))
    for element in elements:
        open_child(step, params, element)


def _merge_into(step: Step, field: str) -> None:
    target = step.work.numbered(str(step.draft.plain(field)))
    merge(step.work, step.draft, target, step.now)


def _join_into(step: Step, field: str) -> None:
    """Whoever joins learns nothing of cases that are not for everybody: those answer like one not there."""
    target = step.work.numbered(str(step.draft.plain(field)))
    shown = rule(step.work.reader.definition(target.definition.key), step.work.world)
    if shown is None or not shown.shows(target.case):
        raise no_such_number(target.case.number)
    merge(step.work, step.draft, target, step.now)


def _tell_children(step: Step, params: TellChildrenParams) -> None:
    for child in open_children(step.work, step.draft):
        if child.case.type == params.type:
            move(step.work, child, params.take, step.now)


def _tell_parent(step: Step, params: TellParentParams) -> None:
    parent = step.work.parent_of(step.draft)
    if parent is not None:
        move(step.work, parent, params.root, step.now)


def register_all() -> None:
    """Make these effects known."""
    register("open_cases", OpenCasesParams, _open_cases)
    register("merge_into", Target, _merge_into)
    register("join_into", Target, _join_into)
    register("tell_parent", TellParentParams, _tell_parent)
    register("tell_children", TellChildrenParams, _tell_children)
