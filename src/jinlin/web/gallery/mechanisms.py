"""The mechanisms as the gallery shows them."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

from jinlin.kernel.cases.selectors import current_definitions
from jinlin.kernel.registry import selectors as registry
from jinlin.lib.errors import NotFound
from jinlin.lib.words import Frozen, Words
from jinlin.packkit.compile import load_pack
from jinlin.packkit.faults import PackBroken
from jinlin.packkit.folders import pack_folders
from jinlin.packkit.grammar.pack import Manifest
from jinlin.packkit.pack import Pack
from jinlin.packkit.reader import read_yaml
from jinlin.packkit.sections import manifest

DOCUMENTS = {
    "liaoning_2018": Words(zh="2018年辽宁“社会治理十大创新”候选条目", en="Liaoning, ten innovations, 2018"),
    "xiamen_2020_2022": Words(
        zh="2020至2022年厦门市社会治理创新案例", en="Xiamen, innovations of governance, 2020 to 2022"
    ),
}


class Mechanism(Frozen):
    """An installed pack as a list names it, with the types of case that can be opened."""

    pack: str
    about: Manifest
    cases: tuple[Words, ...]

    @property
    def document(self) -> Words:
        """The award list that describes it."""
        return document(self.about)


def document(about: Manifest) -> Words:
    """The award list that describes a mechanism, in words."""
    source = about.origin.document
    return DOCUMENTS.get(source, Words(zh=source, en=source))


def mechanisms() -> tuple[Mechanism, ...]:
    """The installed packs, by name of their folder. A mechanism that has no pack is not shown."""
    return _mechanisms(registry.revision())


def pack_named(name: str) -> Pack:
    """One installed pack, compiled; NotFound if it is not installed here."""
    if not any(one.pack == name for one in mechanisms()):
        raise NotFound("没有安装这个机制", "This mechanism is not installed here")
    return _compiled(name)


def warning_of(key: str) -> Words | None:
    """What a pack warns of whoever has to do with it; `key` names it or something of it, as `pack/type`."""
    pack = key.partition("/")[0]
    return next((one.about.warning for one in mechanisms() if one.pack == pack), None)


def forget() -> None:
    """Read everything anew the next time: for tests, whose transactions take back what they installed."""
    _mechanisms.cache_clear()


@lru_cache(maxsize=1)
def _mechanisms(revision: int) -> tuple[Mechanism, ...]:
    """Read once for each revision of the registry."""
    cases: dict[str, list[Words]] = {}
    for one in current_definitions(revision):
        cases.setdefault(one.pack, []).append(one.name)
    found = ((folder.name, _about(folder)) for folder in pack_folders() if folder.name in cases)
    return tuple(
        Mechanism(pack=name, about=about, cases=tuple(cases[name])) for name, about in found if about
    )


def _about(folder: Path) -> Manifest | None:
    """What the pack says of itself; None if its file cannot be read now, which `jinlin check` explains."""
    try:
        return manifest(read_yaml(folder / "pack.yaml"), [])
    except PackBroken:
        return None


@lru_cache(maxsize=64)
def _compiled(name: str) -> Pack:
    """Compiled once in each process: a pack that changes on disk is installed by a restart."""
    return load_pack(name)
