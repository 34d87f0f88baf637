"""Keys, encryption and digests: AES-256-GCM, HMAC-SHA-256, and the system's random source.

`about` names what a ciphertext belongs to, as `case/12/reporter`. It is authenticated, not stored: a
ciphertext that was moved to another place does not open there.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import os
import secrets
from functools import lru_cache

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from jinlin.lib.codes import ALPHABET, grouped, read_code
from jinlin.lib.errors import Unready
from jinlin.lib.words import Words

PREFIX = "enc:"
KEY_BYTES = 32
NONCE_BYTES = 12
GROUPS, GROUP = 3, 5  # 27 ** 15 codes: 71 bits

Bytes = bytes | memoryview


class CannotOpen(Unready):
    """A ciphertext does not open: it was altered or moved, or the key is another."""

    code = "cannot-open"


def new_key() -> bytes:
    """A fresh key for one case."""
    return os.urandom(KEY_BYTES)


class Box:
    """AES-256-GCM under one key, which is scheduled once for all that is locked with it."""

    def __init__(self, key: bytes) -> None:
        self._aes = AESGCM(key)

    def lock(self, plain: bytes, about: str) -> bytes:
        """A random nonce and `plain` under the key."""
        nonce = os.urandom(NONCE_BYTES)
        return nonce + self._aes.encrypt(nonce, plain, _utf8(about))

    def unlock(self, hidden: Bytes, about: str) -> bytes:
        """What `lock` hid; CannotOpen if it was altered, or key or `about` is another."""
        raw = bytes(hidden)
        try:
            return self._aes.decrypt(raw[:NONCE_BYTES], raw[NONCE_BYTES:], _utf8(about))
        except (InvalidTag, ValueError) as error:
            raise _cannot_open(about) from error


def wrap(master: bytes, key: bytes, about: str) -> bytes:
    """`key`, encrypted under the installation's master key."""
    return _wrapping(master).lock(key, about)


def unwrap(master: bytes, wrapped: Bytes, about: str) -> bytes:
    """The key that `wrap` hid; CannotOpen if `about` or the master key is another."""
    return _wrapping(master).unlock(wrapped, about)


def encrypt(key: bytes, plain: str, about: str) -> str:
    """`plain` as `enc:` and base64, for columns and JSON that hold text."""
    return PREFIX + base64.b64encode(encrypt_bytes(key, _utf8(plain), about)).decode()


def decrypt(key: bytes, hidden: str, about: str) -> str:
    """What `encrypt` hid; CannotOpen if it was altered, or key or `about` is another."""
    if not hidden.startswith(PREFIX):
        raise _cannot_open(about)
    try:
        raw = base64.b64decode(hidden[len(PREFIX) :], validate=True)
    except (binascii.Error, ValueError) as error:
        raise _cannot_open(about) from error
    return decrypt_bytes(key, raw, about).decode("utf-8", "surrogatepass")


def encrypt_bytes(key: bytes, plain: bytes, about: str) -> bytes:
    """A random nonce and `plain` under AES-256-GCM."""
    return Box(key).lock(plain, about)


def decrypt_bytes(key: bytes, hidden: Bytes, about: str) -> bytes:
    """What `encrypt_bytes` hid; CannotOpen if it was altered, or key or `about` is another."""
    return Box(key).unlock(hidden, about)


def key_check(master: bytes) -> bytes:
    """What may be kept openly to know the master key again: 32 bytes from which it cannot be worked out."""
    return _derived(master, "check")


def blind(master: bytes, value: str) -> bytes:
    """The keyed digest by which a personal value is found without being read; the same for equal values."""
    return hmac.digest(_derived(master, "blind"), _utf8(value), "sha256")


def slow_digest(phrase: str) -> str:
    """The digest of a phrase that people choose and remember, made slow to guess (scrypt, RFC 7914). The same
    phrase has one digest everywhere, so that two can be compared: keep it encrypted."""
    return hashlib.scrypt(phrase.encode(), salt=b"jinlin pass phrase", n=2**14, r=8, p=1, dklen=32).hex()


def sha256(content: str | Bytes) -> bytes:
    """The SHA-256 of a text in UTF-8, or of bytes."""
    return hashlib.sha256(_utf8(content) if isinstance(content, str) else content).digest()


def token() -> str:
    """A secret for a program: 256 bits, safe in a URL."""
    return secrets.token_urlsafe(KEY_BYTES)


def tracking_code() -> str:
    """A secret that a resident can copy by hand and read out on the phone: `7KQ4M-XR9AT-3HWCP`."""
    return grouped("".join(secrets.choice(ALPHABET) for _ in range(GROUPS * GROUP)), GROUP)


def read_tracking_code(text: str) -> str:
    """A tracking code as a person typed it, in the form in which `tracking_code` gave it, or BadInput."""
    return read_code(text, GROUPS, GROUP)


@lru_cache(maxsize=8)
def _wrapping(master: bytes) -> Box:
    return Box(_derived(master, "wrap"))


@lru_cache(maxsize=8)
def _derived(master: bytes, use: str) -> bytes:
    """A key of its own for each use, so that one never tells about another."""
    if len(master) != KEY_BYTES:
        raise Unready(
            f"主密钥应为{KEY_BYTES}字节，现为{len(master)}字节",
            f"The master key must have {KEY_BYTES} bytes; it has {len(master)}",
            help=_MASTER_KEY_HELP,
        )
    return hmac.digest(master, f"jinlin/{use}/1".encode(), "sha256")


_MASTER_KEY_HELP = Words(
    zh="请管理员检查 JINLIN_MASTER_KEY（32字节的 base64），应与写入数据时相同",
    en="Ask the administrator to check JINLIN_MASTER_KEY (base64 of 32 bytes): "
    "it must be the one under which the data was written",
)


def _cannot_open(about: str) -> CannotOpen:
    return CannotOpen(
        f"{about} 的密文无法解开：内容被改动，或密钥不符",
        f"The ciphertext of {about} does not open: it was altered, or the key is another",
        help=_MASTER_KEY_HELP,
    )


def _utf8(text: str) -> bytes:
    """Every text has bytes, so that looking up a strange one finds nothing instead of failing."""
    return text.encode("utf-8", "surrogatepass")
