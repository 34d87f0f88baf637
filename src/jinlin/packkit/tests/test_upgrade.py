"""What an upgrade of a pack would change is told before it is done, and which open cases it leaves alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from jinlin.kernel.cases.actions import open_case
from jinlin.kernel.cases.selectors import current_definition
from jinlin.kernel.cases.tests.town import COUNTY
from jinlin.kernel.registry.actors import Actor, Post
from jinlin.packkit.compile import compile_pack
from jinlin.packkit.install import install
from jinlin.packkit.stage import undone
from jinlin.packkit.tests.conftest import Workshop
from jinlin.packkit.upgrade import Difference, Remaining, upgrade

CLERK = Actor("person/1", "Lin", "lin", (Post("clerk", "DEMO-CENTRE", COUNTY),))


@pytest.fixture
def lamps(city: None, workshop: Workshop) -> Iterator[Workshop]:
    with undone():
        install(compile_pack(workshop.folder))
        yield workshop


def test_the_same_pack_would_change_nothing(lamps: Workshop) -> None:
    found = upgrade(compile_pack(lamps.folder))
    assert not found
    assert (found.differences, found.remaining) == ((), ())


def test_every_part_that_new_cases_would_have_otherwise_is_told(lamps: Workshop) -> None:
    lamps.change("process.yaml", "within: 5 working days", "within: 6 working days")
    lamps.change("process.yaml", "cost: {type: money", "price: {type: money")
    lamps.change("process.yaml", '"cost == null ? 0 : cost"', '"price == null ? 0 : price"')
    lamps.change("process.yaml", "keep: 2 years", "keep: 3 years")
    found = upgrade(compile_pack(lamps.folder))
    assert set(found.differences) == {
        Difference("report", "state", "waiting", "changed"),
        Difference("report", "action", "repair", "changed"),
        Difference("report", "field", "cost", "gone"),
        Difference("report", "field", "price", "new"),
        Difference("report", "key", "retention", "changed"),
    }
    assert found.brings.definitions == ("report",)


def test_a_type_that_the_folder_has_no_more_is_left(lamps: Workshop) -> None:
    pack = compile_pack(lamps.folder)
    fewer = pack.model_copy(
        update={"definitions": {name: one for name, one in pack.definitions.items() if name != "letter"}}
    )
    found = upgrade(fewer)
    assert found.differences == (Difference("letter", "type", "letter", "left"),)
    assert not found
    assert current_definition("lamp_repair/letter")


def test_nothing_is_changed_by_asking(lamps: Workshop) -> None:
    before = current_definition("lamp_repair/report").digest
    lamps.change("process.yaml", "keep: 2 years", "keep: 3 years")
    assert upgrade(compile_pack(lamps.folder))
    assert current_definition("lamp_repair/report").digest == before


def test_open_cases_are_told_by_state_and_whether_it_is_still_there(lamps: Workshop) -> None:
    answers = {"subject": "灯不亮", "kind": "dark"}
    open_case("lamp_repair/report", answers, CLERK)
    lamps.change("process.yaml", "starts_in: received", "starts_in: arrived")
    lamps.change("process.yaml", "      received:\n", "      arrived:\n")
    lamps.change("process.yaml", "from: received", "from: arrived")
    assert upgrade(compile_pack(lamps.folder)).remaining == (Remaining("report", "received", 1, False),)
