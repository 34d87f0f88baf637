"""The demo city: a fictional county in which stories play and newcomers look around."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from jinlin.kernel.registry import actions as registry
from jinlin.kernel.registry.grid import Grid, GridCellInfo
from jinlin.lib import lists
from jinlin.packkit.folders import BUILT_IN
from jinlin.packkit.reader import read_text

FOLDER = BUILT_IN / "_demo"
LARGEST = 50_000_000


def rows(name: str) -> list[Mapping[str, str]]:
    """The rows of one of the demo city's files."""
    with lists.read_path(FOLDER / f"{name}.csv") as listing:
        return list(listing)


@lru_cache(maxsize=1)
def organisation_codes() -> frozenset[str]:
    """The organisations of the demo city."""
    return frozenset(row["code"] for row in rows("organisations"))


@lru_cache(maxsize=1)
def area_codes() -> frozenset[str]:
    """The areas of the demo city."""
    return frozenset(row["code"] for row in rows("areas"))


@lru_cache(maxsize=1)
def grid() -> Grid:
    """The grid of the demo city, with every cell in it from the first day on."""
    return Grid(
        GridCellInfo(
            **one["properties"], polygon=json.dumps(one["geometry"]), valid_from=date.min, valid_to=None
        )
        for one in _cells()["features"]
    )


def _cells() -> Any:
    return json.loads(read_text(FOLDER / "grid.geojson", LARGEST))


@lru_cache(maxsize=1)
def roles_of() -> Mapping[str, frozenset[str]]:
    """The people of the demo city by user name, each with the roles of their offices."""
    held: dict[str, set[str]] = {row["username"]: set() for row in rows("people")}
    for row in rows("offices"):
        held[row["username"]].add(row["role"])
    return {name: frozenset(roles) for name, roles in held.items()}


def install_demo() -> None:
    """Bring the demo city into the registry: areas, grid, organisations, people, offices. Idempotent."""
    registry.install_areas(rows("areas"))
    registry.install_grid(_cells())
    registry.install_organisations(rows("organisations"))
    registry.install_people(rows("people"))
    registry.install_offices(rows("offices"))
