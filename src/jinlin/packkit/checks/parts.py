"""The parts of a definition that several checks look at, each with the trail to its place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from jinlin.kernel.cases.definition import Ask, Definition, Effect, FromTable
from jinlin.kernel.cases.effects.params import Cel, Field, Marked, marked
from jinlin.kernel.cases.effects.registry import KINDS
from jinlin.lib.yaml12 import Trail


class EffectAt(NamedTuple):
    """An effect, where it stands, and the state or action that has it."""

    trail: Trail
    effect: Effect
    owner: str

    @property
    def params(self) -> Trail:
        """The trail of its params."""
        return (*self.trail, self.effect.name)

    def marked(self) -> Iterator[Marked]:
        """What its params name, each with the trail within them; nothing of an effect that is not known."""
        return marked_in(self.effect)


def marked_in(effect: Effect) -> Iterator[Marked]:
    """What the params of an effect name."""
    kind = KINDS.get(effect.name)
    return marked(kind.type, effect.params) if kind else iter(())


def fields_set(effect: Effect) -> set[str]:
    """The fields into which an effect writes."""
    return {one.text for one in marked_in(effect) if isinstance(one.mark, Field) and one.mark.is_set}


class Expression(NamedTuple):
    """A CEL text, where it stands, the names it knows besides those of every case, and the kinds of value it
    may give; None, any."""

    trail: Trail
    text: str
    more: frozenset[str] = frozenset()
    gives: frozenset[str] | None = None


class AskAt(NamedTuple):
    """A field by name, and where it is asked."""

    trail: Trail
    name: str
    ask: Ask


TRUTH = frozenset({"yes_no"})
MARK = frozenset({"mark"})


def effects_of(definition: Definition) -> Iterator[EffectAt]:
    """Every effect: at opening, of actions, of silence."""
    for n, effect in enumerate(definition.opens_with):
        yield EffectAt(("opens_with", n), effect, "")
    for name, action in definition.actions.items():
        for n, effect in enumerate(action.does):
            yield EffectAt(("actions", name, "does", n), effect, name)
    yield from lapse_effects(definition)


def lapse_effects(definition: Definition) -> Iterator[EffectAt]:
    """The effects of silence, state by state."""
    for name, state in definition.states.items():
        for n, effect in enumerate(state.on_lapse):
            yield EffectAt(("states", name, "on_lapse", n), effect, name)
        for when, spans in (("before", state.before), ("then_after", state.then_after)):
            for span, effects in spans.items():
                for n, effect in enumerate(effects):
                    yield EffectAt(("states", name, when, span, n), effect, name)


def action_names(params: Any) -> tuple[str, ...]:
    """One action, or several of which the first that is possible is meant."""
    return tuple(map(str, params)) if isinstance(params, list | tuple) else (str(params),)


def asks_of(definition: Definition) -> Iterator[AskAt]:
    """Every ask: at opening, facts, of actions; not the columns of `rows`."""
    for name, ask in definition.asks.items():
        yield AskAt(("asks", name), name, ask)
    for name, ask in definition.facts.items():
        yield AskAt(("facts", name), name, ask)
    for action, one in definition.actions.items():
        for name, ask in one.asks.items():
            yield AskAt(("actions", action, "asks", name), name, ask)


def taken_by_product(effect: Effect) -> str | None:
    """The action of the same case that the product takes by this effect."""
    return str(effect.params) if effect.name in ("take", "ring") else None


def tables_of(definition: Definition) -> Iterator[tuple[Trail, str, str, tuple[str, ...]]]:
    """Every use of a decision table: its trail, what for, the table, and the outcomes that are read."""
    for name, state in definition.states.items():
        if isinstance(state.within, FromTable):
            trail = ("states", name, "within")
            yield trail, "within", state.within.table, (state.within.outcome,)
    if definition.cards:
        yield ("cards", "table"), "cards", definition.cards.table, ()
    for at in effects_of(definition):
        if at.effect.name == "decide" and isinstance(at.effect.params, dict):
            into = at.effect.params.get("into")
            outcomes = tuple(into.values()) if isinstance(into, dict) else (str(into),)
            yield at.params, "decide", str(at.effect.params.get("table")), outcomes


def expressions_of(definition: Definition) -> Iterator[Expression]:
    """Every CEL text of a definition: needs, at the door and of actions; conditions and params of effects."""
    for n, need in enumerate(definition.needs):
        yield Expression(("needs", n, "when"), need.when, gives=TRUTH)
    for name, action in definition.actions.items():
        for n, need in enumerate(action.needs):
            yield Expression(("actions", name, "needs", n, "when"), need.when, gives=TRUTH)
    for at in effects_of(definition):
        more = MARK if at.trail[0] == "states" else frozenset()
        if at.effect.when is not None:
            yield Expression((*at.trail, "when"), at.effect.when, more, TRUTH)
        for one in at.marked():
            if isinstance(one.mark, Cel):
                yield Expression((*at.params, *one.trail), one.text, one.mark.knows | more, one.mark.gives)
