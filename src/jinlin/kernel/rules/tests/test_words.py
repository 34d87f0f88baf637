"""Rows found by words: a register in which a city writes the words that tell what a report is about."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.kernel.rules.findings import decide
from jinlin.kernel.rules.tables import Table
from jinlin.kernel.rules.tests.samples import BASIS, NAME, TODAY, register, world
from jinlin.kernel.rules.words import WordList

ROWS = [
    {"code": "water", "words": "水;停水"},
    {"code": "bill", "words": "水费;电费"},
    {"code": "meter", "words": "水表; 电表 ;"},
    {"code": "other", "words": ""},
]
TABLE = Table.model_validate(
    {
        "key": "demo/classify",
        "name": NAME,
        "outcomes": ["category"],
        "rows_from": {
            "register": "routing",
            "match": {"words": {"fact": "title", "how": "words"}},
            "then": {"category": "code"},
            "basis": BASIS,
            "cite": "made up",
        },
    }
)


def category(title: str | None, rows: list[dict[str, str]] = ROWS) -> str:
    return str(decide(TABLE, {"title": title}, TODAY, world(register(rows, "words"))).outcome["category"])


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("小区停水三天", "water"),
        ("水费太高", "bill"),
        ("水表与水费不符", "bill"),  # equally long: the row that stands first
        ("电表坏了", "meter"),
        ("路灯不亮", "other"),
        ("", "other"),
        (None, "other"),
    ],
)
def test_the_longest_word_decides_and_among_equals_the_first_row(title: str | None, expected: str) -> None:
    assert category(title) == expected


@given(st.text(alphabet="水电费表停路灯;. ", max_size=12))
def test_a_title_without_any_of_the_words_falls_to_the_row_without_words(title: str) -> None:
    hit = any(word.strip() in title for row in ROWS for word in row["words"].split(";") if word.strip())
    assert (category(title) != "other") == hit


@given(
    st.lists(st.text(alphabet="水电费; ", max_size=8), max_size=6), st.text(alphabet="水电费路 ", max_size=12)
)
def test_the_cells_found_are_those_that_trying_every_word_finds(cells: list[str], text: str) -> None:
    words = [(word.strip(), cell) for cell in dict.fromkeys(cells) for word in cell.split(";")]
    words.sort(key=lambda pair: len(pair[0]), reverse=True)
    tried = [cell for word, cell in words if word and word in text]
    assert WordList(cells).cells_in(text) == list(dict.fromkeys(tried))
