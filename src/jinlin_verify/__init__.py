"""`jinlin-verify proof.json [--key seal.pub]`: checks a proof that an event stands in a sealed journal, or
that a claimant's line is part of a distribution plan whose root stands there (`jinlin-share-1`).
`jinlin-verify FOLDER [--against seals.jsonl]`: checks copies of seals, see `seals`.

Separate on purpose: nothing of Jinlin is used here, so that whoever doubts an installation need not trust
its code. The event's hash is that of the chain (SHA-256 over the previous hash and six lines), the path is
that of RFC 9162, section 2.1.3, and the seal is signed with Ed25519 over nine lines.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_pem_public_key

from jinlin_verify import seals

EVENT = ("stream", "seq", "kind", "actor", "at", "facts")
SHARE = "jinlin-share-1"
SEAL = ("number", "first", "last", "size", "root", "previous", "sealed_at", "key_id")


class Refused(Exception):  # noqa: N818 -- it is not a failure of this program but its answer
    """The proof does not hold, or is no proof; the message says why."""


def check_share(share: Any, key: bytes) -> None:
    """Check that a line is part of the plan of an event, and then the event. Refused if it does not hold."""
    try:
        told, event = json.loads(share["line"]), share["proof"]["event"]
        plan = json.loads(event["facts"])["payout"]
        if (told["form"], plan["step"], told["plan"]) != (SHARE, "plan", plan["plan"]):
            raise Refused("该行不属于这个方案 / the line is not of this plan")
        root = _root(share["line"].encode(), share["index"], share["size"], share["path"])
        if root != bytes.fromhex(plan["root"]):
            raise Refused("该行不在方案之内 / the line is not part of the plan")
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        raise Refused(f"不是完整的证明 / not a whole proof: {error!r}") from error
    check(share["proof"], key)


def check(proof: Any, key: bytes) -> None:
    """Check a proof by the key's 32 public bytes. Refused with the reason if it does not hold."""
    try:
        event, seal = proof["event"], proof["seal"]
        if proof["version"] != "jinlin-proof-1":
            raise Refused(f"版本未知 / unknown version: {proof['version']!a}")
        _check_event(event)
        root = _root(bytes.fromhex(event["hash"]), proof["index"], seal["size"], proof["path"])
        if root != bytes.fromhex(seal["root"]):
            raise Refused("路径没有通向封存的根 / the path does not lead to the sealed root")
        if seal["key_id"] != key.hex():
            raise Refused("封存用的是另一把密钥 / the seal was made with another key")
        lines = "\n".join(["jinlin-seal-1", *(str(seal[name]) for name in SEAL)])
        Ed25519PublicKey.from_public_bytes(key).verify(bytes.fromhex(proof["signature"]), lines.encode())
    except InvalidSignature as error:
        raise Refused("封存的签名无效 / the seal's signature is not valid") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise Refused(f"不是完整的证明 / not a whole proof: {error!r}") from error


def _check_event(event: Any) -> None:
    lines = "\n".join(str(event[name]) for name in EVENT).encode()
    if lines.count(b"\n") != len(EVENT) - 1:
        raise Refused("事件某行中有换行 / a line of the event holds a line feed")
    if sha256(bytes.fromhex(event["previous"]) + lines).hexdigest() != event["hash"]:
        raise Refused("事件内容与其哈希不符 / the event does not give its hash")


def _root(leaf: bytes, index: int, size: int, path: Sequence[str]) -> bytes:
    """The root that a path leads to: RFC 9162, 2.1.3.2, in its own words (fn, sn, r)."""
    if not 0 <= index < size:
        raise Refused("序号不在树内 / the index is outside the tree")
    fn, sn, r = index, size - 1, sha256(b"\x00" + leaf).digest()
    for p in map(bytes.fromhex, path):
        if sn == 0:
            raise Refused("路径过长 / the path is too long")
        if fn % 2 or fn == sn:
            r = sha256(b"\x01" + p + r).digest()
            while fn % 2 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = sha256(b"\x01" + r + p).digest()
        fn, sn = fn >> 1, sn >> 1
    if sn != 0:
        raise Refused("路径过短 / the path is too short")
    return r


def main(arguments: Sequence[str] | None = None) -> int:
    """Say whether the proof holds: 0 if it does, 1 if not, 2 if a file cannot be read."""
    parser = argparse.ArgumentParser(prog="jinlin-verify", description="Check a proof of a journal event.")
    parser.add_argument("proof", type=Path, help="the proof, JSON; or copies of seals")
    parser.add_argument("--key", type=Path, help="the published key of the installation, PEM")
    parser.add_argument("--against", type=Path, help="what the installation says now: `jinlin seals`")
    asked = parser.parse_args(arguments)
    if asked.proof.is_dir() or asked.against or asked.proof.suffix == ".jsonl":
        return seals.run(asked.proof, asked.against, asked.key)
    try:
        brought = json.loads(asked.proof.read_bytes())
        is_share = brought.get("version") == SHARE
        proof = brought["proof"] if is_share else brought
        key = published(asked.key) if asked.key else bytes.fromhex(proof["public_key"])
    except (
        OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError, UnsupportedAlgorithm,
    ) as error:  # fmt: skip
        print(f"无法读取 / cannot be read: {error}", file=sys.stderr)
        return 2
    try:
        check_share(brought, key) if is_share else check(proof, key)
    except Refused as reason:
        print(f"证明不成立 / the proof does not hold: {reason}", file=sys.stderr)
        return 1
    told = " ".join(str(proof["event"][name]) for name in EVENT[:-1])
    print("证明成立 / the proof holds:", "".join(one if one.isprintable() else "?" for one in told))
    if is_share:
        print("方案中的这一行 / this line of the plan:", brought["line"])
    if not asked.key:
        print(f"密钥取自证明本身，请与公布的核对 / the key came with the proof, compare it: {key.hex()}")
    return 0


def published(place: Path) -> bytes:
    key = load_pem_public_key(place.read_bytes())
    if not isinstance(key, Ed25519PublicKey):
        raise ValueError(f"{place}: not an Ed25519 key")  # noqa: TRY004 -- the file's fault, no caller's
    return key.public_bytes_raw()
