"""Recomputing chains, trees and seals from rows: pure. Each fault is a sentence in both languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import NamedTuple

from jinlin.kernel.journal import merkle
from jinlin.kernel.journal.chain import LINE_FEEDS, NO_HASH
from jinlin.kernel.journal.sealing import NO_ROOT, Claim
from jinlin.lib.words import Words

Row = tuple[str, int, bytes, bytes]
"""Stream, seq, the six lines that `chain` hashes, the stored hash."""


class Found(NamedTuple):
    """What recomputing a part of the journal found."""

    events: int
    streams: int
    faults: Sequence[str]


def chains(rows: Iterable[Row]) -> Found:
    """Recompute the chains of whole streams, given stream by stream in the order of seq."""
    events, streams, faults = 0, 0, []
    current, expected, previous = None, 1, NO_HASH
    for stream, seq, lines, stored in rows:  # a million times: nothing is called here that need not be
        events += 1
        if stream != current:
            streams += 1
            current, expected, previous = stream, 1, NO_HASH
        if seq != expected:
            faults.append(_gap(stream, expected, seq))
        if sha256(previous + lines).digest() != stored or lines.count(b"\n") != LINE_FEEDS:
            faults.append(_altered(stream, seq))
        expected, previous = seq + 1, stored
    return Found(events, streams, faults)


def tree(seal: Claim, leaves: Sequence[bytes]) -> list[str]:
    """Recompute the tree of one seal from the hashes of its events."""
    if len(leaves) != seal.size:
        return [
            _fault(
                f"第 {seal.number} 号封存：封存时有 {seal.size} 条记录，现有 {len(leaves)} 条",
                f"Seal {seal.number}: {seal.size} events were sealed, and {len(leaves)} are there",
            )
        ]
    if merkle.root(leaves) != seal.root:
        return [
            _fault(
                f"第 {seal.number} 号封存：记录与封存时不同",
                f"Seal {seal.number}: its events are not those that were sealed",
            )
        ]
    return []


def seals(
    signed: Iterable[tuple[Claim, bytes]], known_keys: frozenset[str], skipped: Mapping[int, int]
) -> list[str]:
    """Check the chain of seals, oldest first, and their signatures, by keys that are believed.

    `skipped`: after this seal an older dump was accepted, when that number was known to have been given.
    """
    faults: list[str] = []
    number, last, root = 0, 0, NO_ROOT
    for claim, signature in signed:
        if (claim.number, claim.first, claim.previous) != (skipped.get(number, number) + 1, last + 1, root):
            faults.append(
                _fault(
                    f"第 {claim.number} 号封存没有接上前一号",
                    f"Seal {claim.number} does not follow from the seal before it",
                )
            )
        faults += _signature(claim, signature, known_keys)
        number, last, root = claim.number, claim.last, claim.root
    return faults


def _signature(claim: Claim, signature: bytes, known_keys: frozenset[str]) -> list[str]:
    if claim.key_id not in known_keys:
        return [
            _fault(
                f"第 {claim.number} 号封存的签名密钥不属于本系统：{claim.key_id}",
                f"Seal {claim.number} is signed with a key that is not among this installation's keys: "
                f"{claim.key_id}",
            )
        ]
    if not claim.is_signed_by(signature):
        return [
            _fault(f"第 {claim.number} 号封存签名无效", f"Seal {claim.number}: the signature is not valid")
        ]
    return []


def _gap(stream: str, expected: int, seq: int) -> str:
    return _fault(
        f"{stream}：第 {expected} 条应接在此处，却是第 {seq} 条",
        f"{stream}: event {expected} should follow here, and it is event {seq}",
    )


def _altered(stream: str, seq: int) -> str:
    return _fault(
        f"{stream} 第 {seq} 条：内容与哈希不符",
        f"{stream}, event {seq}: what is written does not give its hash",
    )


def _fault(zh: str, en: str) -> str:
    return str(Words(zh=zh, en=en))
