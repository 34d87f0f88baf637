"""What every way into an installation asks before it does anything: are these the right keys, the right
release, the right database, the right time?"""

from __future__ import annotations

from pathlib import Path

from django.conf import settings

from jinlin.kernel.cases import selectors as cases
from jinlin.kernel.cases import vault
from jinlin.kernel.journal import actions as journal
from jinlin.kernel.journal import keys, selectors
from jinlin.lib import crypto
from jinlin.lib.errors import Unready
from jinlin.lib.words import Words
from jinlin.project import clocks, guard, owner, releases


def check(data: Path) -> None:
    """Raise `Unready` unless this code, these keys and this machine may work on the database."""
    check_looking(data)
    guard.refuse_older(data)


def check_looking(data: Path) -> None:
    """The same for whoever looks at a database that was restored, before it is accepted."""
    releases.refuse_mismatch()
    refuse_wrong_master_key()
    refuse_strange_sealing_key(data / "keys")
    clocks.refuse_wrong()


def say_who_serves() -> None:
    """Warn where the owner of the tables serves, but for a demo."""
    if not settings.DEMO:
        owner.warn()


def refuse_wrong_master_key() -> None:
    """The master key is the one under which the database was made, or follows on it by `jinlin rekey`."""
    found = selectors.installation()
    known = found and found.key_check and bytes(found.key_check)
    if not known or known in {
        crypto.key_check(key) for key in (vault.master_key(), vault.former_key()) if key
    }:
        return
    raise _wrong_master_key()


def _wrong_master_key() -> Unready:
    return Unready(
        "JINLIN_MASTER_KEY 不是这个数据库的主密钥，用它写入的内容以后打不开，服务不启动",
        "JINLIN_MASTER_KEY is not the master key of this database: what is written under it would be lost, "
        "so nothing runs here",
        help=Words(
            zh="请用原来的主密钥；要更换时，把原来的设为 JINLIN_FORMER_MASTER_KEY 再运行 jinlin rekey。",
            en="Use the one from before; to change it, name that one in JINLIN_FORMER_MASTER_KEY "
            "and run jinlin rekey.",
        ),
    )


def refuse_strange_sealing_key(folder: Path) -> None:
    """The sealing key, if there is one here, made the newest seal, or the one that did is known here."""
    last = selectors.last_seal()
    known = keys.known_keys(folder)
    if last is None or not known or last.key_id in known:
        return
    raise Unready(
        f"{folder} 中的封存密钥与最近一次封存（第 {last.number} 号）所用的不同，服务不启动",
        f"The sealing keys in {folder} are not those of the newest seal, {last.number}: nothing runs here",
        help=Words(
            zh=f"请从备份恢复 {folder}；密钥确已更换时，把旧的公钥 seal-*.pub 放回去。",
            en=f"Restore {folder} from a backup; if the key was replaced, put the old seal-*.pub back there.",
        ),
    )


def register() -> None:
    """Note in the database that this release has brought it up to date, and under which master key it is.

    `Unready` if that key is not the one under which it was made.
    """
    if selectors.installation() is None and not cases.opens_under_this_key():
        raise _wrong_master_key()
    refuse_wrong_master_key()
    journal.note_release(releases.RELEASE, crypto.key_check(vault.master_key()))
