"""Every pack of this installation: no mistakes, every story true, all five proofs."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from jinlin.kernel.cases.measuring import compute
from jinlin.packkit.check import check
from jinlin.packkit.compile import compile_pack, draft
from jinlin.packkit.figures import Outcome
from jinlin.packkit.folders import pack_folders
from jinlin.packkit.install import install
from jinlin.packkit.pack import Pack
from jinlin.packkit.proofs import Proof, prove
from jinlin.packkit.stories import Moment, play

FOLDERS = pack_folders()
STORIES = [
    pytest.param(folder, story.id, id=f"{folder.name}: {story.id}")
    for folder in FOLDERS
    if (telling := draft(folder).telling)
    for story in telling.stories
]


@cache
def compiled(folder: Path) -> Pack:
    return compile_pack(folder)


def installed(folder: Path) -> Pack:
    install(compiled(folder))
    return compiled(folder)


def test_no_pack_has_a_mistake() -> None:
    assert [str(fault) for fault in check()] == []


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(("folder", "story"), STORIES)
def test_a_story_is_true(folder: Path, story: str) -> None:
    pack = installed(folder)
    played = play(pack, next(one for one in pack.stories if one.id == story))
    assert played.is_true, str(played.fault)


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_indicator_computes_at_every_step_of_a_story(folder: Path) -> None:
    pack = installed(folder)
    counted: dict[str, list[int]] = {name: [] for name in pack.indicators}

    def watch(_: Moment) -> None:
        for name, indicator in pack.indicators.items():
            counted[name].append(sum(one.n for one in compute(pack.name, indicator, per="holder")))

    play(pack, pack.stories[0], watch)
    assert all(len(one) == len(pack.stories[0].steps) for one in counted.values())
    assert any(any(one) for one in counted.values())


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_pack_shows_its_proofs_and_says_of_figures_what_it_cannot(folder: Path) -> None:
    proved = prove(installed(folder))
    missing = {proof: one.missing for proof, one in proved.shown.items()}
    outcomes = {one.outcome for one in proved.figures}
    assert missing.pop(Proof.FIGURES) == () or Outcome.RECOMPUTED not in outcomes
    assert Outcome.DIFFERS not in outcomes
    assert missing == dict.fromkeys(set(Proof) - {Proof.FIGURES}, ())
