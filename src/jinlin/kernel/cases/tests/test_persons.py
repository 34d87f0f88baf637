"""A person as an answer: names, telephones, and documents of all kinds."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.kernel.cases.actions.revealing import _purpose
from jinlin.kernel.cases.definition import Ask
from jinlin.kernel.cases.values import Ground, read
from jinlin.kernel.registry.world import World
from jinlin.lib.errors import BadInput
from jinlin.lib.working_calendar import WorkingCalendar

GROUND = Ground(World(1, WorkingCalendar({})), "town")
ASKED = {"type": "person", "name": {"zh": "反映人", "en": "Reporter"}, "privacy": "personal"}


def person(given: Any, **more: Any) -> Any:
    return read(Ask.model_validate({**ASKED, **more}), given, GROUND)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"name": "甲\u200b甲"}, {"name": "甲甲"}),
        ({"name": "甲", "id_type": "护照", "id_no": "e 1234 5678"},
         {"name": "甲", "id_type": "passport", "id_no": "E12345678"}),
        ({"name": "甲", "id_type": "hk_macau_permit", "id_no": "H1234567801"},
         {"name": "甲", "id_type": "hk_macau_permit", "id_no": "H12345678"}),
        ({"name": "甲", "id_no": "11010519491231002x"}, {"name": "甲", "id_no": "11010519491231002X"}),
        ({"name": "甲", "id_type": "passport"}, {"name": "甲"}),
        ({"name": "甲", "phone": "\u3164", "address": "\u200b"}, {"name": "甲"}),
    ],
)  # fmt: skip
def test_each_part_is_kept_as_it_was_meant(given: Any, kept: Any) -> None:
    assert person(given) == kept


@pytest.mark.parametrize(
    "given",
    [
        {"name": "甲", "id_no": "E12345678"},
        {"name": "甲", "id_type": "护照", "id_no": "12"},
        {"name": "甲", "id_type": "学生证", "id_no": "12345678"},
        {"name": "甲", "id_type": 7},
    ],
)
def test_what_is_no_person_is_refused(given: Any) -> None:
    with pytest.raises(BadInput):
        person(given)


@given(st.sets(st.sampled_from(["name", "phone"])), st.booleans(), st.booleans())
def test_whoever_need_not_be_named_is_known_by_a_telephone_alone(
    given: set[str], required: bool, are_blanks_sent: bool
) -> None:
    everything = {"name": "甲", "phone": "15400000000"}
    sent = {part: everything[part] if part in given else "\u3000" for part in everything}
    if not are_blanks_sent:
        sent = {part: text for part, text in sent.items() if part in given}
    if required and "name" not in given:
        with pytest.raises(BadInput):
            person(sent, required=True)
    else:
        assert person(sent, required=required) == ({part: everything[part] for part in given} or None)


@pytest.mark.parametrize("more", [{}, {"parts": ["name", "address"]}, {"required": True}])
def test_whoever_can_neither_be_named_nor_reached_is_nobody(more: dict[str, Any]) -> None:
    with pytest.raises(BadInput, match="姓名"):
        person({"address": "文昌社区"}, **more)


def test_whoever_asks_for_a_number_asks_for_its_document_too_and_nobody_else() -> None:
    given = {"name": "甲", "id_type": "passport", "id_no": "E12345678"}
    assert person(given, parts=["name", "id_no"]) == given
    with pytest.raises(BadInput):
        person(given, parts=["name", "phone"])


@given(st.sampled_from(["x", "y"]), st.floats(-1e6, 1e6, allow_nan=False))
def test_a_point_outside_the_globe_says_which_is_which(axis: str, value: float) -> None:
    ask = Ask.model_validate({"type": "point", "name": {"zh": "地点", "en": "Place"}})
    point = {"x": 120.0, "y": 40.0, "crs": "WGS-84", axis: value}
    if abs(value) <= (180 if axis == "x" else 90):
        assert read(ask, point, GROUND)[axis] == value
    else:
        with pytest.raises(BadInput, match="x is the longitude"):
            read(ask, point, GROUND)


def test_a_purpose_of_two_characters_is_one() -> None:
    assert _purpose("评估\u200b") == "评估"
    with pytest.raises(BadInput):
        _purpose("估\u200b")
