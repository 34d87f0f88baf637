"""A row of a list, as a page, a CSV or an XLSX shows it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from jinlin.kernel.cases.selectors import Listed, whose_turn
from jinlin.kernel.registry.world import World
from jinlin.lib.words import Words
from jinlin.web.desk.due import Due, due_of
from jinlin.web.forms.fields import Ground
from jinlin.web.values import area_name, category_name, unit_name


@dataclass(frozen=True)
class Row:
    """A case in a list. `turn` says whose turn it is where that is not the unit's, `requests` are the names
    of the requests that stand."""

    of: Listed
    title: str
    state: Words
    is_final: bool
    unit: str
    turn: Words | None
    area: str
    category: str
    due: Due | None
    is_urgent: bool
    requests: tuple[Words, ...]

    @property
    def revision(self) -> str:
        """Number and revision, as bulk steps send them: nobody acts on what has changed meanwhile."""
        return f"{self.of.case.number}@{self.of.case.revision}"


def row_of(one: Listed, world: World) -> Row:
    """A case as a row."""
    case, definition = one.case, one.definition
    state, ask = definition.states[case.state], definition.fields.get(definition.classified_by or "")
    register = ask.register_ if ask else None
    return Row(
        of=one,
        title=one.title or definition.name.zh,
        state=state.name,
        is_final=state.final,
        unit=unit_name(case.holder, world),
        turn=_turn(one),
        area=area_name(case.area, world),
        category=category_name(case.category, register or "", Ground.of(definition, world)),
        due=due_of(one, world.calendar),
        is_urgent=not state.final and bool(case.facts.get(definition.urgent or "")),
        requests=tuple(definition.actions[name].name for name in case.requests or ()),
    )


def _turn(one: Listed) -> Words | None:
    roles = whose_turn(one.case, one.definition).roles
    if not roles:
        return None
    return Words(zh="、".join(role.zh for role in roles), en=", ".join(role.en for role in roles))


def digest(rows: Iterable[Row]) -> str:
    """Changes whenever a row changes, comes, goes, or passes its limit; a page that looks again sends it."""
    seen = ((one.revision, one.due.tone if one.due else "") for one in rows)
    return sha256(repr(list(seen)).encode()).hexdigest()[:16]
