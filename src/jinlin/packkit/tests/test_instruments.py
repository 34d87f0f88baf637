"""An instrument that nobody knows beforehand: what it declares in its folder is all that the house needs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from importlib import import_module
from pathlib import Path
from unittest.mock import patch

import pytest

from jinlin.instruments import instrument
from jinlin.kernel.cases import apart
from jinlin.kernel.cases.effects import registry
from jinlin.kernel.cases.models import Case
from jinlin.lib.words import Words
from jinlin.packkit.compile import compile_pack
from jinlin.packkit.install import install
from jinlin.packkit.stage import undone
from jinlin.packkit.stories import Moment, play
from jinlin.packkit.tests.conftest import Workshop
from jinlin.project import worker
from jinlin.project.stopping import Stopping
from jinlin.project.vitals.beats import silent_after

INSTRUMENT = """
from datetime import timedelta
from typing import Annotated

from jinlin.instruments.instrument import Audit, Instrument, PackPart, Round
from jinlin.kernel.cases.effects.params import Cel, Field, Ref
from jinlin.kernel.cases.effects.registry import Kind, put
from jinlin.lib.words import Frozen, Words

HUNG = {}


class Bell(Frozen):
    name: Words
    most: int


class StrikeParams(Frozen):
    bell: Annotated[str, Ref("bell")]
    times: Annotated[str, Cel(gives=frozenset({"integer"}))]
    into: Annotated[str, Field(types=("integer",), is_set=True)]


def strike(step, params):
    times = min(step.context().value(params.times), HUNG[step.draft.definition.pack][params.bell].most)
    put(step, params.into, times)


def hang(pack, parts):
    is_new = HUNG.get(pack) != parts["bell"]
    HUNG[pack] = parts["bell"]
    return is_new


def bells_can_be_struck(pack):
    for name, bell in pack.parts("bell").items():
        if bell.most < 1:
            say = Words(zh="这口钟敲不响", en="this bell can never be struck")
            pack.wrong("bells.yaml", ("bells", name, "most"), "mute", say)


INSTRUMENT = Instrument(
    name="town_bells",
    effects={"strike": Kind(StrikeParams, strike)},
    parts=(PackPart("bell", Words(zh="钟", en="bell"), "bells.yaml", "bells", Bell),),
    installs=hang,
    checks=(bells_can_be_struck,),
    rounds={"bells": Round(lambda: False, timedelta(minutes=3))},
    verifies=lambda: Audit(Words(zh="钟", en="bells"), ()),
)
"""
FACTS = "    facts:\n      strokes: {type: integer, name: {zh: 声, en: Strokes}}\n"
STRIKE = "          - strike: {bell: great, times: 2 + 3, into: strokes}\n"
BELLS = "bells:\n  great: {name: {zh: 大钟, en: Great bell}, most: 3}\n"


KNOWN = (instrument._DECLARED, registry.KINDS, registry.WRITERS, registry.FORGETTERS, apart._KEEPS)


@pytest.fixture
def bells(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[instrument.Instrument]:
    root = tmp_path_factory.mktemp("instruments")
    folder = root / "town_bells"
    folder.mkdir()
    (folder / "__init__.py").touch()
    (folder / "instrument.py").write_text(INSTRUMENT, encoding="utf-8")
    monkeypatch.syspath_prepend(root)
    with ExitStack() as afterwards:
        for known in KNOWN:
            afterwards.enter_context(patch.dict(known))
        found: instrument.Instrument = import_module("town_bells.instrument").INSTRUMENT
        instrument.declare(found)
        yield found
    for name in ("town_bells", "town_bells.instrument"):
        sys.modules.pop(name)


@pytest.fixture
def tower(bells: instrument.Instrument, workshop: Workshop) -> Workshop:
    """The lamp pack with a bell, which is struck when a lamp is repaired."""
    (workshop.folder / "bells.yaml").write_text(BELLS, encoding="utf-8")
    workshop.change("pack.yaml", "uses: [documents,", f"uses: [{bells.name}, documents,")
    workshop.change(
        "process.yaml",
        "    facts:\n",
        "    facts:\n      strokes: {type: integer, name: {zh: 声, en: Strokes}}\n",
    )
    workshop.change(
        "process.yaml",
        "          - issue: {document: slip}\n",
        "          - issue: {document: slip}\n" + STRIKE,
    )
    return workshop


def told(tower: Workshop) -> list[str]:
    return [f"{Path(one.place.file).name}: {one.say.en}" for one in tower.faults()]


def test_what_it_brings_is_read_and_checked(tower: Workshop) -> None:
    assert told(tower) == []


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("process.yaml", "bell: great", "bell: grat", "process.yaml: there is no bell `grat`; did you"),
        ("process.yaml", "into: strokes", "into: stroke", "process.yaml: there is no integer field `stroke`"),
        ("process.yaml", "times: 2 + 3", "times: kinds", "process.yaml: the expression names `kinds`"),
        ("process.yaml", "times: 2 + 3", "times: \"'x'\"", "process.yaml: here integer is needed"),
        ("process.yaml", "{bell: great, ", "{", "process.yaml: `bell` of effect `strike` does not fit"),
        ("bells.yaml", "most: 3", "moost: 3", "bells.yaml: `moost` cannot be written here"),
        ("bells.yaml", "most: 3", "most: 0", "bells.yaml: this bell can never be struck"),
        ("pack.yaml", "uses: [town_bells, ", "uses: [", "process.yaml: effect `strike` is of town_bells"),
    ],
)  # fmt: skip
def test_a_mistake_in_it_is_told_like_any_other(
    tower: Workshop, file: str, old: str, new: str, says: str
) -> None:
    tower.change(file, old, new)
    assert any(one.startswith(says) for one in told(tower)), told(tower)


@pytest.mark.usefixtures("city")
def test_its_effect_is_set_in_motion_and_its_parts_are_installed_once(tower: Workshop) -> None:
    pack, struck = compile_pack(tower.folder), []

    def listen(moment: Moment) -> None:
        struck.append(Case.objects.get(number=moment.number).facts.get("strokes"))

    with undone():
        assert "town_bells" in install(pack).instruments
        assert not install(pack)
        played = play(pack, next(one for one in pack.stories if one.id == "repaired"), watch=listen)
    assert played.is_true, str(played.fault)
    assert 3 in struck  # the bell that is there, and not the five that were wanted


@pytest.mark.usefixtures("bells")
def test_the_worker_does_its_rounds_and_health_looks_for_them() -> None:
    assert worker.rounds(Stopping())["bells"]() is False
    assert silent_after()["bells"].total_seconds() == 180


@pytest.mark.usefixtures("bells")
def test_two_instruments_may_not_have_one_name() -> None:
    with pytest.raises(ValueError, match="two instruments town_bells"):
        instrument.declare(instrument.Instrument(name="town_bells"))


def test_two_instruments_may_not_mean_different_things_by_one_name(bells: instrument.Instrument) -> None:
    for part in ({"nouns": {"bell": Words(zh="铃", en="bell")}}, {"rounds": bells.rounds}):
        with pytest.raises(ValueError, match="town_chimes and town_bells both have"):
            instrument.declare(instrument.Instrument(name="town_chimes", **part))
