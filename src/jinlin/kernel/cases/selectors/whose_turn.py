"""Whose turn it is in a case now."""

from __future__ import annotations

from typing import NamedTuple

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.showing import PublicCase
from jinlin.kernel.cases.turns import waited_for
from jinlin.lib.words import Words


class WhoseTurn(NamedTuple):
    """The code of the unit that holds the case, if it is that unit's, or the roles."""

    unit: str
    roles: tuple[Words, ...] = ()


def whose_turn(case: Case | PublicCase, definition: Definition) -> WhoseTurn:
    """Whose turn it is now; nobody's once the case is closed. The unit that dealt with it does not have
    it while others verify or call back."""
    if definition.states[case.state].final:
        return WhoseTurn("")
    roles = waited_for(definition, case.state)
    if case.holder and any(definition.roles[name].scope == "holder" for name in roles):
        return WhoseTurn(case.holder)
    return WhoseTurn("", tuple(role.name for name, role in definition.roles.items() if name in roles))
