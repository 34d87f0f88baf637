"""Effects on fields and on who holds the case: decide, set, hold, let_go, digest."""

from __future__ import annotations

from typing import Annotated, Literal

from annotated_types import MinLen
from pydantic import RootModel

from jinlin.kernel.cases.effects.params import Cel, Field
from jinlin.kernel.cases.effects.registry import Step, decide, plain, put, register
from jinlin.lib.canonical import digest
from jinlin.lib.errors import NotMet
from jinlin.lib.words import Frozen

FieldName = Annotated[str, Field()]
FieldSet = Annotated[str, Field(is_set=True)]
Holder = Annotated[str, Cel(gives=frozenset({"text", "map"}))]


class DecideParams(Frozen):
    """`into` is a field, or maps fields to outcomes of the table."""

    table: str
    into: FieldSet | dict[FieldSet, str]


class DigestParams(Frozen):
    """The fields whose canonical JSON is hashed, and the field that takes the digest."""

    into: FieldSet
    over: Annotated[tuple[FieldName, ...], MinLen(1)]


class Expressions(RootModel[dict[FieldSet, Annotated[str, Cel()]]]):
    """Fields and the CEL that gives their values."""


def _decide(step: Step, params: DecideParams) -> None:
    finding = decide(step.work, step.draft, params.table, step.context(), step.now)
    into = {params.into: params.into} if isinstance(params.into, str) else params.into
    step.facts.setdefault("findings", []).append(finding.as_facts())
    for name, outcome in into.items():
        put(step, name, finding.outcome[outcome])


def _set(step: Step, params: Expressions) -> None:
    for name, text in params.root.items():
        put(step, name, step.context().value(text))


def _hold(step: Step, text: str) -> None:
    holder = plain(step.context().value(text))
    if not holder or step.work.world.organisation(str(holder)) is None:
        raise NotMet(
            f"没有单位“{holder or ''}”，无法派单；请核对派单目录",
            f"There is no organisation '{holder or ''}' to hold the case; check the routing register",
        )
    step.draft.case.holder = str(holder)
    step.facts["holder"] = step.draft.case.holder


def _let_go(step: Step, _: Literal["holder"]) -> None:
    step.draft.case.holder = None
    step.facts["holder"] = None


def _digest(step: Step, params: DigestParams) -> None:
    put(step, params.into, digest({name: step.draft.plain(name) for name in params.over}))


def register_all() -> None:
    """Make these effects known."""
    register("decide", DecideParams, _decide)
    register("set", Expressions, _set)
    register("hold", Holder, _hold)
    register("let_go", Literal["holder"], _let_go)
    register("digest", DigestParams, _digest)
