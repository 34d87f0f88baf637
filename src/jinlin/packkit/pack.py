"""A compiled pack: frozen, and named by the digest of what it says."""

from __future__ import annotations

from functools import cached_property

from pydantic import BaseModel, SerializeAsAny

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.indicators import Indicator
from jinlin.kernel.rules.tables import Table
from jinlin.lib.canonical import digest
from jinlin.lib.words import Frozen
from jinlin.packkit.grammar.demo import LiveCase
from jinlin.packkit.grammar.imports import ImportMapping
from jinlin.packkit.grammar.pack import Figure, Manifest
from jinlin.packkit.grammar.story import Population, Story


class Register(Frozen):
    """A list that the pack brings. `columns` are those besides `code`."""

    columns: tuple[str, ...]
    rows: tuple[dict[str, str], ...]


class Volumes(Frozen):
    """`volumes.json`: what `make proofs` measured at full volume, of which version of the pack, and when."""

    at: str
    digest: str
    seconds: float
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
    def digest(self) -> str:
        """SHA-256 of everything the pack says: two packs with one digest are the same."""
        return digest(
            self.model_dump(mode="json", by_alias=True, exclude={"story_file", "lately", "volumes"})
        )
