"""A seal as it leaves the house: JSON that `jinlin-verify` checks alone. No personal data is in it."""

from __future__ import annotations

import os
import secrets
import urllib.request
from http.client import HTTPException
from pathlib import Path
from typing import Literal

from django.conf import settings

from jinlin.kernel.journal.models import Seal
from jinlin.kernel.journal.proofs import ProvenSeal, said
from jinlin.lib.canonical import canonical
from jinlin.lib.errors import Unready
from jinlin.lib.words import Frozen

ANSWERS_WITHIN = 5  # seconds


class Copy(Frozen):
    """One seal of one installation, with its signature."""

    version: Literal["jinlin-seal-copy-1"] = "jinlin-seal-copy-1"
    installation: str
    seal: ProvenSeal
    signature: str

    def text(self) -> str:
        """As it is written: canonical JSON, the same whenever it is written again."""
        return canonical(self.model_dump())


def copy_of(seal: Seal, installation: str) -> Copy:
    """The copy of a seal."""
    return Copy(installation=installation, seal=said(seal), signature=bytes(seal.signature).hex())


def into_folder(copy: Copy) -> None:
    """Drop the copy into `JINLIN_SEAL_FOLDER`, whole or not at all, and never over another.

    Unready if it cannot be written, or if another seal of that number lies there: then the database is not
    the one that gave it, or has forgotten that it did.
    """
    place = Path(settings.JINLIN_SEAL_FOLDER) / f"seal-{copy.seal.number:09}.json"
    whole = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    try:
        whole.write_text(copy.text() + "\n")
        try:
            os.link(whole, place)
        except FileExistsError:
            if place.read_text() != copy.text() + "\n":
                raise _another(place) from None
        finally:
            whole.unlink()
    except OSError as error:
        raise Unready(
            f"封存副本写不进 {place.parent}：{error.strerror}",
            f"Copies of seals cannot be written into {place.parent}: {error.strerror}",
        ) from error


def to_webhook(copy: Copy) -> None:
    """Post the copy to `JINLIN_SEAL_WEBHOOK`; Unready unless it answers that it was taken."""
    address: str = settings.JINLIN_SEAL_WEBHOOK
    if not address.startswith(("http://", "https://")):
        raise Unready(
            "JINLIN_SEAL_WEBHOOK 不是 http 或 https 地址",
            "JINLIN_SEAL_WEBHOOK is not an http or https address",
        )
    headers = {"Content-Type": "application/json"}
    request = urllib.request.Request(address, copy.text().encode(), headers)  # noqa: S310 -- checked above
    try:
        urllib.request.urlopen(request, timeout=ANSWERS_WITHIN).close()  # noqa: S310 -- the same
    except (OSError, HTTPException) as error:
        raise Unready(f"封存副本没有送达：{error}", f"A copy of a seal was not taken: {error}") from error


def _another(place: Path) -> Unready:
    return Unready(
        f"{place} 是另一份同号封存：数据库可能恢复了较早的备份",
        f"{place} is another seal of that number: perhaps an older dump was restored",
    )
