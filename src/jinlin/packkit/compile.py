"""Compiles the folder of a pack: `extends` merged, roles copied in, everything validated and frozen."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import PackBroken, fault, gathered
from jinlin.packkit.folders import file_faults, folder_faults, pack_folders
from jinlin.packkit.pack import Pack
from jinlin.packkit.reader import read_yaml
from jinlin.packkit.registers import read_register
from jinlin.packkit.sections import SECTIONS
from jinlin.packkit.unknown import meant


def load_packs(folders: Sequence[Path] | None = None) -> dict[str, Pack]:
    """Every pack by name, compiled. Errors: `PackBroken` for the first broken one, or for two of one name."""
    faults = list(folder_faults(folders))
    if faults:
        raise PackBroken("JINLIN_PACKS", faults)
    return {folder.name: compile_pack(folder) for folder in pack_folders(folders)}


def load_pack(name: str, folders: Sequence[Path] | None = None) -> Pack:
    """One pack by name. Errors: `PackBroken` if it is broken or not there."""
    found = [folder for folder in pack_folders(folders) if folder.name == name]
    if not found:
        zh, en = meant(name, [folder.name for folder in pack_folders(folders)])
        place = Draft(Path(name)).place("pack.yaml")
        raise PackBroken(name, [fault(place, "no-pack", f"没有这个机制{zh}", f"there is no such pack{en}")])
    return compile_pack(found[0])


def compile_pack(folder: Path) -> Pack:
    """The pack in `folder`. Errors: `PackBroken` with every mistake of form."""
    return draft(folder).pack()


def draft(folder: Path) -> Draft:
    """What could be read of the pack in `folder`, and every mistake of form."""
    made = Draft(folder)
    made.faults.extend(file_faults(folder))
    for path in sorted([*folder.glob("*.yaml"), *folder.glob("imports/*.yaml")]):
        with gathered(made.faults):
            made.trees[str(path.relative_to(folder))] = read_yaml(path)
    for path in sorted(folder.glob("registers/*.csv")):
        with gathered(made.faults):
            made.registers[path.stem] = read_register(path)
    for section in SECTIONS:
        section(made)
    return made
