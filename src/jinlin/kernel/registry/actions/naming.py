"""What the cells of a city's own list name: a row that names a unit or an area that there is not decides
about nothing, or fails when it is asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from jinlin.kernel.registry.actions.sheet import Line
from jinlin.kernel.registry.models import Area, Organisation
from jinlin.lib import clock

What = Literal["organisation", "area"]
Names = Callable[[str], Mapping[str, What]]
_askers: list[Names] = []


def ask_what_is_named(names: Names) -> None:
    """From now on this is asked which columns of a register name units and areas: by a room above ours."""
    if names not in _askers:
        _askers.append(names)


class Named(NamedTuple):
    """The columns of one register that name something, and the codes that there are."""

    columns: Mapping[str, What]
    known: Mapping[What, frozenset[str]]

    @classmethod
    def of(cls, key: str) -> Named:
        """What the rules that read this register say of its columns."""
        columns = {column: what for asker in _askers for column, what in asker(key).items()}
        return cls(columns, {"organisation": _units(), "area": _areas()} if columns else {})

    def check(self, line: Line) -> None:
        """Note a fault for each cell that names what there is not; an empty one names nothing."""
        for column, what in self.columns.items():
            code = line.text(column, 120, required=False)
            if not code or code in self.known[what]:
                continue
            if what == "organisation":
                line.fault(
                    f"{column} 没有单位 {code}；请改正代码，或先登记这个单位",
                    f"{column}: there is no organisation {code}; correct the code, or add the unit first",
                )
            else:
                line.fault(
                    f"{column} 没有区划 {code}；请改正代码，或先登记这个区划",
                    f"{column}: there is no area {code}; correct the code, or add the area first",
                )


def _units() -> frozenset[str]:
    found = Organisation.objects.exclude(valid_to__lt=clock.today())
    return frozenset(found.values_list("code", flat=True))


def _areas() -> frozenset[str]:
    return frozenset(Area.objects.exclude(valid_to__lt=clock.today()).values_list("code", flat=True))
