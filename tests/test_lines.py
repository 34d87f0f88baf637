"""The lines we do not cross: what the product cannot keep, ask, rank or give out."""

from __future__ import annotations

import ast
import csv
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client

from jinlin.kernel.cases.actions import open_case
from jinlin.kernel.cases.models import Card
from jinlin.kernel.cases.vault import SEALED
from jinlin.kernel.registry.actors import ANYONE
from jinlin.packkit.pack import Pack
from tests.lines.allowed import ENDED_BY_SILENCE, WORDS
from tests.lines.places import ROOT, api, asks_of, everywhere, models
from tests.lines.silence import ended_by_silence
from tests.lines.words import found_in

ONCE = re.compile(rb'(?<=")[A-Za-z0-9_-]{43,64}(?=")')
PACKS = ROOT / "src" / "jinlin" / "packs"
# No network has ever been given the mobile numbers that begin with 154, so that none can be anybody's.
NOBODYS_PHONE = "154"
MOBILE = re.compile(r"(?<![\d-])(?<!n: )1[3-9]\d{9}(?!\d)")
IDENTITY = re.compile(r"(?<!\d)[1-9]\d{16}[\dXx](?!\d)")
REPORTER = re.compile(r"'reporter': \{'name': '([^']*)'")
PLAINLY_MADE_UP = re.compile(r"示例|示范|某|[甲乙丙丁]|先生$|女士$")


def texts_of_the_packs() -> list[Path]:
    return sorted(one for kind in ("*.yaml", "*.csv", "*.md") for one in PACKS.rglob(kind))


def test_nothing_is_kept_asked_or_given_out_that_would_list_score_or_follow_persons(
    county: Mapping[str, Pack],
) -> None:
    found = {(place, word) for place, text in everywhere(county) for word in found_in(text)}
    assert found - WORDS.keys() == set(), "a word of tests/lines/words.py; see DESIGN, Lines we do not cross"
    assert WORDS.keys() - found == set(), "no longer needed in tests/lines/allowed.py"


@pytest.mark.parametrize(
    "name",
    [
        "face_template",
        "faceId",
        "risk_score",
        "ethnicity",
        "民族",
        "重点人员名单",
        "信访人",
        "活动轨迹",
        "精神病史",
    ],
)
def test_the_list_of_words_finds_what_it_is_for(name: str) -> None:
    assert list(found_in(name))


def test_no_model_ties_a_number_to_a_person_or_a_place_to_a_moment_of_one() -> None:
    """A score is a number beside a person; a track is a point beside a person and a moment."""
    person = {field.name for model in models() if model.__name__ == "Person" for field in model._meta.fields}
    assert person == {
        "id", "password", "last_login", "is_superuser", "username", "first_name", "last_name", "email",
        "is_staff", "is_active", "date_joined", "name", "phone", "era",
    }  # fmt: skip
    with_points = [
        model.__name__ for model in models() if {"lon", "lat"} & {one.name for one in model._meta.fields}
    ]
    assert with_points == ["Case"]


def test_a_card_has_room_for_a_unit_and_for_no_person() -> None:
    names = {field.name for field in Card._meta.fields}
    assert names == {"pk", "case_id", "n", "colour", "unit", "shown_at", "mark", "removed_at"}


def test_silence_ends_no_matter_that_nobody_can_take_up_again_unless_it_was_reviewed(
    county: Mapping[str, Pack],
) -> None:
    found = {
        one
        for pack in county.values()
        for made in pack.definitions.values()
        for one in ended_by_silence(made)
    }
    assert found == ENDED_BY_SILENCE.keys()


def test_nothing_that_the_product_takes_by_itself_refuses_or_declines(county: Mapping[str, Pack]) -> None:
    refusing = [
        (made.key, name)
        for pack in county.values()
        for made in pack.definitions.values()
        for name, action in made.actions.items()
        if "system" in action.by
        and (action.to or "") in ("refused", "not_accepted", "explained", "dismissed", "misused")
    ]
    assert refusing == []


def test_every_type_that_keeps_personal_values_says_how_long_and_why(county: Mapping[str, Pack]) -> None:
    without = [
        made.key
        for pack in county.values()
        for made in pack.definitions.values()
        if any(ask.privacy in SEALED for _, ask in asks_of(made)) and made.retention is None
    ]
    assert without == []


def test_the_columns_of_a_personal_list_are_as_personal_as_the_list(county: Mapping[str, Pack]) -> None:
    """A person inside the rows of a field that is not sealed would be kept in plain."""
    plain = [
        (made.key, name)
        for pack in county.values()
        for made in pack.definitions.values()
        for name, ask in made.fields.items()
        for inner in ask.of.values()
        if (inner.type == "person" or inner.privacy in SEALED) and ask.privacy not in SEALED
    ]
    assert plain == []


class TestDemoData:
    def test_lies_in_a_county_that_is_not_there(self) -> None:
        for name, column in (("areas", "code"), ("organisations", "area"), ("offices", "area")):
            codes = [
                row[column]
                for row in csv.DictReader((PACKS / "_demo" / f"{name}.csv").open(encoding="utf-8"))
            ]
            assert codes
            assert [code for code in codes if not code.startswith("99")] == []

    def test_has_people_who_are_plainly_made_up(self) -> None:
        with (PACKS / "_demo" / "people.csv").open(encoding="utf-8") as file:
            assert [
                row["name"] for row in csv.DictReader(file) if not PLAINLY_MADE_UP.search(row["name"])
            ] == []

    def test_has_story_people_who_are_plainly_made_up(self, county: Mapping[str, Pack]) -> None:
        names = {
            value["name"]
            for pack in county.values()
            for story in pack.stories
            for step in story.steps
            for value in getattr(step, "answers", {}).values()
            if isinstance(value, dict) and "name" in value
        }
        assert names
        assert [name for name in names if not PLAINLY_MADE_UP.search(name)] == []

    def test_has_phones_that_are_nobodys(self) -> None:
        phones = {
            found for one in texts_of_the_packs() for found in MOBILE.findall(one.read_text(encoding="utf-8"))
        }
        assert {one for one in phones if not one.startswith(NOBODYS_PHONE)} == set()

    def test_has_no_identity_number_that_could_be_somebodys(self) -> None:
        numbers = {
            n for one in texts_of_the_packs() for n in IDENTITY.findall(one.read_text(encoding="utf-8"))
        }
        assert {one for one in numbers if not one.startswith("99")} == set()


def test_the_examples_of_the_api_name_nobody() -> None:
    shown = [str(one) for one in _examples(api())]
    assert shown
    numbers = {n for one in shown for n in MOBILE.findall(one)}
    assert {one for one in numbers if not one.startswith(NOBODYS_PHONE)} == set()
    assert [one for one in shown if IDENTITY.search(one)] == []
    names = {n for one in shown for n in REPORTER.findall(one)}
    assert names
    assert [one for one in names if not PLAINLY_MADE_UP.search(one)] == []


def _examples(part: Any) -> list[Any]:
    if isinstance(part, dict):
        own = [part[name] for name in ("example", "examples") if name in part]
        return own + [one for inner in part.values() for one in _examples(inner)]
    return [one for inner in part for one in _examples(inner)] if isinstance(part, list) else []


def test_whoever_is_not_signed_in_sees_no_number_that_moves_with_the_cases(
    county: Mapping[str, Pack],
) -> None:
    """No public count at all, so none under five: every open address says the same after ten reports."""
    cache.clear()
    before = _public()
    for _ in range(10):
        answers = {"title": "路灯不亮", "details": "两盏", "area": "990101001001"}
        open_case("joint_command_centre/report", answers, ANYONE)
    assert _public() == before
    assert sum(status == 200 for status, _ in before.values()) >= 6


def _public() -> dict[str, tuple[int, bytes]]:
    """What every address without a place-holder says to somebody who is not signed in."""
    kind = "type=joint_command_centre/report"
    paths = [
        "/",
        "/health",
        "/report/",
        "/report/joint_command_centre/report",
        "/follow",
        "/api/v1/types/joint_command_centre/report",
        f"/api/v1/categories?{kind}",
    ]
    paths += [path for path, one in api()["paths"].items() if "{" not in path and "get" in one]
    client = Client(raise_request_exception=False)
    answers = {path: client.get(path) for path in paths}
    # What a page has against forged forms is new at every look, and so is the key of a form.
    return {path: (one.status_code, ONCE.sub(b"", one.content)) for path, one in answers.items()}


def test_a_pack_computes_with_nothing_but_lib() -> None:
    foreign = [
        f"{path.relative_to(PACKS)}: {name}"
        for path in PACKS.rglob("*.py")
        if "tests" not in path.parts
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        for name in _imported(node)
        if name.partition(".")[0] in ("jinlin", "django", "psycopg") and not name.startswith("jinlin.lib")
    ]
    assert foreign == []


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []
