"""Brings a pack into the installation: registers, tables, texts, definitions. Idempotent."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from jinlin.instruments.documents.actions import install_kinds
from jinlin.instruments.ledger.actions import install_accounts
from jinlin.instruments.messages.actions import install_templates
from jinlin.kernel.cases.actions import install_definition
from jinlin.kernel.registry.actions import install_register
from jinlin.kernel.rules.actions import install_table
from jinlin.packkit import versions
from jinlin.packkit.pack import Pack


@dataclass(frozen=True)
class Installed:
    """What changed, by name; nothing at all if the pack was already there. `kept` are the registers that
    the city has replaced by its own."""

    registers: tuple[str, ...]
    kept: tuple[str, ...]
    tables: tuple[str, ...]
    texts: bool
    accounts: bool
    documents: bool
    definitions: tuple[str, ...]

    def __bool__(self) -> bool:
        return any((self.registers, self.tables, self.texts, self.accounts, self.documents, self.definitions))


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
        texts = install_templates(pack.name, pack.messages)
        accounts = install_accounts(pack.name, pack.about.accounts)
        documents = install_kinds(pack.name, pack.documents.values())
        definitions = [name for name, one in pack.definitions.items() if install_definition(one)]
        versions.remember(pack)
    changed = tuple(name for name, one in registers.items() if one.made)
    kept = tuple(name for name, one in registers.items() if one.kept)
    return Installed(changed, kept, tuple(tables), texts, accounts, documents, tuple(definitions))
