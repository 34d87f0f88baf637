"""What a process knows of the registry: read once per revision, never changed, asked in memory."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from jinlin.kernel.registry.area_tree import AreaInfo, AreaTree
from jinlin.kernel.registry.grid import Grid, GridCellInfo
from jinlin.kernel.registry.register import RegisterInfo
from jinlin.lib import clock

if TYPE_CHECKING:
    from jinlin.lib.working_calendar import WorkingCalendar

__all__ = ["AreaInfo", "GridCellInfo", "OrganisationInfo", "RegisterInfo", "World"]


@dataclass(frozen=True, slots=True)
class OrganisationInfo:
    """A unit that can hold cases."""

    code: str
    name: str
    name_en: str
    kind: str
    area: str
    parent: str
    uscc: str
    phone: str
    valid_from: date
    valid_to: date | None

    def valid_on(self, day: date) -> bool:
        """Whether the unit exists on `day`; its last day counts."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class World:
    """One revision of the registry. `today` is `lib.clock.today()` at the moment of asking."""

    def __init__(
        self,
        revision: int,
        calendar: WorkingCalendar,
        *,
        areas: Iterable[AreaInfo] = (),
        organisations: Iterable[OrganisationInfo] = (),
        cells: Iterable[GridCellInfo] = (),
        registers: Iterable[RegisterInfo] = (),
        prints: Mapping[str, str] | None = None,
        kept: Mapping[str, Any] | None = None,
    ) -> None:
        """`prints` tells how each part stood when it was read; `kept` are parts of a world before this one
        that have not changed, in place of what is given here."""
        kept = kept or {}
        self.revision = revision
        self.calendar = calendar
        self.prints = prints or {}
        self._areas: AreaTree = kept.get("area") or AreaTree(areas)
        self._organisations: dict[str, OrganisationInfo]
        self._organisations = kept.get("organisation") or {one.code: one for one in organisations}
        self._grid: Grid = kept.get("grid_cell") or Grid(cells)
        self._registers = {one.key: one for one in registers}

    def parts_but(self, moved: Iterable[str]) -> dict[str, Any]:
        """The parts that have not changed, for the world after this one."""
        parts = {"area": self._areas, "organisation": self._organisations, "grid_cell": self._grid}
        return {name: part for name, part in parts.items() if name not in set(moved)}

    # Areas

    def area(self, code: str) -> AreaInfo | None:
        """The area with this code today."""
        return self._areas.on(code, clock.today())

    def area_on(self, code: str, day: date) -> AreaInfo | None:
        """The area that had this code on `day`."""
        return self._areas.on(code, day)

    def line(self, area: str) -> tuple[str, ...]:
        """`area`, its parent, and so on up; a code that has ended goes on to its successor as well."""
        return self._areas.line(area, clock.today())

    def within(self, area: str, ancestor: str) -> bool:
        """Whether `area` is `ancestor` or lies within it."""
        return area == ancestor or ancestor in self._areas.line(area, clock.today())

    def subtree(self, code: str) -> frozenset[str]:
        """`code` and all within it, with the ended codes whose successors these are (old cases bear them)."""
        return self._areas.subtree(code, clock.today())

    def children(self, area: str) -> tuple[AreaInfo, ...]:
        """The areas directly below `area` today, by code; for `""`, the topmost."""
        return self._areas.children(area, clock.today())

    def around(self, areas: Iterable[str]) -> str:
        """The lowest area that is parted into others and in which all of these lie; "" if none is."""
        lines = [self.line(one) for one in areas if one]
        common = set(lines[0]).intersection(*lines[1:]) if lines else set()
        return next((code for one in lines[:1] for code in one if code in common and self.children(code)), "")

    def area_versions(self, like: str = "", parent: str | None = None) -> list[AreaInfo]:
        """Every version of the areas below `parent`, or whose code begins and name contains so; by code."""
        return [
            one
            for one in self._areas.versions()
            if (parent is None or one.parent == parent)
            and (not like or one.code.startswith(like) or like in one.name)
        ]

    # Organisations

    def organisation(self, code: str) -> OrganisationInfo | None:
        """The organisation with this code, also one that has ended: old cases still name it."""
        return self._organisations.get(code)

    def organisations(self) -> tuple[OrganisationInfo, ...]:
        """The organisations that exist today, by code: those that a form offers."""
        today = clock.today()
        return tuple(one for one in self._organisations.values() if one.valid_on(today))

    def all_organisations(self) -> tuple[OrganisationInfo, ...]:
        """Every organisation, by code, also one that has ended or not begun."""
        return tuple(sorted(self._organisations.values(), key=lambda one: one.code))

    # Registers

    def register_keys(self) -> tuple[str, ...]:
        """The registers that are installed, by key."""
        return tuple(self._registers)

    def has_register(self, key: str) -> bool:
        """Whether a register `pack/name` is installed."""
        return key in self._registers

    def register(self, key: str) -> RegisterInfo | None:
        """The whole register `pack/name`, with its digest."""
        return self._registers.get(key)

    def columns(self, key: str) -> tuple[str, ...]:
        """The columns of a register besides `code`; none if there is no such register."""
        register = self._registers.get(key)
        return register.columns if register else ()

    def rows(self, key: str) -> Sequence[Mapping[str, str]]:
        """The rows of a register, each with its `code`, in the order of the file."""
        register = self._registers.get(key)
        return register.rows if register else ()

    def row(self, key: str, code: str) -> dict[str, str] | None:
        """One row of a register. It is shared: copy it before changing it."""
        register = self._registers.get(key)
        return register.by_code.get(code) if register else None

    # The grid

    def grid_cell_at(self, lon: float, lat: float) -> GridCellInfo | None:
        """The cell of the service grid that holds this WGS-84 point today."""
        return self._grid.at(lon, lat, clock.today())

    @property
    def has_grid(self) -> bool:
        """Whether a service grid is installed at all."""
        return bool(self._grid.cells)

    def grid_cells(self) -> tuple[GridCellInfo, ...]:
        """The cells that stand today: what a map draws."""
        today = clock.today()
        return tuple(one for one in self._grid.cells if one.valid_on(today))

    def all_cells(self) -> tuple[GridCellInfo, ...]:
        """Every cell, by code, also one that has ended or not begun."""
        return tuple(self._grid.cells)
