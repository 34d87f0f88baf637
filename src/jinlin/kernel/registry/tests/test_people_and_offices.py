"""People, their offices, and what the journal keeps of them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest
from django.contrib.auth import authenticate

from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry import actions, selectors
from jinlin.kernel.registry.actors import Post
from jinlin.kernel.registry.models import Office, Person
from jinlin.kernel.registry.tests.samples import OFFICE, PEOPLE, county
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotFound

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _county(db: None) -> None:
    county()


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=clock.LOCAL)


def office_faults(*rows: dict[str, Any]) -> list[str]:
    with pytest.raises(BadInput) as refused:
        actions.install_offices(rows)
    return [one["en"] for one in refused.value.details["rows"]]


def test_the_journal_keeps_no_name_and_no_telephone_number_of_a_person() -> None:
    actions.install_people([{"username": "wang", "name": "王小明", "phone": "13812345678"}])
    actions.install_people([{"username": "wang", "name": "王大明", "phone": "13812345678"}])
    kept = "".join(one.kind + one.facts for one in history("registry/people"))
    assert "明" not in kept
    assert "12345678" not in kept
    assert "person.changed" in kept


def test_a_new_person_cannot_sign_in_before_a_password_is_set() -> None:
    assert authenticate(username="lin", password="") is None
    actions.set_password("lin", "a long enough sentence")
    assert authenticate(username="lin", password="a long enough sentence") is not None


def test_changing_a_name_keeps_the_password() -> None:
    actions.set_password("lin", "a long enough sentence")
    actions.install_people([{"username": "lin", "name": "林新"}])
    assert Person.objects.get(username="lin").name == "林新"
    assert authenticate(username="lin", password="a long enough sentence") is not None


def test_every_fault_of_a_person_is_told_and_nobody_is_added() -> None:
    rows = [
        {"username": "Big Name", "name": "甲", "phone": ""},
        {"username": "b", "name": "", "phone": ""},
        {"username": "c", "name": "丙", "phone": "110"},
        {"username": "d", "name": "丁", "phone": ""},
        {"username": "d", "name": "戊", "phone": ""},
    ]
    with pytest.raises(BadInput) as refused:
        actions.install_people(rows)
    assert [one["row"] for one in refused.value.details["rows"]] == [2, 3, 4, 6]
    assert Person.objects.count() == len(PEOPLE)


def test_an_office_serves_the_area_of_its_organisation_unless_another_is_named() -> None:
    actions.install_offices([OFFICE | {"area": ""}, OFFICE | {"role": "clerk", "area": "990101002"}])
    assert selectors.actor_of("lin").posts == (
        Post("unit_officer", "HOUSING", "990101"),
        Post("clerk", "HOUSING", "990101002"),
    )


def test_an_office_is_held_from_its_first_day_to_the_end_of_its_last() -> None:
    actions.install_offices([OFFICE | {"valid_from": "2020-03-01", "valid_to": "2020-03-31"}])
    held = {}
    for day in (date(2020, 2, 29), date(2020, 3, 1), date(2020, 3, 31), date(2020, 4, 1)):
        with clock.travel(noon(day)):
            held[day.isoformat()] = bool(selectors.actor_of("lin").posts)
    assert list(held.values()) == [False, True, True, False]


def test_an_office_without_a_first_day_begins_today() -> None:
    with clock.travel(noon(date(2021, 5, 6))):
        actions.install_offices([OFFICE])
    assert Office.objects.get().valid_from == date(2021, 5, 6)


def test_installing_the_same_office_on_another_day_changes_nothing() -> None:
    with clock.travel(noon(date(2021, 5, 6))) as journey:
        actions.install_offices([OFFICE])
        journey.move(noon(date(2021, 6, 6)))
        changes = actions.install_offices([OFFICE])
    assert changes.unchanged == 1
    assert Office.objects.count() == 1


def test_an_office_ends_by_its_row_with_a_last_day() -> None:
    with clock.travel(noon(date(2021, 5, 6))):
        actions.install_offices([OFFICE])
        actions.install_offices([OFFICE | {"valid_to": "2021-05-31"}])
    assert Office.objects.get().valid_to == date(2021, 5, 31)
    assert history("registry/offices")[-1].kind == "office.changed"


def test_what_would_change_names_the_person_as_people_know_them() -> None:
    changes = actions.install_offices([OFFICE | {"valid_from": "2021-05-06"}], dry_run=True)
    assert [one.code for one in changes.made] == ["lin unit_officer HOUSING 990101 2021-05-06"]


def test_one_office_may_not_be_held_twice_on_a_day() -> None:
    first = OFFICE | {"valid_from": "2020-01-01", "valid_to": "2020-12-31"}
    found = office_faults(first, OFFICE | {"valid_from": "2020-12-31", "valid_to": ""})
    assert "held twice" in found[0]


def test_an_office_names_only_what_is_there() -> None:
    found = office_faults(
        OFFICE | {"username": "nobody"}, OFFICE | {"organisation": "NONE"}, OFFICE | {"role": "Not A Role"}
    )
    assert len(found) == 3
    assert not Office.objects.exists()


def test_a_closed_account_is_nobody_any_more_and_its_tokens_stop() -> None:
    actions.install_offices([OFFICE])
    actions.issue_token("lin", "phone")
    actions.close_account("lin")
    with pytest.raises(NotFound):
        selectors.actor_of("lin")
    assert selectors.officers("HOUSING") == ()
    assert all(one.revoked_at for one in selectors.tokens("lin"))


def test_the_officers_of_a_unit_are_those_of_today() -> None:
    actions.install_offices([OFFICE, OFFICE | {"username": "chen", "role": "head"}])
    assert [one.username for one in selectors.officers("HOUSING")] == ["chen", "lin"]
    assert selectors.officers("CENTRE") == ()
    found = selectors.officer("chen")
    assert found is not None
    assert found.posts == (Post("head", "HOUSING", "990101"),)
    assert selectors.officer("nobody") is None


def test_names_are_given_for_the_labels_of_people_alone() -> None:
    lin = selectors.actor_of("lin")
    assert selectors.names_of([lin.label, "system", "case/5", "person/0"]) == {lin.label: "林一"}
