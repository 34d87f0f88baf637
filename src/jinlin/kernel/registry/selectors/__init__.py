"""What other rooms may ask of the registry."""

from __future__ import annotations

from jinlin.kernel.registry.selectors.people import (
    OfficerInfo,
    TokenInfo,
    actor_by_calendar_token,
    actor_by_token,
    actor_of,
    names_of,
    officer,
    officers,
    one_of_each_role,
    resident_of,
    tokens,
)
from jinlin.kernel.registry.selectors.reading import revision, world
from jinlin.kernel.registry.selectors.views import ViewInfo, saved_views

__all__ = [
    "OfficerInfo",
    "TokenInfo",
    "ViewInfo",
    "actor_by_calendar_token",
    "actor_by_token",
    "actor_of",
    "names_of",
    "officer",
    "officers",
    "one_of_each_role",
    "resident_of",
    "revision",
    "saved_views",
    "tokens",
    "world",
]
