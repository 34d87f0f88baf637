"""The graph of a case: states that are there, ways out, states that can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from jinlin.kernel.cases.definition import Definition
from jinlin.lib.yaml12 import Trail
from jinlin.packkit.checks.house import House
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, fault
from jinlin.packkit.unknown import unknown


def states_are_known(draft: Draft, _: House) -> Iterator[Fault]:
    """Every state that something names is there."""
    for case, definition in draft.definitions():
        for trail, name in _named_states(definition):
            if name not in definition.states:
                yield unknown(case.tree.place(*trail), "state", name, definition.states)


def _named_states(definition: Definition) -> Iterator[tuple[Trail, str]]:
    yield ("starts_in",), definition.starts_in
    yield from ((("way", n), name) for n, name in enumerate(definition.way))
    for name, state in definition.states.items():
        for key in ("pauses", "keeps"):
            if getattr(state, key) is not None:
                yield ("states", name, key), getattr(state, key)
    for name, action in definition.actions.items():
        for n, one in enumerate(action.from_ if action.from_ != "any" else ()):
            yield ("actions", name, "from", n), one
        if action.to is not None:
            yield ("actions", name, "to"), action.to


def states_have_a_way_out(draft: Draft, _: House) -> Iterator[Fault]:
    """A state that is not final is left by some action."""
    for case, definition in draft.definitions():
        for name, state in definition.states.items():
            if not state.final and not (_ways_on(definition, name) - {name}):
                zh = f"状态“{name}”没有出路：请给一个由此出发、有 to 的操作，或标明 final: true"
                en = f"no way out of state `{name}`: give an action `from` it with a `to`, or `final: true`"
                yield fault(case.tree.place("states", name), "no-way-out", zh, en)


def states_can_be_reached(draft: Draft, _: House) -> Iterator[Fault]:
    """Every state can be reached from the one where a case starts."""
    for case, definition in draft.definitions():
        for name in definition.states.keys() - reached_from(definition, definition.starts_in):
            zh = f"状态“{name}”走不到：没有操作的 to 通向它；请加上，或删去该状态"
            en = f"state `{name}` cannot be reached: no action leads `to` it; add one, or take the state out"
            yield fault(case.tree.place("states", name), "unreachable-state", zh, en)


def the_usual_way_can_be_gone(draft: Draft, _: House) -> Iterator[Fault]:
    """The usual way starts where a case does, and each of its states is one step from the one before."""
    for case, definition in draft.definitions():
        way = definition.way
        if way and way[0] != definition.starts_in:
            zh = f"way 应从起始状态“{definition.starts_in}”写起"
            en = f"`way` begins with the state in which a case starts, `{definition.starts_in}`"
            yield fault(case.tree.place("way", 0), "way-not-gone", zh, en)
        for n, (one, next_) in enumerate(pairwise(way), start=1):
            if one in definition.states and next_ not in _ways_on(definition, one) - {*way[:n]}:
                zh = f"从“{one}”不能一步走到“{next_}”，或者前面已经走过；请写出中间的状态，或改正顺序"
                en = f"no action leads from `{one}` to `{next_}`, or it came before; name what lies between"
                yield fault(case.tree.place("way", n), "way-not-gone", zh, en)


def there_is_an_end(draft: Draft, _: House) -> Iterator[Fault]:
    """A case type has at least one final state; only final states have an outcome."""
    for case, definition in draft.definitions():
        if not case.finals:
            zh, en = (
                "没有终结状态；请至少有一个 final: true",
                "no state is final; say `final: true` in at least one",
            )
            yield fault(case.tree.place("states"), "no-end", zh, en)
        for name, state in definition.states.items():
            if state.outcome is not None and not state.final:
                zh, en = (
                    "只有终结状态才有结果",
                    "only a final state has an outcome; say `final: true` or take it out",
                )
                yield fault(case.tree.place("states", name, "outcome"), "outcome-not-final", zh, en)


def actions_start_somewhere(draft: Draft, _: House) -> Iterator[Fault]:
    """Every action starts in a state that can be reached."""
    for case, definition in draft.definitions():
        reached = reached_from(definition, definition.starts_in)
        for name, action in definition.actions.items():
            known = [one for one in definition.states if starts_in(definition, name, one)]
            if known and not reached.intersection(known) and action.from_ != "any":
                zh = f"操作“{name}”只从走不到的状态出发，永远办不了"
                en = f"action `{name}` starts only in states that cannot be reached, so it can never be taken"
                yield fault(case.tree.place("actions", name, "from"), "nobody-may-take", zh, en)


def starts_in(definition: Definition, action: str, state: str) -> bool:
    """Whether the action can be taken in this state."""
    return definition.actions[action].starts_in(state, final=definition.states[state].final)


def _ways_on(definition: Definition, state: str) -> set[str]:
    return {
        action.to
        for name, action in definition.actions.items()
        if action.to is not None and action.to in definition.states and starts_in(definition, name, state)
    }


def reached_from(definition: Definition, start: str) -> set[str]:
    """The states that a case can come to from this one, which is among them."""
    reached: set[str] = set()
    ahead = {start} & definition.states.keys()
    while ahead:
        reached |= ahead
        ahead = {to for state in ahead for to in _ways_on(definition, state)} - reached
    return reached
