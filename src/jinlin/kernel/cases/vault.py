"""Keys: every case has one of its own, wrapped under the installation's, and retention destroys it."""

from __future__ import annotations

import base64
import json
from functools import lru_cache
from typing import Any

from django.conf import settings

from jinlin.lib import crypto
from jinlin.lib.canonical import canonical
from jinlin.lib.errors import NotFound

SEALED = frozenset({"personal", "sensitive"})


@lru_cache(maxsize=4)
def _decoded(text: str) -> bytes:
    return base64.b64decode(text)


def master_key() -> bytes:
    """The installation's key, under which every case key is wrapped."""
    return _decoded(settings.JINLIN_MASTER_KEY)


def former_key() -> bytes | None:
    """The master key before this one, while cases are brought from that one to this; see `actions.rekey`."""
    return _decoded(settings.JINLIN_FORMER_MASTER_KEY) if settings.JINLIN_FORMER_MASTER_KEY else None


def unwrap(hidden: bytes | memoryview, about: str) -> bytes:
    """What was wrapped under the master key, or under the former one. CannotOpen under any other."""
    try:
        return crypto.unwrap(master_key(), hidden, about)
    except crypto.CannotOpen:
        if (former := former_key()) is None:
            raise
        return crypto.unwrap(former, hidden, about)


def is_current(stored: bytes | memoryview | None, stream: str) -> bool:
    """Whether a case's key is wrapped under the present master key."""
    try:
        crypto.unwrap(master_key(), stored or b"", stream)
    except crypto.CannotOpen:
        return False
    return True


def wrapped(key: bytes, stream: str) -> bytes:
    """The data key of a case as it is stored."""
    return crypto.wrap(master_key(), key, stream)


def fresh_key(stream: str) -> tuple[bytes, bytes]:
    """A new data key for one case: the key itself, and as it is stored."""
    key = crypto.new_key()
    return key, wrapped(key, stream)


def unwrapped(stored: bytes | memoryview | None, stream: str) -> bytes:
    """The data key of a case; NotFound once retention has destroyed it."""
    if stored is None:
        raise NotFound("个人信息已按保存期限销毁", "The personal data was destroyed when its retention ended")
    return unwrap(stored, stream)


def sealed(value: Any, key: bytes, about: str) -> str:
    """A value as it is kept by itself, in a column of nothing but ciphertexts."""
    return crypto.encrypt(key, canonical(value), about)


def opened(kept: str, key: bytes, about: str) -> Any:
    """What `sealed` hid; CannotOpen for everything else."""
    return json.loads(crypto.decrypt(key, kept, about))


def finders(value: Any) -> frozenset[bytes]:
    """The digests under which a personal value is found: phone and identity numbers can be looked up."""
    if not isinstance(value, dict):
        return frozenset()
    return frozenset(blind(part, value[part]) for part in ("phone", "id_no") if value.get(part))


def blind(part: str, value: str) -> bytes:
    """The keyed digest under which a phone (`phone`) or identity number (`id_no`) is found."""
    return crypto.blind(master_key(), f"{part}:{value}")


def blinds(part: str, value: str) -> list[bytes]:
    """All digests under which it may stand: while the master key changes, the former one's too."""
    return [crypto.blind(key, f"{part}:{value}") for key in (master_key(), former_key()) if key]


def tracking_digest(code: str) -> bytes:
    """What is kept of a tracking code; BadInput if it cannot be one."""
    return crypto.sha256(crypto.read_tracking_code(code))
