"""The two secrets of an installation: made by ourselves for a demo, refused elsewhere if missing or known.

`JINLIN_SECRET_KEY` signs what Django signs; `JINLIN_MASTER_KEY` (32 bytes, base64) wraps every case's key.
"""

from __future__ import annotations

import base64
import binascii
import os
import secrets
import zlib
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from jinlin.lib.errors import Unready
from jinlin.lib.words import Words

DEMO_PREFIX = "demo-"
DEMO_MASTER = b"demo-only-"  # with it begins the key of every demo, so that it is known wherever it turns up
MASTER_BYTES = 32
LEAST_SECRET = 40  # characters; Django's own `get_random_secret_key` gives 50
LEAST_PACKED = 28  # bytes; forty random digits pack into 31 or more, what repeats itself or counts into fewer
COMMAND = (
    "python3 -c 'import base64,secrets; print(secrets.token_urlsafe(48)); "
    "print(base64.b64encode(secrets.token_bytes(32)).decode())'"
)
MAKE_THEM = Words(
    zh=f"这条命令依次给出两个密钥：{COMMAND}",
    en=f"this command prints the secret key and then the master key: {COMMAND}",
)


class Keys(NamedTuple):
    """Both secrets, as the environment has them."""

    secret: str
    master: str


def from_environment() -> Keys:
    """What `JINLIN_SECRET_KEY` and `JINLIN_MASTER_KEY` say; empty where they say nothing."""
    return Keys(os.environ.get("JINLIN_SECRET_KEY", ""), os.environ.get("JINLIN_MASTER_KEY", ""))


def demo_keys(data: Path) -> Keys:
    """The demo's secrets in the data folder `data`; made at the first call, only the owner may read them."""
    folder = data / "keys"
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    return Keys(
        _kept(folder / "demo-secret", lambda: DEMO_PREFIX + secrets.token_urlsafe(48)),
        _kept(folder / "demo-master", lambda: base64.b64encode(_demo_master()).decode()),
    )


def _demo_master() -> bytes:
    return DEMO_MASTER + secrets.token_bytes(MASTER_BYTES - len(DEMO_MASTER))


def has_demo_keys(data: Path) -> bool:
    """Whether a demo has run on this data folder."""
    return (data / "keys" / "demo-master").is_file()


def refuse_unsafe(keys: Keys, *, demo: bool, data: Path) -> None:
    """Raise `Unready` if these secrets must not serve: missing, too short or too plain, a demo's or the
    tests'."""
    for zh, en in faults(keys, demo=demo, data=data):
        raise Unready(zh, en, help=MAKE_THEM)


def refuse_bad_former(text: str) -> None:
    """Raise `Unready` if `JINLIN_FORMER_MASTER_KEY` is set to what is no key, or to the present one."""
    if text and (not _is_master_key(text) or text == from_environment().master):
        raise Unready(
            "JINLIN_FORMER_MASTER_KEY 须是更换之前的主密钥（32 字节的 base64）",
            "JINLIN_FORMER_MASTER_KEY must be the master key from before the change (32 bytes in base64)",
        )


def faults(keys: Keys, *, demo: bool, data: Path) -> list[tuple[str, str]]:
    """What is wrong with the secrets, one pair of sentences each; empty if nothing is."""
    found = []
    if len(keys.secret) < LEAST_SECRET or keys.secret.startswith("django-insecure-"):
        found.append(
            (
                f"JINLIN_SECRET_KEY 未设置或过短（至少 {LEAST_SECRET} 个字符），服务不启动",
                f"JINLIN_SECRET_KEY is missing or shorter than {LEAST_SECRET} characters: no server on that",
            )
        )
    elif _is_plain(keys.secret.encode()):
        found.append(
            (
                "JINLIN_SECRET_KEY 有规律、容易被猜到，服务不启动；请用命令生成",
                "JINLIN_SECRET_KEY has a pattern and can be guessed: let a command draw it",
            )
        )
    if not _is_master_key(keys.master) or (not demo and _is_typed(keys.master)):
        found.append(
            (
                "JINLIN_MASTER_KEY 未设置、不是 32 字节的 base64，或是众所周知的值，服务不启动",
                "JINLIN_MASTER_KEY is missing, not 32 bytes in base64, or a known value: no server on that",
            )
        )
    if not demo and _is_of_a_demo(keys, data):
        found.append(
            (
                "演示密钥只能用于演示模式；正式安装请另行生成 JINLIN_SECRET_KEY 和 JINLIN_MASTER_KEY",
                "demo keys serve in demo mode only; make your own JINLIN_SECRET_KEY and JINLIN_MASTER_KEY",
            )
        )
    return found


def _kept(path: Path, make: Callable[[], str]) -> str:
    if not path.exists():
        handle = os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(make())
    return path.read_text()


def _is_master_key(text: str) -> bool:
    try:
        plain = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return False
    return len(plain) == MASTER_BYTES and not _is_plain(plain)


def _is_typed(master: str) -> bool:
    """Whether all of it is text: of drawn keys one in a hundred million million is."""
    return all(0x20 <= one < 0x7F for one in base64.b64decode(master))


def _is_plain(secret: bytes) -> bool:
    """Whether it repeats itself or counts: then it, or the steps from byte to byte, can be packed small."""
    steps = bytes((after - before) % 256 for before, after in pairwise(secret))
    return min(len(_packed(one)) for one in (secret, steps)) < LEAST_PACKED


def _packed(content: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(content) + packer.flush()


def _is_of_a_demo(keys: Keys, data: Path) -> bool:
    if keys.secret.startswith(DEMO_PREFIX) or _begins_as_a_demos(keys.master):
        return True
    return has_demo_keys(data) and keys.master == demo_keys(data).master


def _begins_as_a_demos(master: str) -> bool:
    try:
        return base64.b64decode(master, validate=True).startswith(DEMO_MASTER)
    except (binascii.Error, ValueError):
        return False
