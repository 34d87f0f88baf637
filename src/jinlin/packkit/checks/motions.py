"""What a case sets in motion by itself and in other cases: system actions, and children."""

from __future__ import annotations

from collections.abc import Iterator

from jinlin.kernel.cases.definition import Action, Definition
from jinlin.lib.yaml12 import Trail
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.parts import EffectAt, action_names, effects_of, taken_by_product
from jinlin.packkit.draft import Case, Draft
from jinlin.packkit.faults import Fault, fault
from jinlin.packkit.unknown import meant, unknown


def system_actions_are_known(draft: Draft, house: House) -> Iterator[Fault]:
    """`take` and `on_children_closed` name actions that the system may take and that can start there."""
    for case, definition in draft.definitions():
        for name, state in definition.states.items():
            if state.on_children_closed:
                trail = ("states", name, "on_children_closed")
                yield from _system_action(case, trail, [definition], (state.on_children_closed,))
                yield from _starts_nowhere(case, trail, state.on_children_closed, {name})
        for at in effects_of(definition):
            if (taken := taken_by_product(at.effect)) is not None:
                yield from _system_action(case, at.params, [definition], (taken,))
                yield from _starts_nowhere(case, at.params, taken, _then_in(definition, at))
            if at.effect.name == "ring" and taken in definition.actions:
                yield from _rings_for_nobody(case, at, definition.actions[taken])


def _rings_for_nobody(case: Case, at: EffectAt, request: Action) -> Iterator[Fault]:
    if not request.answered_by:
        zh = f"操作“{at.effect.params}”要一直响到有人接手：请用 answered_by 写明由哪些操作应答"
        en = f"`{at.effect.params}` rings until it is answered: name its answers in `answered_by`"
        yield fault(case.tree.place(*at.params), "rings-for-nobody", zh, en)


def _then_in(definition: Definition, at: EffectAt) -> set[str]:
    """The states in which a case can be once this effect's step is done, and another `take` of it."""
    kind, owner = at.trail[0], at.owner
    if kind == "opens_with":
        found = {definition.starts_in}
    elif kind == "states":
        found = {owner}
    else:
        action = definition.actions[owner]
        states = {name for name, one in definition.states.items() if not one.final}
        found = {action.to} if action.to else (states if action.from_ == "any" else set(action.from_))
    sisters = (one for one in effects_of(definition) if one.trail[:-1] == at.trail[:-1] and one != at)
    taken = (definition.actions.get(taken_by_product(one.effect) or "") for one in sisters)
    return found | {one.to for one in taken if one is not None and one.to}


def _starts_nowhere(case: Case, trail: Trail, name: str, states: set[str]) -> Iterator[Fault]:
    definition = case.definition
    action = definition.actions.get(name)
    known = states & definition.states.keys()
    if action is None or not known:
        return
    if not any(action.starts_in(one, final=definition.states[one].final) for one in known):
        where = ", ".join(sorted(known))
        zh = f"操作“{name}”不从“{where}”出发，此处永远办不成；请核对它的 from"
        en = f"action `{name}` does not start in {where}, so it can never be taken here; see its `from`"
        yield fault(case.tree.place(*trail), "nobody-takes", zh, en)


def parents_can_be_told(draft: Draft, house: House) -> Iterator[Fault]:
    """Whatever opens a case of this type has one of the actions that `tell_parent` names."""
    for case, definition in draft.definitions():
        for at in effects_of(definition):
            if at.effect.name == "tell_parent" and draft.is_whole:
                yield from _untold(case, at, list(_parents(house, draft, case.type)))


def _untold(case: Case, at: EffectAt, parents: list[Definition]) -> Iterator[Fault]:
    names = action_names(at.effect.params)
    if not parents:
        zh = f"没有事项开立“{case.type}”，tell_parent 无人可告；请删去"
        en = f"nothing opens `{case.type}` as its child, so `tell_parent` tells nobody; take it out"
        yield fault(case.tree.place(*at.params), "nobody-takes", zh, en)
        return
    yield from _system_action(case, at.params, parents, names)
    for parent in parents:
        if any(name in one.actions for one in parents for name in names) and not any(
            name in parent.actions for name in names
        ):
            zh = f"“{parent.type}”也开立“{case.type}”，却没有操作“{'、'.join(names)}”"
            en = f"`{parent.type}` opens `{case.type}` too and has no action `{', '.join(names)}`"
            yield fault(case.tree.place(*at.params), "nobody-takes", zh, en)


def children_are_told_what_they_can_do(draft: Draft, house: House) -> Iterator[Fault]:
    """`tell_children` names a type of child of this case, and an action of it that the system may take."""
    for case, definition in draft.definitions():
        children = _children(draft, house, definition)
        for at in effects_of(definition):
            if at.effect.name == "tell_children" and isinstance(at.effect.params, dict):
                type_, names = str(at.effect.params.get("type")), action_names(at.effect.params.get("take"))
                if type_ not in children:
                    yield unknown(case.tree.place(*at.params, "type"), "case", type_, children)
                elif (child := children[type_]) is not None:
                    yield from _system_action(case, (*at.params, "take"), [child], names)


def _children(draft: Draft, house: House, definition: Definition) -> dict[str, Definition | None]:
    """The types of child that a case opens, by their bare names."""
    opened = _opened(draft, definition)
    return {name.rpartition("/")[2]: house.definition(draft, name) for name in opened}


def _opened(draft: Draft, definition: Definition) -> set[str]:
    """The types of case that a case opens as its children: by itself, or with a card."""
    named = {
        str(at.effect.params.get("type"))
        for at in effects_of(definition)
        if at.effect.name == "open_cases" and isinstance(at.effect.params, dict)
    }
    table = draft.tables.get(definition.cards.table) if definition.cards else None
    return named | {
        str(row.then["measure"]) for row in (table.rows if table else ()) if row.then.get("measure")
    }


def _system_action(
    case: Case, trail: Trail, definitions: list[Definition], names: tuple[str, ...]
) -> Iterator[Fault]:
    place = case.tree.place(*trail)
    for name in names:
        found = [one.actions[name] for one in definitions if name in one.actions]
        if not found:
            yield unknown(place, "action", name, {action for one in definitions for action in one.actions})
        elif not all("system" in action.by for action in found):
            zh = f"系统要办操作“{name}”，请在它的 by 中写上 system"
            en = f"the system takes action `{name}` here: name `system` in its `by`"
            yield fault(place, "system-may-not", zh, en)


def _parents(house: House, draft: Draft, type_: str) -> Iterator[Definition]:
    """The definitions, of this pack and others, that open cases of this type."""
    full = f"{draft.name}/{type_}"
    for pack in house.packs.values():
        for _case, definition in pack.definitions():
            opened = _opened(pack, definition)
            if full in opened or (pack is draft and type_ in opened):
                yield definition


def children_can_be_opened(draft: Draft, house: House) -> Iterator[Fault]:
    """`open_cases` names a case type, and answers what that type asks."""
    for case, definition in draft.definitions():
        for at in effects_of(definition):
            if at.effect.name == "open_cases" and isinstance(at.effect.params, dict):
                yield from _child_faults(draft, house, case, at)


def _child_faults(draft: Draft, house: House, case: Case, at: EffectAt) -> Iterator[Fault]:
    type_, answers = str(at.effect.params.get("type")), at.effect.params.get("answers") or {}
    if not house.knows_case(draft, type_):
        place = case.tree.place(*at.params, "type")
        yield unknown(place, "case", type_, draft.case_names)
        return
    child = house.definition(draft, type_)
    if child is None:
        return
    for name in answers.keys() - child.asks.keys():
        zh, en = meant(name, child.asks)
        place = case.tree.place(*at.params, "answers", name)
        yield fault(
            place, "unknown-field", f"“{type_}”不问“{name}”{zh}", f"`{type_}` does not ask `{name}`{en}"
        )
    for name, ask in child.asks.items():
        if ask.required and name not in answers:
            zh = f"“{type_}”必须填“{name}”，请写入 answers"
            en = f"`{type_}` requires `{name}`: give it in `answers`"
            yield fault(case.tree.place(*at.params), "answer-missing", zh, en)
