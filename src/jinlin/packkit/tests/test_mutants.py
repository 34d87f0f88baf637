"""A slip anywhere in a pack is told at a line that there is, or it changes nothing, or it leaves a pack that
can be read: never a traceback. A sample here; `make soak` tries all."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from jinlin.instruments.documents import pack_checks
from jinlin.instruments.documents.typesetting import CannotSet
from jinlin.packkit import sections
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Place
from jinlin.packkit.folders import BUILT_IN
from jinlin.packkit.reader import read_yaml
from jinlin.packkit.tests.mutants import Mutant, Seen, all_mutants, bases, looked_at, pristine
from jinlin.packkit.tree import Tree

WANTED = os.environ.get("JINLIN_MUTANTS", "60")  # of each kind, or `all`
SEED = 20261128


@cache
def sample(how: str) -> list[Mutant]:
    """Some of the mutants, the same ones each time; or all."""
    found = [one for one in all_mutants() if one.how == how]
    return found if WANTED == "all" else random.Random(SEED).sample(found, int(WANTED))


@pytest.fixture
def look(monkeypatch: pytest.MonkeyPatch) -> Callable[[Mutant], Seen]:
    """Looks at a mutant, with what does not change worked out once."""
    known = {BUILT_IN / name: tree for name, tree in bases().items()}
    now: dict[Path, Tree] = {}
    monkeypatch.setattr(
        sections, "read_yaml", lambda path: now.get(path) or known.get(path) or read_yaml(path)
    )
    for name in ("set_in_type", "set_for_editing"):
        monkeypatch.setattr(pack_checks, name, _once(getattr(pack_checks, name)))

    def look_at(mutant: Mutant) -> Seen:
        now.clear()
        return looked_at(mutant, now.__setitem__)

    return look_at


def _once(work: Callable[..., Any]) -> Callable[..., Any]:
    known: dict[str, tuple[Any, Exception | None]] = {}

    def answer(kind: Any, *given: Any) -> Any:
        key = f"{kind.model_dump_json()} {given!r}"
        if key not in known:
            try:
                known[key] = work(kind, *given), None
            except CannotSet as cannot:
                known[key] = None, cannot
        found, why = known[key]
        if why is not None:
            raise why
        return found

    return answer


@cache
def lines_of(file: str) -> int:
    return Path(file).read_text(encoding="utf-8").count("\n") + 1


def is_told_well(seen: Seen) -> bool:
    return all(is_there(one.place) and one.say.zh and one.say.en for one in seen.faults)


def is_there(place: Place) -> bool:
    return Path(place.file).is_file() and 1 <= place.line <= lines_of(place.file)


def is_the_same(mutant: Mutant, made: Draft) -> bool:
    before, after = pristine()[mutant.pack].pack(), made.pack()
    return bool(before.digest == after.digest and before.lately == after.lately)


@pytest.mark.parametrize("how", ["delete", "misspell"])
def test_a_slip_is_told_at_a_line_that_there_is_or_leaves_a_pack(
    how: str, look: Callable[[Mutant], Seen]
) -> None:
    for mutant in sample(how):
        seen = look(mutant)
        assert is_told_well(seen), mutant
        assert seen.faults or seen.draft.pack(), mutant


def test_a_value_of_another_type_is_told_or_means_the_same(look: Callable[[Mutant], Seen]) -> None:
    for mutant in sample("retype"):
        seen = look(mutant)
        assert is_told_well(seen), mutant
        assert seen.faults or mutant.is_free or is_the_same(mutant, seen.draft), mutant
