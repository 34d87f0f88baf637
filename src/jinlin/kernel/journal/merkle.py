"""Merkle trees as in RFC 9162, section 2.1: pure. The inputs are bytes, the hash is SHA-256.

A leaf is hashed behind 0x00 and a node behind 0x01, so that a leaf can never be passed off as a node.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from hashlib import sha256

EMPTY = sha256(b"").digest()


def leaf_hash(data: bytes) -> bytes:
    """The hash of one input."""
    return sha256(b"\x00" + data).digest()


def root(inputs: Iterable[bytes]) -> bytes:
    """The hash of the tree over the inputs, in their order."""
    level = _leaves(inputs)
    while len(level) > 1:
        level = _above(level)
    return level[0] if level else EMPTY


def path(inputs: Iterable[bytes], index: int) -> list[bytes]:
    """The inclusion proof of the input number `index`, from 0: the sibling at each level, lowest first.

    IndexError if there is no such input.
    """
    level = _leaves(inputs)
    if not 0 <= index < len(level):
        raise IndexError(f"input {index} of {len(level)}")
    siblings: list[bytes] = []
    while len(level) > 1:
        siblings += level[index ^ 1 : (index ^ 1) + 1]
        level, index = _above(level), index // 2
    return siblings


def root_by_path(data: bytes, index: int, size: int, siblings: Sequence[bytes]) -> bytes | None:
    """The root that an inclusion proof leads to; None if the path does not fit a tree of that size."""
    if not 0 <= index < size:
        return None
    above, last, rest = leaf_hash(data), size - 1, list(siblings)
    while last:
        if index % 2 or index < last:  # at an odd end there is no sibling, and the hash goes up as it is
            if not rest:
                return None
            sibling = rest.pop(0)
            above = _node(sibling, above) if index % 2 else _node(above, sibling)
        index, last = index // 2, last // 2
    return None if rest else above


# `verify` comes through these two lists a million times, so the hashing is written out in them.
def _leaves(inputs: Iterable[bytes]) -> list[bytes]:
    return [sha256(b"\x00" + data).digest() for data in inputs]


def _above(level: list[bytes]) -> list[bytes]:
    pairs = zip(level[::2], level[1::2], strict=False)
    nodes = [sha256(b"\x01" + left + right).digest() for left, right in pairs]
    return nodes + level[2 * len(nodes) :]


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()
