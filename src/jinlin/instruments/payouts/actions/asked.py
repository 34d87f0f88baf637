"""What a step is asked, and what comes of it.

A step works out its change while the case is being worked out, touching nothing; `store` writes it in the
transaction that stores the case (see `kernel.cases.effects.registry`). The lock on the case keeps everybody
else away from its distribution meanwhile.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from django.db.models import Model

from jinlin.instruments.payouts import handing, numbers
from jinlin.instruments.payouts.claims import VICTIM
from jinlin.instruments.payouts.keeping import Keeper
from jinlin.instruments.payouts.models import Distribution
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.effects.registry import Step
from jinlin.kernel.registry.actors import Actor
from jinlin.lib.errors import BadInput, NotMet

Handed = TypeVar("Handed")


@dataclass
class Asked:
    """One step of a distribution: the case, who takes it, and what the action's form was answered with."""

    step: Step

    @cached_property
    def case(self) -> Draft:
        """The case of the distribution: the step's own, or the one whose child it is."""
        own = self.step.draft
        parent = self.step.work.parent_of(own)
        return parent if parent is not None else own

    @cached_property
    def distribution(self) -> Distribution:
        """What is counted within it. NotMet if the case has none."""
        found = Distribution.objects.filter(case_id=self.id).first()
        if found is None:
            raise NotMet("本事项没有案款分配", "This case has no distribution")
        return found

    @cached_property
    def keeper(self) -> Keeper:
        """Seals and opens the claims of the case."""
        return Keeper(self.case.make_key(), self.id)

    @property
    def id(self) -> int:
        """The id of the distribution's case."""
        return self.case.case.id

    @property
    def actor(self) -> Actor:
        """Who takes the step."""
        return self.step.actor

    @property
    def now(self) -> datetime:
        """When."""
        return self.step.now

    @property
    def event(self) -> int:
        """The number, in the history of the step's case, of the event that keeps what it does."""
        draft = self.step.draft
        before = next(n for n, one in enumerate(draft.entries) if one.facts is self.step.facts)
        return draft.case.revision + before + 1

    @cached_property
    def tiers(self) -> tuple[str, ...]:
        """The order in which tiers are paid: the pack's register `tiers`, by its column `order`."""
        key = f"{self.case.definition.pack}/tiers"
        world = self.step.work.world
        rows = world.rows(key) if world.has_register(key) else ()
        return tuple(row["code"] for row in sorted(rows, key=lambda row: int(row["order"]))) or (VICTIM,)

    def answer(self, name: str) -> Any:
        """What this action's form was answered with, or what the case was opened with; None if nothing,
        whatever an earlier action was answered with."""
        given: Mapping[str, Any] = self.step.facts.get("answers", {})
        draft = self.step.draft
        is_meant = given.get(name) is not None or name in draft.definition.asks
        return draft.plain(name) if is_meant else None

    def needed(self, name: str) -> Any:
        """The answer, or BadInput: the pack's form must ask for it."""
        found = self.answer(name)
        if found is None:
            raise BadInput(f"缺少“{name}”", f"`{name}` is missing")
        return found

    def forget(self, name: str) -> None:
        """Leave an answer to the journal alone, encrypted: the case need not carry it on."""
        self.step.draft.put(name, None)

    def forget_all(self, *names: str) -> None:
        """The same of several that this action asks for."""
        for name in names:
            if self.answer(name) is not None:
                self.forget(name)

    def handed(self, kind: type[Handed]) -> Handed | None:
        """What was handed over with this step besides the form, if it is of this kind."""
        found = handing.handed()
        return found if isinstance(found, kind) else None

    def spans(self) -> list[numbers.Span]:
        """The claims named in `claim_numbers`; none if all are meant."""
        return numbers.parse(self.answer("claim_numbers") or "")


@dataclass
class Change:
    """What a step will have done: what the journal keeps of it (no personal value), and how it is stored.

    `counts` is added to those of the distribution. `touches` are the tables that `store` writes; any, if it
    does not say (see `covered.py`).
    """

    case: int
    facts: Mapping[str, Any]
    store: Callable[[], None]
    counts: Mapping[str, int] = field(default_factory=dict)
    touches: frozenset[type[Model]] | None = None
