"""What a case sets in motion by itself and in other cases: system actions, and children."""

from __future__ import annotations

from collections.abc import Iterator

from jinlin.kernel.cases.definition import Definition
from jinlin.lib.yaml12 import Trail
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.parts import EffectAt, effects_of
from jinlin.packkit.draft import Case, Draft
from jinlin.packkit.faults import Fault, fault
from jinlin.packkit.unknown import meant, unknown


def system_actions_are_known(draft: Draft, house: House) -> Iterator[Fault]:
    """`take`, `tell_parent` and `on_children_closed` name actions that the system may take."""
    for case, definition in draft.definitions():
        for name, state in definition.states.items():
            if state.on_children_closed:
                place = ("states", name, "on_children_closed")
                yield from _system_action(case, place, [definition], state.on_children_closed)
        for at in effects_of(definition):
            if at.effect.name == "take":
                yield from _system_action(case, at.params, [definition], str(at.effect.params))
            if at.effect.name == "tell_parent" and draft.is_whole:
                parents = _parents(house, draft, case.type)
                yield from _system_action(case, at.params, parents, str(at.effect.params))


def children_are_told_what_they_can_do(draft: Draft, house: House) -> Iterator[Fault]:
    """`tell_children` names a type of child of this case, and an action of it that the system may take."""
    for case, definition in draft.definitions():
        children = _children(draft, house, definition)
        for at in effects_of(definition):
            if at.effect.name == "tell_children" and isinstance(at.effect.params, dict):
                type_, action = (str(at.effect.params.get(key)) for key in ("type", "take"))
                if type_ not in children:
                    yield unknown(case.tree.place(*at.params, "type"), "case", type_, children)
                elif (child := children[type_]) is not None:
                    yield from _system_action(case, (*at.params, "take"), [child], action)


def _children(draft: Draft, house: House, definition: Definition) -> dict[str, Definition | None]:
    """The types of child that a case opens, by their bare names: by itself, or with a card."""
    named = {
        str(at.effect.params.get("type"))
        for at in effects_of(definition)
        if at.effect.name == "open_cases" and isinstance(at.effect.params, dict)
    }
    table = draft.tables.get(definition.cards.table) if definition.cards else None
    measures = {str(row.then["measure"]) for row in (table.rows if table else ()) if row.then.get("measure")}
    return {name.rpartition("/")[2]: house.definition(draft, name) for name in named | measures}


def _system_action(case: Case, trail: Trail, definitions: list[Definition], name: str) -> Iterator[Fault]:
    place = case.tree.place(*trail)
    found = [one.actions[name] for one in definitions if name in one.actions]
    if not found:
        yield unknown(place, "action", name, {action for one in definitions for action in one.actions})
    elif not any("system" in action.by for action in found):
        zh = f"系统要办操作“{name}”，请在它的 by 中写上 system"
        en = f"the system takes action `{name}` here: name `system` in its `by`"
        yield fault(place, "system-may-not", zh, en)


def _parents(house: House, draft: Draft, type_: str) -> list[Definition]:
    """The definitions, of this pack and others, that open cases of this type."""
    full = {type_, f"{draft.name}/{type_}"}
    return [
        definition
        for pack in house.packs.values()
        for _case, definition in pack.definitions()
        if pack is draft or not type_.count("/")
        for at in effects_of(definition)
        if at.effect.name == "open_cases"
        and isinstance(at.effect.params, dict)
        and at.effect.params.get("type") in (full if pack is draft else {f"{draft.name}/{type_}"})
    ]


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
