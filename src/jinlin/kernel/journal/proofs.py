"""The proof that an event stands in a sealed journal, as JSON that `jinlin-verify` checks alone."""

from __future__ import annotations

from typing import Literal

from jinlin.kernel.journal import merkle
from jinlin.kernel.journal.chain import NO_HASH, instant
from jinlin.kernel.journal.models import Event, Seal
from jinlin.lib.words import Frozen


class ProvenEvent(Frozen):
    """The event, with the hash of the one before it in its stream. Hashes are hexadecimal."""

    stream: str
    seq: int
    kind: str
    actor: str
    at: str
    facts: str
    previous: str
    hash: str


class ProvenSeal(Frozen):
    """What the seal says, as `sealing` lists it."""

    number: int
    first: int
    last: int
    size: int
    root: str
    previous: str
    sealed_at: str
    key_id: str


class Proof(Frozen):
    """`model_dump()` is JSON. `index` is the event's place in the seal's tree, `path` leads to its root.

    `public_key` is the key's 32 bytes in hexadecimal, the same as `seal.key_id`. It comes from the
    installation that gives the proof: to believe it, compare it with the one that was published.
    """

    version: Literal["jinlin-proof-1"] = "jinlin-proof-1"
    event: ProvenEvent
    index: int
    path: tuple[str, ...]
    seal: ProvenSeal
    signature: str
    public_key: str

    def holds(self) -> bool:
        """Whether the path leads from the event to the sealed root."""
        path = [bytes.fromhex(one) for one in self.path]
        found = merkle.root_by_path(bytes.fromhex(self.event.hash), self.index, self.seal.size, path)
        return found == bytes.fromhex(self.seal.root)


def said(seal: Seal) -> ProvenSeal:
    """What a seal says, in JSON."""
    return ProvenSeal(
        number=seal.number,
        first=seal.first,
        last=seal.last,
        size=seal.size,
        root=bytes(seal.root).hex(),
        previous=bytes(seal.previous).hex(),
        sealed_at=instant(seal.sealed_at),
        key_id=seal.key_id,
    )


def prove(event: Event, before: Event | None, seal: Seal, leaves: list[bytes], index: int) -> Proof:
    """Put the proof together: the event, the one before it in its stream, the seal and all its leaves."""
    return Proof(
        event=ProvenEvent(
            stream=event.stream,
            seq=event.seq,
            kind=event.kind,
            actor=event.actor,
            at=instant(event.at),
            facts=event.facts,
            previous=bytes(before.hash if before else NO_HASH).hex(),
            hash=bytes(event.hash).hex(),
        ),
        index=index,
        path=tuple(one.hex() for one in merkle.path(leaves, index)),
        seal=said(seal),
        signature=bytes(seal.signature).hex(),
        public_key=seal.key_id,
    )
