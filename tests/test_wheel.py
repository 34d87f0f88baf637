"""A package is built with its screens or not at all. `.ci/wheel` builds, installs and starts one."""

from __future__ import annotations

import runpy
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests import docs

HOOK = runpy.run_path(str(docs.ROOT / "hatch_build.py"))


def hook(root: Path) -> Any:
    made = object.__new__(HOOK["Screens"])
    made._BuildHookInterface__root = str(root)
    return made


def test_without_screens_there_is_no_package_and_it_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="make screens"):
        hook(tmp_path).initialize("standard", {})


def test_with_screens_there_is_one(tmp_path: Path) -> None:
    screens = tmp_path / HOOK["SCREENS"]
    screens.parent.mkdir(parents=True)
    screens.touch()
    hook(tmp_path).initialize("standard", {})


def test_a_folder_that_is_worked_in_needs_none(tmp_path: Path) -> None:
    hook(tmp_path).initialize("editable", {})


def test_nothing_that_only_builds_is_needed_to_run() -> None:
    project = tomllib.loads(docs.text_of(docs.ROOT / "pyproject.toml"))["project"]
    assert not [one for one in project["dependencies"] if one.startswith(("nodejs", "hatchling", "pytest"))]
