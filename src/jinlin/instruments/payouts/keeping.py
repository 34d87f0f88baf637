"""How what tells who somebody is lies in a claim: encrypted under the key of the case, and found by digests.

The digests are keyed too. So nothing of a person is left here once retention has destroyed the case's key.
"""

from __future__ import annotations

import json

from jinlin.instruments.payouts.claims import Claimed
from jinlin.lib import crypto
from jinlin.lib.canonical import canonical
from jinlin.lib.codes import ALPHABET, grouped

GROUPS, GROUP = 3, 4  # of a claimant's code


class Keeper:
    """Seals and opens the claims of one case."""

    def __init__(self, key: bytes, case: int) -> None:
        self._key = key
        self._about = f"case/{case}#claim"

    def seal(self, n: int, personal: dict[str, str]) -> bytes:
        """The personal part of claim `n` as it is kept."""
        return crypto.encrypt_bytes(self._key, canonical(personal).encode(), f"{self._about}/{n}")

    def open(self, n: int, sealed: bytes | memoryview) -> dict[str, str]:
        """The personal part of claim `n`. CannotOpen if it is another's, or the key is gone."""
        found: dict[str, str] = json.loads(crypto.decrypt_bytes(self._key, sealed, f"{self._about}/{n}"))
        return found

    def seal_part(self, about: str, content: bytes) -> bytes:
        """A part of a file that was brought, as it is kept; `about` names the part."""
        return crypto.encrypt_bytes(self._key, content, f"{self._about}/{about}")

    def open_part(self, about: str, sealed: bytes | memoryview) -> bytes:
        """The part again. CannotOpen if it is another's, or the key is gone."""
        return crypto.decrypt_bytes(self._key, sealed, f"{self._about}/{about}")

    def person(self, id_no: str) -> bytes:
        """The digest by which a person is found again within this case, and in no other."""
        return crypto.blind(self._key, f"id_no:{id_no}")

    def account(self, account: str) -> bytes | None:
        """The digest of an account; None if there is none."""
        return crypto.blind(self._key, f"account:{account}") if account else None

    def digests(self, claimed: Claimed) -> tuple[bytes, bytes | None]:
        """Of the person and of the account."""
        return self.person(claimed.id_no), self.account(claimed.account)

    def code(self, n: int, code: str) -> bytes:
        """The digest of a claimant's code; the code itself is on their slip and nowhere else."""
        return crypto.blind(self._key, f"code:{n}:{code}")

    def old_code(self, n: int) -> str:
        """The code that claim `n` had before codes were drawn: it follows from the key, and is good until a
        slip is printed."""
        found = crypto.blind(self._key, f"code:{n}")
        return grouped("".join(ALPHABET[one % len(ALPHABET)] for one in found[: GROUPS * GROUP]), GROUP)

    def salt(self, plan: int, n: int) -> str:
        """What keeps others from guessing a claimant's line of a plan from its hash."""
        return crypto.blind(self._key, f"salt:{plan}:{n}").hex()
