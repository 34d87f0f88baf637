"""The installation's keys, in one folder.

`seal.pem` is the private key (Ed25519), readable by its owner alone. A `seal-<beginning of its name>.pub`
stands there for it and for each key used before: seals by these keys are believed. Whoever holds both
the database and the private key can rewrite the past, so publish the newest seal's root now and then.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from jinlin.lib.errors import Unready
from jinlin.lib.words import Words

PRIVATE_KEY = "seal.pem"


def key_name(key: Ed25519PublicKey) -> str:
    """The name of a key: its public bytes in hexadecimal."""
    return key.public_bytes_raw().hex()


def private_key(folder: Path, *, may_make: bool) -> Ed25519PrivateKey:
    """The installation's key, made on first use.

    Unready if it is gone and `may_make` forbids a new one, or if the file cannot be made or read.
    """
    place = folder / PRIVATE_KEY
    try:
        if not place.exists():
            if not may_make:
                raise _gone(place)
            _make(place)
        key = _read_private(place)
        _publish(folder, key.public_key())
    except OSError as error:
        raise _not_usable(place, error) from error
    return key


def known_keys(folder: Path) -> frozenset[str]:
    """The names of the keys whose seals this installation believes. Unready if a file cannot be read."""
    try:
        names = {key_name(_read_public(place)) for place in sorted(folder.glob("*.pub"))}
        if (folder / PRIVATE_KEY).exists():
            names.add(key_name(_read_private(folder / PRIVATE_KEY).public_key()))
    except OSError as error:
        raise _not_usable(folder, error) from error
    return frozenset(names)


def _make(place: Path) -> None:
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    with _whole_file(place, pem, 0o600) as whole:
        try:
            place.hardlink_to(whole)
        except FileExistsError:
            return  # another process made one first, and that one counts


def _publish(folder: Path, key: Ed25519PublicKey) -> None:
    place = folder / f"seal-{key_name(key)[:16]}.pub"
    if not place.exists():
        pem = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        with _whole_file(place, pem, 0o644) as whole:
            whole.replace(place)


@contextmanager
def _whole_file(place: Path, content: bytes, mode: int) -> Iterator[Path]:
    """A file beside `place`, whole and on disk, so that nobody ever reads half a key."""
    whole = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        yield whole
    finally:
        whole.unlink(missing_ok=True)


def _read_private(place: Path) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(place.read_bytes(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm) as error:
        raise _not_usable(place, error) from error
    if not isinstance(key, Ed25519PrivateKey):
        raise _not_usable(place, "not an Ed25519 key")
    return key


def _read_public(place: Path) -> Ed25519PublicKey:
    try:
        key = load_pem_public_key(place.read_bytes())
    except (ValueError, UnsupportedAlgorithm) as error:
        raise _not_usable(place, error) from error
    if not isinstance(key, Ed25519PublicKey):
        raise _not_usable(place, "not an Ed25519 key")
    return key


def _not_usable(place: Path, why: object) -> Unready:
    return Unready(
        f"日志封存密钥 {place} 不能用：{why}",
        f"The journal's sealing key {place} cannot be used: {why}",
        help=Words(
            zh="它须是未加密的 Ed25519 PEM 文件，本程序可读。请修正权限或从备份恢复。",
            en="It must be an unencrypted Ed25519 PEM file that this program may read. "
            "Mend its permissions or restore it from a backup.",
        ),
    )


def _gone(place: Path) -> Unready:
    return Unready(
        f"日志封存私钥 {place} 不见了，而此前的封存是用它签的。",
        f"The key {place}, which signed the seals so far, is gone.",
        help=Words(
            zh=f"请从备份恢复；确已丢失时新建一把：openssl genpkey -algorithm ed25519 -out {place}",
            en="Restore it from a backup; if it is lost for good, make a new one: "
            f"openssl genpkey -algorithm ed25519 -out {place}",
        ),
    )
