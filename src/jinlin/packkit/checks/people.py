"""Roles: known ones, and somebody for every action."""

from __future__ import annotations

from collections.abc import Iterator

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.policies import SYSTEM_ROLE
from jinlin.lib.yaml12 import Trail
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.parts import action_names, asks_of, effects_of, taken_by_product
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, fault
from jinlin.packkit.unknown import meant, unknown


def roles_are_known(draft: Draft, _: House) -> Iterator[Fault]:
    """Every role that something names is in pack.yaml."""
    for case, definition in draft.definitions():
        for trail, name in _named_roles(definition):
            if name not in definition.roles:
                place = case.tree.place(*trail)
                yield unknown(place, "role", name, definition.roles)


def _named_roles(definition: Definition) -> Iterator[tuple[Trail, str]]:
    yield from ((("opened_by", n), name) for n, name in enumerate(definition.opened_by))
    for action, one in definition.actions.items():
        yield from (
            (("actions", action, "by", n), name) for n, name in enumerate(one.by) if name != SYSTEM_ROLE
        )
    for state, it in definition.states.items():
        yield from ((("states", state, "waits_for", n), name) for n, name in enumerate(it.waits_for))
    for at in asks_of(definition):
        yield from (((*at.trail, "revealed_to", n), name) for n, name in enumerate(at.ask.revealed_to))
        yield from (((*at.trail, "asked_of", n), name) for n, name in enumerate(at.ask.asked_of))


def somebody_opens(draft: Draft, _: House) -> Iterator[Fault]:
    """A case type is opened by a role, or as a child of another case or by a card."""
    if not draft.is_whole:
        return
    opened = _opened_by_effects(draft)
    for case, definition in draft.definitions():
        if not definition.opened_by and case.type not in opened:
            zh = f"“{case.type}”没有人能开立：请写 opened_by，或由别的事项 open_cases"
            en = f"nobody can open `{case.type}`: say `opened_by`, or open it by `open_cases`"
            yield fault(case.tree.place("opened_by"), "nobody-may-open", zh, en)


def _opened_by_effects(draft: Draft) -> set[str]:
    found = {str(row.then.get("measure")) for table in draft.tables.values() for row in table.rows}
    for _case, definition in draft.definitions():
        for at in effects_of(definition):
            if at.effect.name == "open_cases" and isinstance(at.effect.params, dict):
                found.add(str(at.effect.params.get("type")).removeprefix(f"{draft.name}/"))
    return found


def actions_have_somebody(draft: Draft, house: House) -> Iterator[Fault]:
    """An action is taken by a role, or set in motion by the product itself, be it from another pack."""
    moved = {name for one in house.packs.values() for name in _moved_by_system(one)}
    for case, definition in draft.definitions():
        for name, action in definition.actions.items():
            people = [role for role in action.by if role in definition.roles and role != SYSTEM_ROLE]
            if people or (SYSTEM_ROLE in action.by and (name in moved)):
                continue
            if any(role not in definition.roles and role != SYSTEM_ROLE for role in action.by):
                continue  # the unknown role has its own sentence
            zh = (
                f"操作“{name}”没有人能办：请在 by 中写角色；"
                "若由系统办，请用 take、tell_parent、tell_children 或 on_children_closed 引发"
            )
            en = (
                f"nobody may take action `{name}`: name a role in `by`, or, if the system takes it, "
                "set it in motion by `take`, `tell_parent`, `tell_children` or `on_children_closed`"
            )
            yield fault(case.tree.place("actions", name, "by"), "nobody-may-take", zh, en)


def _moved_by_system(draft: Draft) -> set[str]:
    moved: set[str] = set()
    for _case, definition in draft.definitions():
        for at in effects_of(definition):
            if (taken := taken_by_product(at.effect)) is not None:
                moved.add(taken)
            if at.effect.name == "tell_parent":
                moved |= set(action_names(at.effect.params))
            if at.effect.name == "tell_children" and isinstance(at.effect.params, dict):
                moved |= set(action_names(at.effect.params.get("take")))
        moved |= {
            state.on_children_closed for state in definition.states.values() if state.on_children_closed
        }
    return moved


def named_officers_are_asked(draft: Draft, _: House) -> Iterator[Fault]:
    """A role of scope `named` says which field names the officer, and somebody's case asks for it."""
    for name, role in draft.manifest.roles.items() if draft.manifest and draft.is_whole else ():
        place = draft.place("pack.yaml", "roles", name)
        fields = {
            field
            for _case, one in draft.definitions()
            for field, ask in one.fields.items()
            if ask.type == "officer"
        }
        if role.scope == "named" and role.field not in fields:
            zh, en = meant(str(role.field), fields)
            yield fault(
                place,
                "named-without-field",
                f"角色“{name}”须用 field 指明写有经办人的字段（类型 officer）{zh}",
                f"role `{name}` must say in `field` which field of type officer names the person{en}",
            )


def actions_name_actions(draft: Draft, _: House) -> Iterator[Fault]:
    """`apart_from` and `answered_by` name actions of the same case."""
    for case, definition in draft.definitions():
        for name, action in definition.actions.items():
            for key in ("apart_from", "answered_by"):
                for other in getattr(action, key):
                    if other not in definition.actions:
                        place = case.tree.place("actions", name, key)
                        yield unknown(place, "action", other, definition.actions)


def whoever_is_waited_for_can_act(draft: Draft, _: House) -> Iterator[Fault]:
    """A state waits for a role that can do something there."""
    for case, definition in draft.definitions():
        for name, state in definition.states.items():
            for role in state.waits_for:
                if role in definition.roles and not _acts_in(definition, role, name):
                    zh = f"状态“{name}”等“{role}”办理，但该角色在此没有可办的操作"
                    en = f"state `{name}` waits for `{role}`, who can take no action there"
                    yield fault(case.tree.place("states", name, "waits_for"), "nobody-may-take", zh, en)


def _acts_in(definition: Definition, role: str, state: str) -> bool:
    final = definition.states[state].final
    return any(role in one.by and one.starts_in(state, final=final) for one in definition.actions.values())
