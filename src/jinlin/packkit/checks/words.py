"""Every text stands in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinlin.packkit.checks.house import House
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, fault
from jinlin.packkit.tree import Tree

FREE = frozenset({"answers", "example", "zh", "en"})
CHINESE = re.compile(r"[㐀-鿿]")
LATIN = re.compile(r"[A-Za-z]")


def texts_are_translated(draft: Draft, _: House) -> Iterator[Fault]:
    """Empty texts, Chinese without a Chinese character, English without a letter."""
    trees = [tree for name, tree in draft.trees.items() if name != "process.yaml"]
    for tree in (*trees, *(case.tree for case in draft.cases.values())):
        yield from _in_tree(tree)


def nothing_is_left_empty(draft: Draft, _: House) -> Iterator[Fault]:
    """A key that is written says something; what people answer in a story may be empty."""
    trees = [tree for name, tree in draft.trees.items() if name != "process.yaml"]
    for tree in (*trees, *(case.tree for case in draft.cases.values())):
        for trail, value in tree.walk():
            if isinstance(value, str) and not value.strip() and FREE.isdisjoint(trail):
                zh, en = (
                    f"“{trail[-1]}”是空的，请写明或删去",
                    f"`{trail[-1]}` is empty: fill it in or take it out",
                )
                yield fault(tree.place(*trail), "empty", zh, en)


def _in_tree(tree: Tree) -> Iterator[Fault]:
    for trail, value in tree.walk():
        if isinstance(value, dict) and value and set(value) <= {"zh", "en"}:
            for language, letters in (("zh", CHINESE), ("en", LATIN)):
                text = value.get(language)
                # A text that is not there at all is a mistake of form, which validation reports.
                if isinstance(text, str) and not letters.search(text):
                    place = tree.place(*trail, language)
                    zh = f"“{language}”没有译文：“{text}”；zh 写中文，en 写英文"
                    en = f"`{language}` is not translated: '{text}'; write Chinese in `zh`, English in `en`"
                    yield fault(place, "not-translated", zh, en)
