"""A story is played step by step against the kernel, and says where it is not true. Nothing of it stays."""

from __future__ import annotations

import pytest

from jinlin.kernel.cases.models import Case
from jinlin.kernel.journal.models import Event
from jinlin.packkit.compile import compile_pack
from jinlin.packkit.install import install
from jinlin.packkit.pack import Pack
from jinlin.packkit.proofs import Proof, prove
from jinlin.packkit.stories import Moment, Played, play
from jinlin.packkit.tests.conftest import LAMPS, Workshop

pytestmark = pytest.mark.usefixtures("city")


def installed(workshop: Workshop) -> Pack:
    pack = compile_pack(workshop.folder)
    install(pack)
    return pack


def told(workshop: Workshop, story: str) -> Played:
    pack = installed(workshop)
    return play(pack, next(one for one in pack.stories if one.id == story))


@pytest.mark.parametrize("story", ["repaired", "late", "two_yellows_make_a_letter"])
def test_a_true_story_is_played_to_its_end(workshop: Workshop, story: str) -> None:
    played = told(workshop, story)
    assert played.is_true, str(played.fault)
    assert len(played.moments) == len(played.story.steps)


def test_a_story_leaves_nothing_behind(workshop: Workshop) -> None:
    pack = installed(workshop)
    before = Case.objects.count(), Event.objects.count()
    assert all(play(pack, story).is_true for story in pack.stories)
    assert (Case.objects.count(), Event.objects.count()) == before


def test_a_story_tells_which_final_states_it_reached(workshop: Workshop) -> None:
    reached = told(workshop, "repaired").reached
    assert {("lamp_repair/report", "repaired"), ("lamp_repair/check", "done")} <= reached


def test_a_value_that_is_revealed_is_compared(workshop: Workshop) -> None:
    workshop.change("story.yaml", "value: {name: 林小满", "value: {name: 林大满")
    found = told(workshop, "repaired").fault
    assert found is not None
    assert "was to see" in found.say.en


def test_whoever_watches_sees_the_case_while_it_stands(workshop: Workshop) -> None:
    pack, seen = installed(workshop), []

    def watch(moment: Moment) -> None:
        seen.append(Case.objects.filter(number=moment.number).exists())

    play(pack, pack.stories[0], watch)
    assert len(seen) == len(pack.stories[0].steps)
    assert all(seen)


FALSE = {
    "a wrong state": (
        "expect: {state: open}", "expect: {state: done}",
        "state was to be done, but is open",
    ),
    "a wrong deadline": (
        '03-06 17:30"}}', '03-06 18:00"}}',
        "but is 2024-03-06 17:30",
    ),
    "a wrong card": (
        "cards: {yellow: 2, red: 1}}", "cards: {yellow: 3, red: 1}}",
        "cards was to be",
    ),
    "a field that shows": (
        "{reporter: hidden", "{reporter: shown",
        "field reporter was to be shown, but is hidden",
    ),
    "a step that is refused": (
        "who: fixer, takes: finish", "who: lin, takes: finish",
        "was refused: not-found",
    ),
    "a refusal that does not come": (
        "takes: finish, on: look,", "takes: finish, on: look, refused: not-allowed,",
        "was to be refused (not-allowed)",
    ),
    "a refusal for another reason": (
        "refused: not-allowed", "refused: need-not-met",
        "was to be refused as need-not-met",
    ),
    "a refusal that says something else": (
        "because: 已收到", "because: 已办结",
        "the refusal lacks '已办结'",
    ),
    "a child that was not opened": (
        "type: check, nth: 1", "type: check, nth: 2",
        "`it` has 1 children of type `check`",
    ),
}  # fmt: skip


@pytest.mark.parametrize("change", FALSE.values(), ids=FALSE.keys())
def test_a_story_that_is_not_true_says_on_which_line(
    workshop: Workshop, change: tuple[str, str, str]
) -> None:
    line = workshop.change("story.yaml", change[0], change[1])
    pack = installed(workshop)
    faults = [played.fault for story in pack.stories if (played := play(pack, story)).fault]
    assert [(one.place.line, change[2] in one.say.en) for one in faults if one] == [(line, True)], faults


def test_a_pack_proves_itself_by_what_it_plays() -> None:
    pack = compile_pack(LAMPS)
    install(pack)
    proved = prove(pack)
    assert {proof: shown.missing for proof, shown in proved.shown.items()} == dict.fromkeys(Proof, ())
    assert proved.level == 5


UNPROVEN = {
    Proof.STORY: ("clerk, takes: repair, on: it, answers", "fixer, takes: repair, on: it, answers"),
    Proof.FIGURES: ("- count: 2", "- count: 3"),
    Proof.REFUSALS: ("proves: [clocks, refusals]", "proves: [clocks]"),
    Proof.CLOCKS: ("2024-03-11 17:29", "2024-03-11 17:30"),
    Proof.SAFEGUARDS: ("{reporter: hidden", "{reporter: shown"),
}


@pytest.mark.parametrize("proof", UNPROVEN)
def test_a_proof_that_does_not_hold_says_what_is_missing(workshop: Workshop, proof: Proof) -> None:
    workshop.change("story.yaml", *UNPROVEN[proof])
    proved = prove(installed(workshop))
    assert not proved.shown[proof].holds
    assert proved.level < 5
