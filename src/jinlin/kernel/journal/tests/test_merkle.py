"""Merkle trees against the reference vectors of RFC 6962 and RFC 9162, and as laws."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.kernel.journal.merkle import leaf_hash, path, root, root_by_path

INPUTS = [
    bytes.fromhex(one)
    for one in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
# The reference tree of the Certificate Transparency project, roots of its first 1 to 8 inputs.
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
PATHS = {
    (0, 1): [],
    (0, 8): [
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ],
    (5, 8): [
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ],
    (2, 3): ["fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"],
    (1, 5): [
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ],
}
SIZES = range(1, 71)


def leaves(size: int) -> list[bytes]:
    return [number.to_bytes(2) for number in range(size)]


def test_the_empty_tree_hashes_to_the_hash_of_nothing() -> None:
    assert root([]).hex() == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@pytest.mark.parametrize("size", range(1, 9))
def test_the_roots_are_those_of_the_reference_tree(size: int) -> None:
    assert root(INPUTS[:size]).hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size"), PATHS)
def test_the_paths_are_those_of_the_reference_tree(index: int, size: int) -> None:
    assert [one.hex() for one in path(INPUTS[:size], index)] == PATHS[index, size]


@pytest.mark.parametrize("size", SIZES)
def test_every_leaf_proves_and_no_other_leaf_does(size: int) -> None:
    inputs, whole = leaves(size), root(leaves(size))
    for index in range(size):
        siblings = path(inputs, index)
        assert root_by_path(inputs[index], index, size, siblings) == whole
        assert root_by_path(b"altered", index, size, siblings) != whole


@pytest.mark.parametrize("size", SIZES)
def test_a_path_that_is_altered_shortened_or_lengthened_proves_nothing(size: int) -> None:
    inputs, whole, wrong = leaves(size), root(leaves(size)), leaf_hash(b"wrong")
    for index in range(size):
        right = path(inputs, index)
        altered = [[*right[:place], wrong, *right[place + 1 :]] for place in range(len(right))]
        cut = [right[:-1]] if right else []
        for one in [*altered, *cut, [*right, wrong]]:
            assert root_by_path(inputs[index], index, size, one) != whole


@given(st.lists(st.binary(max_size=8), min_size=1, max_size=70, unique=True), st.data())
def test_a_leaf_proves_only_at_its_own_place(inputs: list[bytes], data: st.DataObject) -> None:
    index = data.draw(st.integers(0, len(inputs) - 1))
    other = data.draw(st.integers(-1, len(inputs)).filter(lambda place: place != index))
    assert root_by_path(inputs[index], other, len(inputs), path(inputs, index)) != root(inputs)


def test_a_node_is_never_taken_for_a_leaf() -> None:
    two = leaves(2)
    assert root([leaf_hash(two[0]) + leaf_hash(two[1])]) != root(two)


def test_there_is_no_path_to_a_leaf_that_is_not_there() -> None:
    with pytest.raises(IndexError, match="input 2 of 2"):
        path(leaves(2), 2)
