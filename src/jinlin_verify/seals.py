"""Copies of seals that were kept outside: whether they follow from each other, and whether the installation
still says the same.

A copy (`jinlin-seal-copy-1`) holds the eight lines of a seal and its signature. Two copies of one number that
differ, a seal that does not follow from the one before, a root that the installation does not say any more, a
seal that it does not have any more: each is a sentence. After an older dump was restored the installation has
forgotten seals; when it was accepted, the next seal follows from the last that the dump had.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

COPY = "jinlin-seal-copy-1"
SEAL = ("number", "first", "last", "size", "root", "previous", "sealed_at", "key_id")
START = "00" * 32


def read(place: Path) -> list[Any]:
    """The copies in a folder of JSON files, or in a file of JSON lines, by their number.

    OSError or ValueError if something there cannot be read.
    """
    files = sorted(place.glob("*.json")) if place.is_dir() else [place]
    lines = [line for file in files for line in file.read_text("utf-8").splitlines()]
    found = [json.loads(line) for line in lines if line.strip()]
    for one in found:
        if not isinstance(one, dict) or one.get("version") != COPY or not _is_whole(one.get("seal")):
            raise ValueError(f"no copy of a seal: {str(one)[:80]!a}")
    return sorted(found, key=lambda one: int(one["seal"]["number"]))


def faults(copies: Iterable[Any], key: bytes | None) -> Iterator[str]:
    """What is wrong with copies alone, in the order of their numbers. With `key`, the seals must be by it."""
    before: Mapping[str, Any] | None = None
    roots = {START}
    for one in copies:
        seal = one["seal"]
        yield from _signature(one, key)
        if before is not None:
            yield from _follows(seal, before, roots)
        before = seal
        roots.add(seal["root"])


def differences(kept: Iterable[Any], said: Iterable[Any]) -> Iterator[str]:
    """What the installation does not say any more as it did."""
    now = {one["seal"]["number"]: one["seal"] for one in said}
    newest = max(now, default=0)
    for one in kept:
        seal = one["seal"]
        number = seal["number"]
        if number > newest:
            yield (
                f"第 {number} 号封存已不在，系统最后一号是 {newest}：恢复了较早的备份，或末尾被截去 / "
                f"seal {number} is not there any more, the last is {newest}: older dump, or end cut off"
            )
        elif number not in now:
            yield f"第 {number} 号封存已不在系统中 / seal {number} is not there any more"
        elif any(now[number][name] != seal[name] for name in SEAL):
            yield f"第 {number} 号封存与保存的副本不同 / seal {number} is not the one that was kept"


def run(place: Path, against: Path | None, key_file: Path | None) -> int:
    """Check and compare: 0 if all agrees, 1 if not, 2 if a file cannot be read."""
    from jinlin_verify import published

    try:
        kept, said = read(place), read(against) if against else []
        key = published(key_file) if key_file else None
    except (OSError, ValueError, UnsupportedAlgorithm) as error:
        print(f"无法读取 / cannot be read: {error}", file=sys.stderr)
        return 2
    found = list(faults(kept, key))
    if against:
        found += [*faults(said, key), *differences(kept, said)]
    for one in dict.fromkeys(found):
        print(one, file=sys.stderr)
    if found:
        return 1
    last = kept[-1]["seal"]["number"] if kept else 0
    print(f"{len(kept)} 份副本相符，至第 {last} 号 / {len(kept)} copies agree, up to seal {last}")
    if key is None:
        for name in sorted({one["seal"]["key_id"] for one in kept}):
            print(f"密钥取自副本本身，请与公布的核对 / the key came with the copies, compare it: {name}")
    return 0


def _is_whole(seal: Any) -> bool:
    numbers, texts = SEAL[:4], SEAL[4:]
    return (
        isinstance(seal, dict)
        and all(type(seal.get(name)) is int for name in numbers)
        and all(isinstance(seal.get(name), str) for name in texts)
    )


def _signature(copy: Any, key: bytes | None) -> Iterator[str]:
    seal = copy["seal"]
    number = seal["number"]
    if key is not None and seal["key_id"] != key.hex():
        yield f"第 {number} 号封存用的是另一把密钥 / seal {number} was made with another key"
        return
    lines = "\n".join(["jinlin-seal-1", *(str(seal[name]) for name in SEAL)]).encode()
    try:
        signer = Ed25519PublicKey.from_public_bytes(bytes.fromhex(seal["key_id"]))
        signer.verify(bytes.fromhex(copy["signature"]), lines)
    except (InvalidSignature, ValueError, KeyError, TypeError):
        yield f"第 {number} 号封存的签名无效 / the signature of seal {number} is not valid"


def _follows(seal: Any, before: Any, roots: set[str]) -> Iterator[str]:
    number, last = seal["number"], before["number"]
    if number == last:
        if any(seal[name] != before[name] for name in SEAL):
            yield f"有两份不同的第 {number} 号封存 / there are two different seals number {number}"
    elif seal["previous"] == before["root"]:
        if seal["first"] != before["last"] + 1:
            yield f"第 {number} 号封存没有接上前一号 / seal {number} does not follow from the one before it"
    elif seal["previous"] in roots:
        yield (
            f"第 {number} 号封存接在第 {last} 号之前的一号上：系统恢复了较早的备份 / "
            f"seal {number} follows from one before seal {last}: the installation went back to an older dump"
        )
    else:
        yield f"第 {number} 号封存没有接上第 {last} 号 / seal {number} does not follow from seal {last}"
