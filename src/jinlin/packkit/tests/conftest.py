"""A workshop in which the pack `lamp_repair` is broken on purpose, and a city in which packs are played."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from jinlin.packkit.check import check
from jinlin.packkit.demo import install_demo
from jinlin.packkit.faults import Fault

LAMPS = Path(__file__).parent / "lamp_repair"


class Workshop:
    """A copy of `lamp_repair` that can be changed."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "lamp_repair"
        shutil.copytree(LAMPS, self.folder)

    def change(self, file: str, old: str, new: str) -> int:
        """Replace the first `old` by `new`; the line on which `new` then begins, counted from 1."""
        path = self.folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def line(self, file: str, part: str) -> int:
        """The line on which `part` first stands."""
        text = (self.folder / file).read_text(encoding="utf-8")
        return text[: text.index(part)].count("\n") + 1

    def faults(self) -> list[Fault]:
        """What `jinlin check` says."""
        return check([self.root])


@pytest.fixture
def workshop(tmp_path: Path) -> Workshop:
    """A fresh copy of `lamp_repair`."""
    return Workshop(tmp_path)


@pytest.fixture
def city(db: None) -> None:
    """The demo city."""
    install_demo()
