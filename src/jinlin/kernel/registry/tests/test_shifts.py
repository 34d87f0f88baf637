"""The duty list: who is on duty where, from which hour to which."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry import actions, selectors
from jinlin.kernel.registry.actors import ANYONE
from jinlin.kernel.registry.checks import verify
from jinlin.kernel.registry.models import Shift
from jinlin.kernel.registry.tests.samples import OFFICE, county
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotAllowed

pytestmark = pytest.mark.django_db
NIGHT = {
    "username": "lin", "organisation": "HOUSING", "starts": "2018-03-10 18:00", "ends": "2018-03-11 08:00",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _county(db: None) -> None:
    county()
    actions.install_offices([OFFICE])


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=clock.LOCAL)


def on_duty(text: str, *units: str) -> list[str]:
    with clock.travel(at(text)):
        return [one.username for one in selectors.on_duty(units or ("HOUSING",))]


def faults(*rows: dict[str, Any]) -> list[str]:
    with pytest.raises(BadInput) as refused:
        actions.install_shifts(rows)
    assert not Shift.objects.exists()
    return [one["en"] for one in refused.value.details["rows"]]


def test_a_shift_lasts_from_its_first_moment_to_before_its_last_through_midnight() -> None:
    actions.install_shifts([NIGHT])
    assert on_duty("2018-03-10 17:59") == []
    assert on_duty("2018-03-10 18:00") == on_duty("2018-03-11 07:59") == ["lin"]
    assert on_duty("2018-03-11 08:00") == []


def test_nobody_is_on_duty_elsewhere_and_no_closed_account_is() -> None:
    actions.install_shifts([NIGHT])
    assert on_duty("2018-03-10 20:00", "URBAN") == []
    actions.close_account("lin")
    assert on_duty("2018-03-10 20:00") == []


def test_a_shift_ends_otherwise_or_does_not_take_place_by_the_same_row() -> None:
    actions.install_shifts([NIGHT])
    actions.install_shifts([NIGHT | {"ends": "2018-03-10 22:00"}])
    assert (on_duty("2018-03-10 21:00"), on_duty("2018-03-10 22:00")) == (["lin"], [])
    actions.install_shifts([NIGHT | {"ends": NIGHT["starts"]}])
    assert on_duty("2018-03-10 18:00") == []
    assert selectors.shifts(at("2018-03-01 00:00"), 10) == ()


def test_moments_are_read_as_spreadsheets_and_forms_write_them() -> None:
    actions.install_shifts([NIGHT | {"starts": "2018/3/10 18:00", "ends": "2018-03-11T08:00"}])
    assert on_duty("2018-03-11 07:00") == ["lin"]


def test_every_fault_is_told_with_its_row_and_nothing_is_written() -> None:
    told = faults(
        NIGHT | {"username": "nobody"},
        NIGHT | {"organisation": "URBAN"},
        NIGHT | {"starts": "tonight"},
        NIGHT | {"ends": "2018-03-10 08:00"},
        NIGHT | {"ends": "2018-03-30 08:00"},
    )
    assert "username is not known: nobody" in told
    assert "starts: a moment is written as 2026-12-01 18:00" in told or any("date" in one for one in told)
    assert "ends is before starts; a night ends on the day after" in told
    assert "is longer than 7 days; write a row for each" in told
    assert len(told) >= 5


def test_two_rows_for_one_shift_are_a_fault() -> None:
    assert faults(NIGHT, NIGHT | {"ends": "2018-03-10 20:00"}) == ["is the same shift as a row before"]


def test_only_an_administrator_keeps_the_list_and_the_journal_vouches_for_it() -> None:
    with pytest.raises(NotAllowed):
        actions.install_shifts([NIGHT], actor=ANYONE)
    actions.install_shifts([NIGHT])
    assert [one.kind for one in history("registry/shifts")] == ["shift.added"]
    assert verify() == ()
    Shift.objects.update(ends_at=at("2018-03-12 08:00"))
    assert len(verify()) == 1
