"""What the last event of each stream of the registry vouches for.

Not passwords and the moment of the last sign-in, which Django writes by itself.
"""

from __future__ import annotations

from collections.abc import Mapping

from jinlin.kernel.journal.imprints import Covered
from jinlin.kernel.registry.models import (
    Area,
    CalendarHours,
    CalendarYear,
    GridCell,
    Office,
    Organisation,
    Person,
    Register,
    RegisterEntry,
    Shift,
    Token,
)

COVERED: Mapping[str, tuple[Covered, ...]] = {
    "registry/areas": (
        Covered(Area, ("code", "name", "parent", "level", "valid_from", "valid_to", "successor")),
    ),
    "registry/grid": (Covered(GridCell, ("code", "name", "area", "polygon", "valid_from", "valid_to")),),
    "registry/organisations": (
        Covered(
            Organisation,
            ("code", "name", "name_en", "kind", "area", "parent", "uscc", "phone", "valid_from", "valid_to"),
        ),
    ),
    "registry/people": (
        Covered(Person, ("id", "username", "name", "phone", "is_active", "is_staff", "is_superuser")),
        Covered(Token, ("digest", "person_id", "purpose", "label", "created_at", "expires_at", "revoked_at")),
    ),
    "registry/offices": (
        Covered(Office, ("person_id", "role", "organisation_id", "area", "valid_from", "valid_to")),
    ),
    "registry/shifts": (Covered(Shift, ("person_id", "organisation_id", "starts_at", "ends_at")),),
    "registry/registers": (
        Covered(Register, ("key", "columns", "digest", "source")),
        Covered(RegisterEntry, ("register_id", "position", "code", "row")),
    ),
    "registry/calendar": (
        Covered(CalendarYear, ("year", "days_off", "days_on", "source")),
        Covered(CalendarHours, ("valid_from", "sessions", "source")),
    ),
}
