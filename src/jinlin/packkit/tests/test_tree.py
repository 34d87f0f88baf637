"""A pack laid over its base: mappings merge, all else is replaced, null removes, and places stay true."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from jinlin.lib.yaml12 import Trail
from jinlin.packkit.faults import Place
from jinlin.packkit.reader import read_yaml
from jinlin.packkit.tree import Tree, merged

LEAVES = st.none() | st.integers() | st.text(max_size=3) | st.lists(st.integers(), max_size=2)
KEYS = st.sampled_from("abc")
INNER = st.recursive(LEAVES, lambda one: st.dictionaries(KEYS, one, max_size=3))
BODIES = st.dictionaries(KEYS, INNER, max_size=3)


def tree(data: Any, file: str) -> Tree:
    places: dict[Trail, Place] = {(): Place(file, 1)}
    whole = Tree(data, places)
    places.update({trail: Place(file, len(trail) + 1) for trail, _ in whole.walk()})
    return whole


def read(folder: Path, name: str, text: str) -> Tree:
    (folder / name).write_text(text, encoding="utf-8")
    return read_yaml(folder / name)


def test_what_a_pack_says_lies_over_its_base(tmp_path: Path) -> None:
    base = read(
        tmp_path, "base.yaml", "by: [one, two]\nstates:\n  a: {within: 1 day, say: x}\n  b: {say: y}\n"
    )
    own = read(
        tmp_path, "own.yaml", "states:\n  a: {within: 2 days}\n  b: null\n  c: {say: z}\nby: [three]\n"
    )
    assert merged(base, own).data == {
        "states": {"a": {"within": "2 days", "say": "x"}, "c": {"say": "z"}},
        "by": ["three"],
    }


def test_every_part_of_what_was_merged_knows_where_it_was_written(tmp_path: Path) -> None:
    base = read(tmp_path, "base.yaml", "states:\n  a: {within: 1 day, say: x}\n  b:\n    say: y\n")
    own = read(tmp_path, "own.yaml", "\nstates:\n  a: {within: 2 days}\n  c: {say: z}\n")
    whole = merged(base, own)
    shown = {trail: (Path(whole.place(*trail).file).name, whole.place(*trail).line) for trail in (
        ("states", "a", "within"), ("states", "a", "say"), ("states", "b", "say"), ("states", "c", "say"),
    )}  # fmt: skip
    assert shown == {
        ("states", "a", "within"): ("own.yaml", 3),
        ("states", "a", "say"): ("base.yaml", 2),
        ("states", "b", "say"): ("base.yaml", 4),
        ("states", "c", "say"): ("own.yaml", 4),
    }


@given(BODIES)
def test_a_base_under_an_empty_pack_stays_as_it_is(body: dict[str, Any]) -> None:
    assert merged(tree(body, "base"), tree({}, "own")).data == body


@given(BODIES, BODIES)
def test_every_part_of_what_was_merged_has_a_place(base: dict[str, Any], own: dict[str, Any]) -> None:
    whole = merged(tree(base, "base"), tree(own, "own"))
    assert {trail for trail, _ in whole.walk()} == set(whole.places)


@given(BODIES, BODIES)
def test_laying_the_same_over_it_again_changes_nothing(base: dict[str, Any], own: dict[str, Any]) -> None:
    once = merged(tree(base, "base"), tree(own, "own"))
    assert merged(once, tree(own, "own")).data == once.data
