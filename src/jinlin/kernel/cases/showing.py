"""公开: what anybody may see of a case. A person's data is never among it, and no free text that its pack
does not call public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from jinlin.kernel.cases.categories import Category, categories
from jinlin.kernel.cases.clocks import provisional_year
from jinlin.kernel.cases.definition import Definition, Public
from jinlin.kernel.cases.definitions import definition_by_digest
from jinlin.kernel.cases.models import Case
from jinlin.kernel.registry.world import World
from jinlin.lib.words import Words

NOT_AS_FIELDS = frozenset({"point", "person", "officer", "case", "file"})
"""Types of field that are not shown as they are kept: a place has its own columns, rounded; the others name
a person or lead to what is not public."""


@dataclass(frozen=True)
class PublicCase:
    """A case as everybody may see it.

    `title` is the resident's own only where the pack calls it public; else it is the category. `lon` and
    `lat` are WGS-84, rounded as the pack says. `due_at` is the running limit, `provisional` the
    year for want of whose holiday table it may move, `card` the colour that stands, `fields` what is public
    besides.
    """

    number: str
    type: str
    type_name: Words
    title: Words
    category: str
    category_name: Words
    state: str
    state_name: Words
    say: Words
    is_final: bool
    holder: str | None
    holder_name: Words | None
    area: str | None
    area_name: str | None
    lon: float | None
    lat: float | None
    opened_at: datetime
    updated_at: datetime
    due_at: datetime | None
    provisional: int | None
    closed_at: datetime | None
    card: int
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Rule:
    """What is shown of cases of one type: what both the present definition and the one that a case was
    opened with allow."""

    present: Definition
    public: Public
    world: World

    @property
    def codes(self) -> frozenset[str]:
        """The categories whose cases are shown. A case that has none yet is not."""
        return categories(self.present, self.world).shown

    @property
    def shows_place(self) -> bool:
        """Whether a case has a place that is shown."""
        return self.present.is_public(self.present.placed_by)

    @property
    def shows_area(self) -> bool:
        """Whether the area is shown: it is asked for in the open, or not asked for at all."""
        return "area" not in self.present.fields or self.present.is_public("area")

    def shows(self, case: Case) -> bool:
        """Whether this case of the type is public as it stands."""
        return case.category in self.codes and case.state not in self.public.hidden_in

    def show(self, case: Case, updated_at: datetime) -> PublicCase:
        """The case as everybody may see it."""
        opened_with = definition_by_digest(case.definition)
        category = categories(self.present, self.world).by_code[case.category or ""]
        state = opened_with.states[case.state]
        lon, lat = self._place(case, opened_with)
        area = case.area if self.shows_area else None
        return PublicCase(
            number=case.number, type=self.present.key, type_name=self.present.name,
            title=self._title(case, opened_with, category),
            category=category.code, category_name=category.name,
            state=case.state, state_name=state.name, say=state.say, is_final=state.final,
            holder=case.holder, holder_name=organisation_words(case.holder, self.world),
            area=area, area_name=_area(area, self.world), lon=lon, lat=lat,
            opened_at=case.opened_at, updated_at=updated_at, due_at=case.due_at,
            provisional=provisional_year(case.clock), closed_at=case.closed_at,
            card=case.card, fields=self._fields(case, opened_with),
        )  # fmt: skip

    def _both(self, field: str | None, opened_with: Definition) -> bool:
        return self.present.is_public(field) and opened_with.is_public(field)

    def _title(self, case: Case, opened_with: Definition, category: Category) -> Words:
        if case.public_title and self._both(self.present.title, opened_with):
            return Words(zh=case.public_title, en=case.public_title)
        return category.name

    def _place(self, case: Case, opened_with: Definition) -> tuple[float | None, float | None]:
        if case.lon is None or case.lat is None or not self._both(self.present.placed_by, opened_with):
            return None, None
        decimals = self.public.place_decimals
        return round(case.lon, decimals), round(case.lat, decimals)

    def _fields(self, case: Case, opened_with: Definition) -> dict[str, Any]:
        return {
            name: case.facts[name]
            for name, ask in opened_with.fields.items()
            if name in case.facts and ask.type not in NOT_AS_FIELDS and self._both(name, opened_with)
        }


def rule(definition: Definition, world: World) -> Rule | None:
    """What is shown of cases of this type; None if nobody without a role in a case sees it."""
    if definition.public is None or not definition.is_public(definition.classified_by):
        return None
    return Rule(definition, definition.public, world)


def organisation_words(code: str | None, world: World) -> Words | None:
    """The name of a unit in both languages."""
    found = world.organisation(code) if code else None
    return Words(zh=found.name, en=found.name_en or found.name) if found else None


def _area(code: str | None, world: World) -> str | None:
    found = world.area(code) if code else None
    return found.name if found else None
