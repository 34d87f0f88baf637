"""In whose hands a case is."""

from __future__ import annotations

from typing import NamedTuple

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.showing import PublicCase
from jinlin.kernel.cases.turns import waited_for
from jinlin.lib.words import Words


class Hands(NamedTuple):
    """Whose turn it is: the code of the unit that holds the case, if it is that unit's, or the roles."""

    unit: str
    roles: tuple[Words, ...] = ()


def hands_of(case: Case | PublicCase, definition: Definition) -> Hands:
    """In whose hands a case is now; in nobody's once it is closed. The unit that dealt with it does not have
    it while others verify or call back."""
    if definition.states[case.state].final:
        return Hands("")
    roles = waited_for(definition, case.state)
    if case.holder and any(definition.roles[name].scope == "holder" for name in roles):
        return Hands(case.holder)
    return Hands("", tuple(role.name for name, role in definition.roles.items() if name in roles))
