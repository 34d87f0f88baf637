"""The master key is changed while people work: everything comes under the new one, whenever it is stopped."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from typing import Any

import pytest

from jinlin.kernel.cases.actions import find, rekeying, reveal
from jinlin.kernel.cases.actions.rekeying import rekey
from jinlin.kernel.cases.models import Case, Finder
from jinlin.kernel.cases.tests.test_privacy import REPORTER, number
from jinlin.kernel.cases.tests.town import CLERK
from jinlin.kernel.journal.checks import verify
from jinlin.kernel.journal.selectors import history
from jinlin.lib.crypto import CannotOpen
from jinlin.lib.errors import Unready

NEW = base64.b64encode(b"another master key of 32 bytes!!").decode()


@pytest.fixture
def five(monday: Any, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Five cases with a reporter, two to a lot."""
    monkeypatch.setattr(rekeying, "BATCH", 2)
    return [number() for _ in range(5)]


@pytest.fixture
def changing(five: list[str], settings: Any) -> list[str]:
    """The new key is there, and the former one is named."""
    settings.JINLIN_FORMER_MASTER_KEY = settings.JINLIN_MASTER_KEY
    settings.JINLIN_MASTER_KEY = NEW
    return five


def reporters(cases: list[str]) -> list[Any]:
    return [reveal(case, "reporter", "checking the key", CLERK) for case in cases]


def test_before_it_began_everything_can_be_read_and_found(changing: list[str]) -> None:
    assert reporters(changing) == [REPORTER] * 5
    new = number()
    found = find("phone", REPORTER["phone"], "checking the key", CLERK)
    assert sorted(found) == sorted([*changing, new])


def test_when_it_is_done_the_former_key_is_needed_no_more(changing: list[str], settings: Any) -> None:
    assert list(rekey()) == [2, 2, 1]
    settings.JINLIN_FORMER_MASTER_KEY = ""
    assert reporters(changing) == [REPORTER] * 5
    assert sorted(find("phone", REPORTER["phone"], "checking", CLERK)) == sorted(changing)
    assert Finder.objects.count() == 5
    assert history("keys/master")[-1].kind == "rekeyed"
    assert not verify().faults


def test_stopped_in_the_middle_everything_is_still_readable_and_the_rest_is_done_later(
    changing: list[str], settings: Any
) -> None:
    begun = rekey()
    assert next(begun) == 2
    begun.close()  # type: ignore[attr-defined]  # it is a generator
    assert reporters(changing) == [REPORTER] * 5
    assert list(rekey()) == [0, 2, 1]
    settings.JINLIN_FORMER_MASTER_KEY = ""
    assert reporters(changing) == [REPORTER] * 5


def test_a_lot_that_fails_is_left_as_it_was(changing: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept()

    def fails(*_: Any) -> Iterator[Any]:
        raise RuntimeError("the power went out")

    monkeypatch.setattr(rekeying, "finders", fails)
    with pytest.raises(RuntimeError):
        next(rekey())
    assert kept() == before
    assert Finder.objects.count() == 5


def test_without_the_former_key_nothing_begins_and_nothing_is_lost(five: list[str], settings: Any) -> None:
    before, settings.JINLIN_MASTER_KEY = kept(), NEW
    with pytest.raises(Unready, match="JINLIN_FORMER_MASTER_KEY"):
        next(rekey())
    with pytest.raises(CannotOpen):
        reporters(five)
    assert kept() == before


def kept() -> list[bytes]:
    return [bytes(key) for key in Case.objects.order_by("id").values_list("sealed_key", flat=True) if key]
