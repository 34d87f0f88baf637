"""A pack while it is being read: the parts that could be read, and the faults of those that could not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import BaseModel

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.indicators import Indicator
from jinlin.kernel.rules.tables import Table
from jinlin.packkit.faults import Fault, PackBroken, Place
from jinlin.packkit.grammar.demo import DemoFile
from jinlin.packkit.grammar.imports import ImportMapping
from jinlin.packkit.grammar.pack import Manifest
from jinlin.packkit.grammar.story import StoryFile
from jinlin.packkit.pack import Pack, Register, Volumes
from jinlin.packkit.reader import shown
from jinlin.packkit.registers import RegisterFile
from jinlin.packkit.tree import Tree


@dataclass
class Case:
    """A case type: its merged tree, which has the places, and its definition if that could be made."""

    type: str
    tree: Tree
    definition: Definition

    @property
    def finals(self) -> set[str]:
        """The final states."""
        return {name for name, state in self.definition.states.items() if state.final}


@dataclass
class Draft:
    """A pack that may be broken. `trees` has what was read, by file name inside the folder; `parts` what
    instruments are brought, by what it is called, and `part_names` those too that could not be read."""

    folder: Path
    trees: dict[str, Tree] = field(default_factory=dict)
    manifest: Manifest | None = None
    case_names: set[str] = field(default_factory=set)
    cases: dict[str, Case] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    table_names: set[str] = field(default_factory=set)
    registers: dict[str, RegisterFile] = field(default_factory=dict)
    indicators: dict[str, Indicator] = field(default_factory=dict)
    parts: dict[str, dict[str, BaseModel]] = field(default_factory=dict)
    part_names: dict[str, set[str]] = field(default_factory=dict)
    imports: dict[str, ImportMapping] = field(default_factory=dict)
    telling: StoryFile | None = None
    demo: DemoFile | None = None
    volumes: Volumes | None = None
    faults: list[Fault] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name of the pack: its folder's."""
        return self.folder.name

    @property
    def is_whole(self) -> bool:
        """Whether every case type could be read: only then can something be said of all of them."""
        return not self.is_broken("process.yaml") and self.case_names == set(self.cases)

    def is_broken(self, file: str) -> bool:
        """Whether a file has mistakes of form: then nobody says that something is not in it."""
        name = shown(self.folder / file)
        return any(one.place.file == name for one in self.faults)

    def place(self, file: str, *trail: str | int) -> Place:
        """Where a part of a file stands; its first line if the file could not be read."""
        tree = self.trees.get(file)
        return tree.place(*trail) if tree else Place(shown(self.folder / file), 1)

    def definitions(self) -> Iterator[tuple[Case, Definition]]:
        """Every case type that could be made."""
        for case in self.cases.values():
            yield case, case.definition

    def pack(self) -> Pack:
        """The compiled pack. Errors: `PackBroken` if anything could not be read."""
        if self.faults or self.manifest is None or self.telling is None:
            raise PackBroken(self.name, self.faults)
        registers = {
            name: Register(columns=one.columns, rows=one.rows) for name, one in self.registers.items()
        }
        return Pack(
            name=self.name,
            about=self.manifest,
            definitions={name: case.definition for name, case in self.cases.items()},
            tables=self.tables,
            registers=registers,
            indicators=self.indicators,
            parts=self.parts,
            imports=self.imports,
            stories=self.telling.stories,
            populations=self.telling.populations,
            lately=self.demo.cases if self.demo else (),
            volumes=self.volumes,
            story_file=shown(self.folder / "story.yaml"),
        )
