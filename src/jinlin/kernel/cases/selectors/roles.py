"""What the installed packs call the roles that offices give."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from jinlin.kernel.cases.definitions import current_definitions
from jinlin.kernel.registry.policies import ADMINISTRATOR
from jinlin.kernel.registry.world import World
from jinlin.lib.words import Words


def role_names(world: World) -> dict[str, Words]:
    """Each role by its code, and the one role that is nobody's pack."""
    return {
        ADMINISTRATOR: Words(zh="系统管理员", en="Administrator"),
        **{
            name: role.name
            for definition in current_definitions(world.revision)
            for name, role in definition.roles.items()
        },
    }


def doubt_about_roles(offices: Iterable[Mapping[str, Any]], world: World) -> Words | None:
    """A sentence about the roles in rows of offices that no installed pack knows; None if all are known.

    It is no fault, since a pack may come later; but whoever holds such an office may do nothing by it.
    """
    codes = {str(row.get("role") or "").strip() for row in offices}
    unknown = "、".join(sorted(codes - role_names(world).keys()))
    if not unknown:
        return None
    return Words(
        zh=f"已安装的机制都没有这些岗位：{unknown}。任职者凭此什么也办不了；请核对岗位代码。",
        en=f"No installed pack knows these roles: {unknown}. Whoever holds them may do nothing by it; "
        "check the codes.",
    )
