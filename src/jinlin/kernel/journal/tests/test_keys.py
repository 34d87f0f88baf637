"""The sealing key."""

from __future__ import annotations

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from jinlin.kernel.journal import keys
from jinlin.lib.errors import Unready


def test_the_private_key_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    key = keys.private_key(folder, may_make=True)
    again = keys.private_key(folder, may_make=False)
    assert key.private_bytes_raw() == again.private_bytes_raw()
    assert stat.S_IMODE((folder / "seal.pem").stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_processes_that_make_the_key_at_once_get_the_same_key(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as crew:
        made = list(crew.map(lambda _: keys.private_key(tmp_path / "keys", may_make=True), range(32)))
    assert len({key.private_bytes_raw() for key in made}) == 1
    assert sorted(place.suffix for place in (tmp_path / "keys").iterdir()) == [".pem", ".pub"]


def test_a_key_used_before_is_still_believed(tmp_path: Path) -> None:
    old = keys.key_name(keys.private_key(tmp_path, may_make=True).public_key())
    (tmp_path / "seal.pem").unlink()
    new = keys.key_name(keys.private_key(tmp_path, may_make=True).public_key())
    assert keys.known_keys(tmp_path) == {old, new}


def test_no_key_is_believed_where_there_is_none(tmp_path: Path) -> None:
    assert keys.known_keys(tmp_path / "keys") == frozenset()


@pytest.mark.parametrize("name", ["seal.pem", "seal-0000.pub"])
def test_a_file_that_is_no_key_is_named(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("-----BEGIN NONSENSE-----")
    with pytest.raises(Unready, match=name):
        keys.known_keys(tmp_path)


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("a file stands where the folder should be")
    with pytest.raises(Unready, match="keys"):
        keys.private_key(tmp_path / "keys", may_make=True)
