"""In which role somebody stands towards a case, and what that role may do."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jinlin.kernel.cases.apart import apart
from jinlin.kernel.cases.definition import PERSONAL, Action, Definition, Role
from jinlin.kernel.cases.policies.decisions import (
    BLIND,
    NO_OFFICE,
    NOBODYS,
    SYSTEM_ROLE,
    Decision,
    Standing,
)
from jinlin.kernel.registry.actors import Actor, Post
from jinlin.kernel.registry.world import World
from jinlin.lib.words import Words

_NOT_IN_IT = Decision(False)


def may_take(standing: Standing, action: Action) -> Decision:
    """Whether this actor holds a role that takes this action on this case, and stands apart from those who
    took earlier ones (maker and checker)."""
    decision = in_a_role(standing, action.by)
    if not decision:
        return decision
    for earlier, level in apart(standing.definition, action).items():
        if _took(standing, earlier, level):
            return _not_apart(standing.definition, earlier)
    return decision


def in_a_role(standing: Standing, roles: Iterable[str]) -> Decision:
    """Whether the actor holds one of these roles towards this case."""
    names = tuple(roles)
    for name in names:
        role = standing.definition.roles.get(name)
        is_system = name == SYSTEM_ROLE or (role is not None and role.scope == "system")
        decision = _as_system(standing.actor) if is_system else _in_role(standing, name, role)
        if decision:
            return decision
    return _needs_role(standing.definition, names)


def may_open(actor: Actor, definition: Definition, world: World, area: str | None) -> Decision:
    """Whether this actor may open a case of this type for this area: in an office, if one is held that may,
    else as a person on their own behalf. An office such as a grid worker's gives a case of one's own."""
    roles = [(name, definition.roles[name]) for name in definition.opened_by]
    for name, role in roles:
        if role.scope in NO_OFFICE - {"opener"}:
            continue
        post = _post(actor, name, lambda post: area is None or world.within(area, post.area))
        if post:
            return Decision(True, role=name, post=post)
    own = next((name for name, role in roles if role.scope in PERSONAL), None)
    return Decision(True, role=own) if own else _needs_role(definition, definition.opened_by)


def may_read(standing: Standing) -> Decision:
    """Whether this actor may see the case at all: whoever holds any role towards it may. Members see what
    their instrument shows them, which is their own part alone."""
    if standing.actor.label == SYSTEM_ROLE:
        return Decision(True, role=SYSTEM_ROLE)
    for name, role in standing.definition.roles.items():
        if role.scope not in BLIND and (decision := _in_role(standing, name, role)):
            return decision
    return _opened_in_office(standing) or _needs_role(standing.definition, _seeing(standing.definition))


def _opened_in_office(standing: Standing) -> Decision:
    """What an office wrote down stays before it, whoever has the case now."""
    post = next((one for one in standing.actor.posts if standing.case.opener == office_label(one)), None)
    is_known = post is not None and post.role in standing.definition.opened_by
    return Decision(is_known, role=post.role if post else "", post=post)


def office_label(post: Post) -> str:
    """As whose own a case counts that was opened in an office: nobody's, but of that unit."""
    return f"office/{post.organisation}"


def roles_of(standing: Standing) -> frozenset[str]:
    """Every role that shows the case to this actor, by name."""
    roles = standing.definition.roles.items()
    held = {name for name, role in roles if role.scope not in BLIND and _in_role(standing, name, role)}
    wrote = _opened_in_office(standing)
    return frozenset(held | ({wrote.role} if wrote else set()))


def _seeing(definition: Definition) -> list[str]:
    """The roles that show a case to whoever holds them."""
    return [name for name, role in definition.roles.items() if role.scope not in BLIND]


def _as_system(actor: Actor) -> Decision:
    return Decision(actor.label == SYSTEM_ROLE, role=SYSTEM_ROLE)


def _in_role(standing: Standing, name: str, role: Role | None) -> Decision:
    if role is None:
        return _NOT_IN_IT
    if role.scope in ("anyone", "member", "opener", "named"):
        return Decision(True, role=name) if _is_person(standing, role) else _NOT_IN_IT
    post = _post(standing.actor, name, lambda post: _covers(standing, role, post))
    return Decision(True, role=name, post=post) if post else _NOT_IN_IT


def _is_person(standing: Standing, role: Role) -> bool:
    actor, case = standing.actor, standing.case
    if role.scope == "opener":
        return case.id in actor.cases or (actor.label == case.opener and actor.label not in NOBODYS)
    if role.scope == "member":
        return actor.member is not None and actor.member.case == case.id
    if role.scope == "named":
        return bool(actor.username) and case.facts.get(role.field or "") == actor.username
    return True


def _covers(standing: Standing, role: Role, post: Post) -> bool:
    if role.scope == "holder":
        return post.organisation == standing.case.holder
    return standing.case.area is None or standing.world.within(standing.case.area, post.area)


def _post(actor: Actor, role: str, fits: Any) -> Post | None:
    return next((post for post in actor.posts if post.role == role and fits(post)), None)


def _took(standing: Standing, earlier: str, level: str) -> bool:
    """Whether the actor took the earlier action; on level `organisation` also anyone of a unit of theirs,
    whatever other office they act in now."""
    acts: Mapping[str, Any] = standing.case.tally["acts"]
    takers = acts.get(earlier, {"by": []})["by"]
    units = {post.organisation for post in standing.actor.posts} if level == "organisation" else set()
    return any(label == standing.actor.label or taker in units for label, taker in takers)


def _not_apart(definition: Definition, earlier: str) -> Decision:
    name = definition.actions[earlier].name
    return Decision(
        False,
        Words(
            zh=f"做过“{name.zh}”的单位或人员不能再做这一步，须由他人办理",
            en=f"Whoever took '{name.en}' may not take this step too; somebody else must",
        ),
    )


def _needs_role(definition: Definition, names: Iterable[str]) -> Decision:
    known = [definition.roles[name].name for name in names if name in definition.roles]
    zh = "、".join(name.zh for name in known) or "系统"
    en = ", ".join(name.en for name in known) or "the system itself"
    return Decision(
        False, Words(zh=f"此事项上须由{zh}办理", en=f"On this case only this may be done by: {en}")
    )
