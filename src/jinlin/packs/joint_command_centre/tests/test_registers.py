"""What no grammar can hold together: the registers of this pack, its rules and the demo county."""

from __future__ import annotations

import csv
import re
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

PACK = Path(__file__).parent.parent
DEMO = PACK.parent / "_demo"
QUOTED = re.compile(r"'([^']+)'")
OTHER = "9901"


def register(path: Path) -> dict[str, dict[str, str]]:
    """The rows of a CSV file by their code."""
    with path.open(encoding="utf-8", newline="") as file:
        return {row["code"]: row for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def categories() -> dict[str, dict[str, str]]:
    return register(PACK / "registers/categories.csv")


@pytest.fixture(scope="module")
def routing() -> dict[str, dict[str, str]]:
    return register(PACK / "registers/routing.csv")


@pytest.fixture(scope="module")
def classify() -> list[dict[str, Any]]:
    rules = YAML(typ="safe").load((PACK / "rules.yaml").read_text(encoding="utf-8"))
    rows: list[dict[str, Any]] = rules["tables"]["classify"]["rows"]
    return rows


def test_the_words_that_suggest_a_category_are_those_the_register_shows_to_the_clerk(
    categories: dict[str, dict[str, str]], classify: list[dict[str, Any]]
) -> None:
    suggested = {row["then"]["category"]: QUOTED.findall(row.get("when", "")) for row in classify}
    shown = {code: row["words"].split(";") for code, row in categories.items() if row["words"]}
    assert suggested == {**shown, OTHER: []}


def test_what_no_word_suggests_is_other_and_comes_last(classify: list[dict[str, Any]]) -> None:
    assert classify[-1]["then"] == {"category": OTHER}
    assert "when" not in classify[-1]


def test_every_category_stands_below_a_heading_and_says_whose_it_is_and_how_fast(
    categories: dict[str, dict[str, str]],
) -> None:
    for code, row in categories.items():
        assert row["parent"] == ("" if len(code) == 2 else code[:2])
        assert row["remit"] in ("county", "above", "legal", "emergency")
        assert row["grade"] in ("urgent", "general", "complex")
        assert row["parent"] in ("", *categories)


def test_every_unit_of_the_routing_catalogue_is_in_the_demo_county_and_none_is_the_centre(
    routing: dict[str, dict[str, str]],
) -> None:
    organisations = register(DEMO / "organisations.csv")
    for row in routing.values():
        for column in ("unit", "assisting_1", "assisting_2"):
            assert row[column] in ("", *organisations)
            assert row[column] != "DEMO-CENTRE", "the centre verifies, so it deals with nothing itself"


def test_whatever_and_wherever_it_is_some_unit_gets_it(routing: dict[str, dict[str, str]]) -> None:
    assert [row["unit"] for row in routing.values() if not row["category"] and not row["area"]] == [
        "DEMO-OFFICE"
    ]


def test_the_routing_catalogue_names_only_categories_and_areas_that_there_are(
    categories: dict[str, dict[str, str]], routing: dict[str, dict[str, str]]
) -> None:
    areas = register(DEMO / "areas.csv")
    for row in routing.values():
        assert row["category"] in ("", *categories)
        assert row["area"] in ("", *areas)
