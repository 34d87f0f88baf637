"""What a pack requires: releases of Jinlin, and other packs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib.metadata import version
from typing import NamedTuple

from packaging.specifiers import SpecifierSet

from jinlin.lib.errors import Unready
from jinlin.lib.words import Words
from jinlin.lib.yaml12 import Trail
from jinlin.packkit.grammar.pack import Manifest
from jinlin.packkit.pack import Pack


class Unmet(NamedTuple):
    """A requirement that is not met, where it stands in pack.yaml."""

    trail: Trail
    say: Words


def unmet(about: Manifest, packs: Mapping[str, str]) -> Iterator[Unmet]:
    """What of a pack's requirements is not met by this release and by `packs`, their versions by name."""
    ours = version("jinlin")
    if ours not in SpecifierSet(about.requires.jinlin, prereleases=True):
        wanted = about.requires.jinlin
        say = Words(
            zh=f"需要 Jinlin {wanted}，这里是 {ours}", en=f"it needs Jinlin {wanted}, and this is {ours}"
        )
        yield Unmet(("requires", "jinlin"), say)
    for name, wanted in about.requires.packs.items():
        there = packs.get(name)
        if there is None:
            say = Words(zh=f"需要机制“{name}”，这里没有", en=f"it needs the pack `{name}`, which is not here")
        elif there not in SpecifierSet(wanted, prereleases=True):
            zh = f"需要机制“{name}” {wanted}，这里是 {there}"
            say = Words(zh=zh, en=f"it needs the pack `{name}` {wanted}, and {there} is here")
        else:
            continue
        yield Unmet(("requires", "packs", name), say)


def refuse_unmet(packs: Mapping[str, Pack]) -> None:
    """Raise `Unready` if a pack lacks what it requires, before anything is installed."""
    versions = {name: one.about.version for name, one in packs.items()}
    for name, one in packs.items():
        for lack in unmet(one.about, versions):
            raise Unready(
                f"机制“{name}”不能装入：{lack.say.zh}",
                f"The pack '{name}' cannot be installed: {lack.say.en}",
                help=Words(
                    zh="请换上合适的版本，或把该机制移出 JINLIN_PACKS。",
                    en="Bring a version that fits, or take the pack out of JINLIN_PACKS.",
                ),
            )
