"""`jinlin check` says file and line for every mistake, and what helps: one broken pack for each kind."""

from __future__ import annotations

from pathlib import Path

import pytest

from jinlin.packkit.reader import read_yaml
from jinlin.packkit.tests.conftest import Workshop

MISTAKES: dict[str, dict[str, str]] = read_yaml(Path(__file__).parent / "mistakes.yaml").data


def test_a_pack_without_mistakes_has_no_faults(workshop: Workshop) -> None:
    assert [str(fault) for fault in workshop.faults()] == []


def test_a_cause_is_told_before_what_follows_from_it_is_counted(workshop: Workshop) -> None:
    workshop.change("pack.yaml", "{name: {zh: 居民,", "{name: {zh: 居民, 群众,")
    cause, counted = workshop.faults()
    assert (cause.code, counted.code) == ("grammar", "consequences")


@pytest.mark.parametrize("mistake", MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_is_told_with_its_line(workshop: Workshop, mistake: dict[str, str]) -> None:
    file = mistake.get("file", mistake["in"])
    line = workshop.change(mistake["in"], mistake["from"], mistake["to"])
    if "line" in mistake:
        line = workshop.line(file, mistake["line"])
    told = [str(fault) for fault in workshop.faults()]
    place = f"{workshop.folder / file}:{line}: "
    assert any(one.startswith(place) and mistake["says"] in one for one in told), told
