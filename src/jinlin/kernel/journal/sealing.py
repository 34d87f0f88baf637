"""What a seal signs. No Django: the workers of `verify` use it.

A seal signs (Ed25519, RFC 8032) the ASCII of nine lines joined by single line feeds, with none at the
end: `jinlin-seal-1`, number, first, last, size, root and previous in lower-case hexadecimal, sealed_at
as the chain writes moments, and the key's name, which is its 32 public bytes in hexadecimal.
"""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from jinlin.kernel.journal.chain import NO_HASH, instant

VERSION = "jinlin-seal-1"
NO_ROOT = NO_HASH
MOST_LEAVES = 65_536
"""A seal covers at most so many events, so that a proof stays cheap and `verify` can share the work."""


class Claim(NamedTuple):
    """What a seal says: the fields of `models.Seal` that are signed, in their order."""

    number: int
    first: int
    last: int
    size: int
    root: bytes
    previous: bytes
    sealed_at: datetime
    key_id: str

    def message(self) -> bytes:
        """The bytes that are signed."""
        number, first, last, size, root, previous, sealed_at, key_id = self
        lines = (VERSION, number, first, last, size, root.hex(), previous.hex(), instant(sealed_at), key_id)
        return "\n".join(map(str, lines)).encode()

    def is_signed_by(self, signature: bytes) -> bool:
        """Whether the signature is that of the key which the claim names."""
        try:
            Ed25519PublicKey.from_public_bytes(bytes.fromhex(self.key_id)).verify(signature, self.message())
        except (InvalidSignature, ValueError):
            return False
        return True
