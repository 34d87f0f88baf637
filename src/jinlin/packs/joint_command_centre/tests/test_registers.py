"""What no grammar can hold together: the registers of this pack, its rules and the demo county."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

PACK = Path(__file__).parent.parent
DEMO = PACK.parent / "_demo"
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


def test_only_what_is_not_classified_has_no_words_so_that_every_subject_finds_one_category(
    categories: dict[str, dict[str, str]],
) -> None:
    assert [code for code, row in categories.items() if not row["words"]] == [OTHER]


def test_no_word_stands_in_two_categories(categories: dict[str, dict[str, str]]) -> None:
    words = [word for row in categories.values() for word in row["words"].split(";") if word]
    assert sorted(words) == sorted(set(words))


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
