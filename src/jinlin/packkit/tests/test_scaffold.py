"""`jinlin new-pack` writes a pack that passes the check and proves itself at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from jinlin.lib.errors import BadInput
from jinlin.packkit.check import check
from jinlin.packkit.compile import compile_pack
from jinlin.packkit.folders import BUILT_IN
from jinlin.packkit.install import install
from jinlin.packkit.proofs import Proof, prove
from jinlin.packkit.scaffold import new_pack


def test_a_new_pack_has_no_mistakes(tmp_path: Path) -> None:
    new_pack("night_market", tmp_path)
    assert [str(fault) for fault in check([tmp_path])] == []


@pytest.mark.usefixtures("city")
def test_a_new_pack_proves_itself_but_for_figures_that_nobody_has_published(tmp_path: Path) -> None:
    pack = compile_pack(new_pack("night_market", tmp_path))
    install(pack)
    proved = prove(pack)
    assert [one.proof for one in proved.shown.values() if not one.holds] == [Proof.FIGURES]


def test_a_new_pack_touches_no_other_file(tmp_path: Path) -> None:
    before = sorted(BUILT_IN.rglob("*"))
    folder = new_pack("night_market", tmp_path)
    assert sorted(BUILT_IN.rglob("*")) == before
    assert [one.name for one in tmp_path.iterdir()] == [folder.name]


@pytest.mark.parametrize("name", ["Night", "9lives", "night-market", "x", "../out", "", "名"])
def test_a_name_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(BadInput):
        new_pack(name, tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    new_pack("night_market", tmp_path)
    with pytest.raises(BadInput, match="there is a pack night_market already"):
        new_pack("night_market", tmp_path)
