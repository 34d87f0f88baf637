"""No screen says a machine's name: of a field, a pack, a table, a kind or a level."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from lxml import html

from jinlin.packkit.pack import Pack
from tests.addresses.table import addresses, visitors

READERS = ("administrator", "dispatcher", "unit_officer", "resident", "anyone")
NAME = re.compile(r"\b[a-z]+(?:_[a-z0-9]+)+\b|\b[a-z_]+_[a-z_]+/[a-z_]+\b")
KINDS = re.compile(
    r"(?<![\w.@/-])(county|town|community|city|department|centre|court|web|phone|urgent|general)(?![\w.@/-])"
)
# What is code and is meant: names in a file that one writes, addresses, and what somebody is to type.
CODE = "self::script|self::style|self::code|self::kbd|self::template|self::svg|self::option[@lang]"


@pytest.fixture
def pages(county: Mapping[str, Pack]) -> list[tuple[str, str, Any]]:
    """Each address as each reader sees it, in Chinese."""
    everybody, case = visitors()
    return [
        (who, path, everybody[who].get(path))
        for path in addresses(case).values()
        for who in READERS
    ]  # fmt: skip


def told(text: str) -> Iterator[str]:
    """What a page says to people: its texts, and what stands in for them."""
    page = html.fromstring(text)
    for one in page.xpath(f"//*[{CODE}]"):
        one.drop_tree()
    yield from page.itertext()
    for name in ("aria-label", "placeholder", "title", "alt"):
        yield from page.xpath(f"//@{name}")


def test_no_page_says_a_name_that_only_machines_use(pages: list[tuple[str, str, Any]]) -> None:
    found = set()
    for who, path, answer in pages:
        if answer.status_code == 200 and answer["Content-Type"].startswith("text/html"):
            for text in told(answer.content.decode()):
                found |= {(path, who, one) for one in (*NAME.findall(text), *KINDS.findall(text))}
    assert sorted(found) == []


@pytest.mark.parametrize("name", ["work", "watching", "search", "urgent"])
def test_no_list_to_take_along_says_one(county: Mapping[str, Pack], name: str) -> None:
    """A register is taken along with the names that its loader reads; lists of cases are read by people."""
    everybody, _case = visitors()
    answer = everybody["dispatcher"].get(f"/desk/export/{name}?format=csv")
    rows = list(csv.reader(io.StringIO(b"".join(answer).decode("utf-8-sig"))))
    assert not re.search("[a-z]", "".join(rows[0]))
    assert not [one for row in rows for one in row if NAME.search(one) or KINDS.fullmatch(one)]
