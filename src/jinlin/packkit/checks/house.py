"""What surrounds a pack while it is checked: the other packs, the effects there are, the demo city."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from jinlin.kernel.cases.definition import Definition
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault


@dataclass(frozen=True)
class House:
    """The drafts of all packs by name, and the organisations of the demo city in which stories play."""

    packs: Mapping[str, Draft]
    organisations: frozenset[str] = frozenset()
    areas: frozenset[str] = frozenset()

    def definition(self, pack: Draft, name: str) -> Definition | None:
        """A case type of this pack, or `pack/type` of another."""
        owner, _, type_ = name.rpartition("/")
        draft = self.packs.get(owner) if owner else pack
        case = draft.cases.get(type_) if draft else None
        return case.definition if case else None

    def knows_case(self, pack: Draft, name: str) -> bool:
        """Whether there is such a case type, readable or not."""
        owner, _, type_ = name.rpartition("/")
        draft = self.packs.get(owner) if owner else pack
        return draft is not None and (type_ in draft.case_names or draft.is_broken("process.yaml"))

    def columns(self, pack: Draft, name: str) -> Sequence[str] | None:
        """The columns of a register, `code` first; None if it is not there or cannot be read."""
        owner, _, register = name.rpartition("/")
        draft = self.packs.get(owner) if owner else pack
        found = draft.registers.get(register) if draft else None
        return ("code", *found.columns) if found else None

    def rows(self, pack: Draft, name: str) -> Sequence[Mapping[str, str]]:
        """The rows of a register; none if it is not there or cannot be read."""
        owner, _, register = name.rpartition("/")
        draft = self.packs.get(owner) if owner else pack
        found = draft.registers.get(register) if draft else None
        return found.rows if found else ()

    def lacks_register(self, pack: Draft, name: str) -> bool:
        """Whether there is no such register, readable or not."""
        owner, _, register = name.rpartition("/")
        draft = self.packs.get(owner) if owner else pack
        return draft is None or not (draft.folder / "registers" / f"{register}.csv").is_file()

    def knows_table(self, pack: Draft, name: str) -> bool:
        """Whether there is such a decision table, readable or not."""
        owner, _, table = name.rpartition("/")
        draft = self.packs.get(owner) if owner else pack
        return draft is not None and (table in draft.table_names or draft.is_broken("rules.yaml"))


Check = Callable[[Draft, House], Iterator[Fault]]
