"""Tokens: what a report is answered with that a person looks at before it can be read here.

A token is the number of its case, encrypted by this installation: there is nothing to keep, and nobody can
make one up. It opens no case; that is what the tracking code is for.
"""

from __future__ import annotations

import base64
import binascii

from jinlin.kernel.cases import vault
from jinlin.kernel.cases.selectors import public_case
from jinlin.kernel.registry.world import World
from jinlin.lib import crypto
from jinlin.lib.errors import NotFound

ABOUT = "open311 token"


def token_of(number: str) -> str:
    """A token of the case with this number."""
    hidden = crypto.encrypt_bytes(_key(), number.encode(), ABOUT)
    return base64.urlsafe_b64encode(hidden).decode().rstrip("=")


def number_of(token: str, world: World) -> str | None:
    """The number of the token's case, once everybody can read the case; None before. NotFound for a text that
    is no token."""
    try:
        raw = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4))
        number = crypto.decrypt_bytes(_key(), raw, ABOUT).decode()
    except (binascii.Error, ValueError, crypto.CannotOpen):
        raise NotFound("没有这个 token", "The token was not found") from None
    try:
        return public_case(number, world=world).number
    except NotFound:
        return None


def _key() -> bytes:
    return crypto.blind(vault.master_key(), ABOUT)
