"""What the landing page shows: the packs whose case types are installed."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby
from pathlib import Path

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.selectors import current_definitions
from jinlin.kernel.registry import selectors as registry
from jinlin.lib.words import Frozen, Words
from jinlin.packkit.faults import PackBroken
from jinlin.packkit.folders import pack_folders
from jinlin.packkit.grammar.pack import Manifest
from jinlin.packkit.reader import read_yaml
from jinlin.packkit.validate import validated


class InstalledPack(Frozen):
    """A pack as the landing page names it, and the types of case that can be opened."""

    name: Words
    essence: Words
    cases: tuple[Words, ...]


def installed_packs() -> tuple[InstalledPack, ...]:
    """The installed packs, by name of their folder."""
    return _installed(registry.revision())


def forget() -> None:
    """Read everything anew the next time: for tests, whose transactions take back what they installed."""
    _installed.cache_clear()


@lru_cache(maxsize=1)
def _installed(revision: int) -> tuple[InstalledPack, ...]:
    """Read once for each revision of the registry."""
    abouts = {folder.name: _about(folder) for folder in pack_folders()}
    by_pack = groupby(current_definitions(revision), key=lambda one: one.pack)
    return tuple(_pack(abouts.get(name), name, definitions) for name, definitions in by_pack)


def _about(folder: Path) -> Manifest | None:
    """What the pack says of itself; None if its file cannot be read now, which `jinlin check` explains."""
    try:
        return validated(Manifest, read_yaml(folder / "pack.yaml"), [])
    except PackBroken:
        return None


def _pack(about: Manifest | None, name: str, definitions: Iterable[Definition]) -> InstalledPack:
    """A pack whose folder is gone or broken goes on by its bare name: its running cases do too."""
    bare = Words(zh=name, en=name)
    return InstalledPack(
        name=about.name if about else bare,
        essence=about.essence if about else bare,
        cases=tuple(one.name for one in definitions),
    )
