"""Brings a pack into the installation: registers, tables, texts, definitions. Idempotent."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from jinlin.instruments.instrument import declared
from jinlin.kernel.cases.actions import install_definition
from jinlin.kernel.registry.actions import install_register
from jinlin.kernel.rules.actions import install_table
from jinlin.packkit import versions
from jinlin.packkit.pack import Pack


@dataclass(frozen=True)
class Installed:
    """What changed, by name; nothing at all if the pack was already there. `kept` are the registers that
    the city has replaced by its own; `instruments` those for which something of the pack is new."""

    registers: tuple[str, ...]
    kept: tuple[str, ...]
    tables: tuple[str, ...]
    instruments: tuple[str, ...]
    definitions: tuple[str, ...]

    def __bool__(self) -> bool:
        return any((self.registers, self.tables, self.instruments, self.definitions))


def install(pack: Pack, *, may_go_back: bool = False) -> Installed:
    """Install a pack, all or nothing. New cases open under it from now on; running ones keep theirs.

    `Unready` for a version that a newer one has superseded, unless it may go back.
    """
    with transaction.atomic():
        if not may_go_back:
            versions.refuse_older(pack)
        registers = {
            name: install_register(pack.key(name), one.columns, one.rows, "pack")
            for name, one in pack.registers.items()
        }
        tables = [name for name, table in pack.tables.items() if install_table(table)]
        instruments = [one.name for one in declared() if one.installs and one.installs(pack.name, pack.parts)]
        definitions = [name for name, one in pack.definitions.items() if install_definition(one)]
        versions.remember(pack)
    changed = tuple(name for name, one in registers.items() if one.made)
    kept = tuple(name for name, one in registers.items() if one.kept)
    return Installed(changed, kept, tuple(tables), tuple(instruments), tuple(definitions))
