"""A compiled pack: frozen, and named by the digest of what it says."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from pydantic import BaseModel, SerializeAsAny

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.indicators import Indicator
from jinlin.kernel.rules.tables import Table
from jinlin.lib.canonical import digest
from jinlin.lib.words import Frozen, Words
from jinlin.packkit.grammar.demo import LiveCase
from jinlin.packkit.grammar.imports import ImportMapping
from jinlin.packkit.grammar.pack import Figure, Manifest
from jinlin.packkit.grammar.story import Population, Story


class Register(Frozen):
    """A list that the pack brings. `columns` are those besides `code`."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


class Played(Frozen):
    """Who a run at full volume was played with: so many made-up people, drawn by this seed, whose list has
    this SHA-256."""

    people: int
    seed: int
    sha256: str


class Volumes(Frozen):
    """`volumes.json`: what `make proofs` measured at full volume, by which command, when, with whom, and of
    which `workings` of the pack. `came` counts what it took to pay the last of them."""

    at: str
    command: str
    seconds: float
    digest: str
    population: Played
    came: dict[str, int] = {}
    figures: dict[str, int]


class Pack(Frozen):
    """One mechanism. `name` is its folder's; definitions are by type, all else by the name in its file; what
    it brings for instruments by what that is called (`document`), then by name."""

    name: str
    about: Manifest
    definitions: dict[str, Definition]
    tables: dict[str, Table]
    registers: dict[str, Register]
    indicators: dict[str, Indicator]
    parts: dict[str, dict[str, SerializeAsAny[BaseModel]]]
    imports: dict[str, ImportMapping]
    stories: tuple[Story, ...]
    populations: dict[str, Population]
    lately: tuple[LiveCase, ...] = ()
    volumes: Volumes | None = None
    story_file: str

    @property
    def figures(self) -> dict[str, Figure]:
        """What was published of the mechanism."""
        return self.about.figures

    def key(self, name: str) -> str:
        """The installation-wide name of a definition, table or register of this pack: `pack/name`."""
        return name if "/" in name else f"{self.name}/{name}"

    @cached_property
    def workings(self) -> str:
        """SHA-256 of what decides how a run at full volume ends: definitions, tables, registers, and the
        volumes themselves. Names and sentences do not."""
        meant = {"definitions", "tables", "registers"}
        parts = self.model_dump(mode="json", by_alias=True, include=meant, exclude_defaults=True)
        parts["volumes"] = {name: one.n for name, one in self.figures.items() if one.volume}
        return digest(_without_words(parts))

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything the pack says: two packs with one digest are the same."""
        return digest(
            self.model_dump(mode="json", by_alias=True, exclude={"story_file", "lately", "volumes"})
        )


def _without_words(value: Any) -> Any:
    """The value without its sentences in both languages."""
    if isinstance(value, list):
        return [_without_words(one) for one in value]
    if isinstance(value, dict):
        return {
            key: _without_words(one)
            for key, one in value.items()
            if not (isinstance(one, dict) and one.keys() == Words.model_fields.keys())
        }
    return value
