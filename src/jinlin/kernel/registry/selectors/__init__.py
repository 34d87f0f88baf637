"""What other rooms may ask of the registry."""

from __future__ import annotations

from jinlin.kernel.registry.selectors.accounts import (
    OfficeInfo,
    PersonInfo,
    account_history,
    done_by,
    list_people,
    offices_at,
    offices_of,
    person,
)
from jinlin.kernel.registry.selectors.calendar import HoursInfo, own_hours
from jinlin.kernel.registry.selectors.duty import ShiftInfo, on_duty, shifts
from jinlin.kernel.registry.selectors.people import (
    OfficerInfo,
    TokenInfo,
    actor_by_calendar_token,
    actor_by_token,
    actor_of,
    is_officer,
    member_of,
    name_of,
    names_of,
    officer,
    officers,
    one_of_each_office,
    resident_of,
    tokens,
    with_cast,
)
from jinlin.kernel.registry.selectors.reading import revision, world
from jinlin.kernel.registry.selectors.registers import RegisterHead, register_heads
from jinlin.kernel.registry.selectors.views import ViewInfo, saved_views

__all__ = [
    "HoursInfo",
    "OfficeInfo",
    "OfficerInfo",
    "PersonInfo",
    "RegisterHead",
    "ShiftInfo",
    "TokenInfo",
    "ViewInfo",
    "account_history",
    "actor_by_calendar_token",
    "actor_by_token",
    "actor_of",
    "done_by",
    "is_officer",
    "list_people",
    "member_of",
    "name_of",
    "names_of",
    "officer",
    "officers",
    "offices_at",
    "offices_of",
    "on_duty",
    "one_of_each_office",
    "own_hours",
    "person",
    "register_heads",
    "resident_of",
    "revision",
    "saved_views",
    "shifts",
    "tokens",
    "with_cast",
    "world",
]
