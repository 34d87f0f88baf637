"""One term for each thing, on every screen, in every message and paper: `tests/terms/terms.yaml`."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from jinlin.lib import yaml12
from tests.terms.texts import Text, in_code, texts

TERMS: list[dict[str, Any]] = yaml12.load(
    (Path(__file__).parent / "terms" / "terms.yaml").read_text(encoding="utf-8")
)[0]
# 97 %, 5 元, 案件 {number} 已: Chinese is set without spaces around figures.
SPACED = re.compile(
    r"\d+(?:\.\d+)? [%％元件天日年月](?![a-z])|(?<=[\u4e00-\u9fff]) \{\w+\}|\{\w+\} (?=[\u4e00-\u9fff])"
)


@pytest.fixture(scope="module")
def written() -> list[Text]:
    return list(texts())


@pytest.mark.parametrize("term", TERMS, ids=lambda term: term["use"])
def test_a_thing_has_one_term(term: dict[str, Any], written: list[Text]) -> None:
    found = {
        (place, text.strip()[:60]) for place, text in written if is_about(term, place) and breaks(term, text)
    }
    assert found == set(), f"say {term['use']} for {term['of']}"


def test_chinese_is_set_without_spaces_around_figures(written: list[Text]) -> None:
    assert {(place, found[0]) for place, text in written if (found := SPACED.search(text))} == set()


@pytest.mark.parametrize(
    ("text", "wrong"), [("应付赏金", True), ("应付悬赏金", False), ("已付悬赏金，未付赏金", True)]
)
def test_a_longer_word_that_is_right_hides_no_shorter_one_that_is_wrong(text: str, *, wrong: bool) -> None:
    assert breaks(next(term for term in TERMS if term["use"] == "悬赏金"), text) is wrong


@pytest.mark.parametrize(
    ("code", "seen"),
    [
        ('f"{n} 元"', ["{} 元"]),
        ('f"案件 {n} 已办"', ["案件 {} 已办"]),
        ('f"应付{n}赏金"', ["应付{}赏金"]),
        ('f"{a}" "赏金"', ["{}赏金"]),
    ],
)
def test_a_text_that_is_put_together_is_seen_whole(code: str, seen: list[str]) -> None:
    assert list(in_code(ast.parse(f"x = {code}"))) == seen


def is_about(term: dict[str, Any], place: str) -> bool:
    only, without = term.get("only", [""]), term.get("not_in", [])
    return place.startswith(tuple(only)) and not place.startswith(tuple(without))


def breaks(term: dict[str, Any], text: str) -> bool:
    for right in term.get("within", []):
        text = text.replace(right, "")
    return any(wrong in text for wrong in term["never"])
