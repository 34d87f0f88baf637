"""What every policy is asked about, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass

from jinlin.kernel.cases.definition import PERSONAL, Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.registry.actors import Actor, Post
from jinlin.kernel.registry.world import World
from jinlin.lib.words import Words

SYSTEM_ROLE = "system"
NOBODYS = frozenset({"anyone", SYSTEM_ROLE})
"""Labels that are no one person's: what they opened is nobody's own."""
NO_OFFICE = PERSONAL | {"member", "system"}
"""Scopes of roles that no office gives."""
BLIND = frozenset({"member", "anyone", "system"})
"""Scopes of roles that do not show the case to whoever holds them."""
NO_REASON = Words(zh="", en="")


@dataclass(frozen=True)
class Decision:
    """Whether something may be done, the reason if not, and the post under which it is done."""

    allowed: bool
    reason: Words = NO_REASON
    role: str = ""
    post: Post | None = None

    def __bool__(self) -> bool:
        return self.allowed

    def as_facts(self) -> dict[str, str]:
        """In which role and for which unit, for the journal."""
        return {"role": self.role, "organisation": self.post.organisation if self.post else ""}


@dataclass(frozen=True)
class Standing:
    """What decides about one actor and one case."""

    actor: Actor
    case: Case
    definition: Definition
    world: World
