"""As much of the demo county as answers are checked against, without a database."""

from __future__ import annotations

from typing import Any

from jinlin.kernel.cases.values import Ground
from jinlin.kernel.registry.world import World
from jinlin.packkit.checks.house import House
from jinlin.packkit.draft import Draft


def ground(draft: Draft, house: House) -> Ground:
    """What the answers of a pack are read against."""
    return Ground(_DemoWorld(draft, house), draft.name)


class _DemoWorld(World):
    def __init__(self, draft: Draft, house: House) -> None:
        self._draft, self._house = draft, house

    def row(self, register: str, code: str) -> Any:
        """A row of a pack's register; where the register cannot be read, any."""
        rows = self._house.rows(self._draft, register.removeprefix(f"{self._draft.name}/"))
        return next((one for one in rows if one["code"] == code), None) if rows else {"code": code}

    def area(self, code: str) -> Any:
        """Whether the demo county has the area."""
        return code if code in self._house.areas else None

    def organisation(self, code: str) -> Any:
        """Whether the demo county has the organisation."""
        return code if code in self._house.organisations else None
