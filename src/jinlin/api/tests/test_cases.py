"""Opening, listing and reading over HTTP."""

from __future__ import annotations

import pytest

from jinlin.api.tests.conftest import Town, code_of
from jinlin.api.v1.cases import SIGN_IN
from jinlin.api.v1.schemas.cases import CaseGiven, CaseOpened, CasePage
from jinlin.kernel.cases.tests.town import COUNTY, ROADS, local
from jinlin.kernel.registry.attempts import Attempts
from jinlin.kernel.registry.clients import Client
from jinlin.lib import clock

PHONE = "13800138000"
REPORTER = {"name": "林小雨", "phone": PHONE}


def test_anyone_may_open_a_report_and_follow_it_by_its_tracking_code(town: Town) -> None:
    opened = town.opened(reporter=REPORTER)
    CaseOpened.model_validate(opened)
    case = town.get(f"/cases/{opened['number']}", X_Tracking_Code=opened["tracking_code"])
    CaseGiven.model_validate(case)
    assert case["fields"]["reporter"] == {"how": "shown", "value": REPORTER}
    assert case["fields"]["subject"] == {"how": "shown", "value": "A hole"}


def test_a_stranger_is_not_told_that_a_case_exists(town: Town) -> None:
    number = town.opened()["number"]
    for who in (None, "zhao", "wu"):
        assert code_of(town.call("GET", f"/cases/{number}", who=who)) == (404, "not-found")
    assert code_of(town.call("GET", "/cases/T2018-9999", who="lin")) == (404, "not-found")


def test_the_clerk_sees_personal_fields_masked_and_sensitive_ones_not_at_all(town: Town) -> None:
    number = town.opened(reporter=REPORTER, diagnosis="private")["number"]
    fields = town.get(f"/cases/{number}", who="lin")["fields"]
    assert fields["reporter"]["how"] == "masked"
    assert PHONE not in str(fields)
    assert "林小雨" not in str(fields)
    assert fields["diagnosis"] == {"how": "hidden", "value": None}


def test_times_are_told_with_the_offset_of_the_local_reader(town: Town) -> None:
    opened = town.opened()
    assert opened["opened_at"] == "2018-03-05T09:00:00+08:00"
    assert opened["due_at"] == "2018-03-05T10:00:00+08:00"


def test_a_list_shows_each_case_once_over_all_pages_newest_first(town: Town, monday: clock.Journey) -> None:
    numbers = []
    for minute in range(7):
        monday.move(local(f"2018-03-05 09:{minute // 2:02}"))
        numbers.append(town.opened()["number"])
    seen: list[str] = []
    after = ""
    while True:
        page = town.get(f"/cases?limit=2{after}", who="lin")
        CasePage.model_validate(page)
        seen += [case["number"] for case in page["items"]]
        if page["next"] is None:
            break
        after = f"&after={page['next']}"
    assert seen == numbers[::-1]


def test_filters_narrow_the_list_and_each_other(town: Town, monday: clock.Journey) -> None:
    held = town.with_unit("pothole")
    monday.move(local("2018-03-06 09:00"))
    other = town.opened()["number"]

    def listed(query: str) -> list[str]:
        return [case["number"] for case in town.get(f"/cases?{query}", who="lin")["items"]]

    assert listed("state=with_unit") == [held]
    assert listed(f"holder={ROADS}&category=pothole") == [held]
    assert listed("state=received&category=pothole") == []
    assert listed("opened_from=2018-03-06") == [other]
    assert listed("opened_to=2018-03-06T00:00:00%2B08:00") == [held]
    assert listed("type=town/report&open=true&card=none&channel=web") == [other, held]
    assert listed("open=false") == []
    assert listed("due_before=2018-03-07") == [other]


def test_an_area_filter_takes_in_what_lies_below_and_nothing_else(town: Town) -> None:
    assert town.get(f"/cases?area={COUNTY}", who="lin")["items"] == []
    assert town.get("/cases?area=990102", who="lin")["items"] == []


def test_a_list_is_for_people_who_are_known(town: Town) -> None:
    assert code_of(town.call("GET", "/cases")) == (401, "not-signed-in")


def test_the_holder_of_a_tracking_code_lists_that_case_alone(town: Town) -> None:
    town.opened()
    mine = town.opened()
    listed = town.get("/cases", X_Tracking_Code=mine["tracking_code"])["items"]
    assert [case["number"] for case in listed] == [mine["number"]]


def test_children_are_listed_and_found_by_their_parent(town: Town) -> None:
    number = town.with_unit()
    helpers = {"answers": {"helpers": [{"unit": "T-WATER"}]}}
    town.post(f"/cases/{number}/actions/get_help", helpers, who="wu")
    (child,) = town.get(f"/cases/{number}/children", who="wu")["items"]
    assert child["type"] == "town/help"
    assert child["holder"] == "T-WATER"
    (found,) = town.get(f"/cases?parent={number}", who="lin")["items"]
    assert found["number"] == child["number"]


@pytest.mark.parametrize("channel", ["import", "story", "case"])
def test_nobody_opens_a_case_through_a_channel_of_the_product_itself(town: Town, channel: str) -> None:
    body = {"type": "town/report", "channel": channel, "answers": {"subject": "x"}}
    assert code_of(town.call("POST", "/cases", body, who="lin")) == (422, "bad-input")


def test_all_answers_that_do_not_fit_are_named_at_once(town: Town) -> None:
    body = {"type": "town/report", "answers": {"kind": "nonsense", "place": {"x": "a"}, "shape": 1}}
    answer = town.call("POST", "/cases", body)
    assert code_of(answer) == (422, "bad-input")
    assert set(answer.json()["fields"]) == {"subject", "kind", "place", "shape"}


def test_reports_of_anybody_are_counted_by_address_with_those_at_the_other_doors(town: Town) -> None:
    for _ in range(59):
        Attempts.of_reporting(Client("127.0.0.1"), SIGN_IN).begin()
    wrong = {"type": "town/report", "answers": {"no_such_field": 1}}
    assert town.call("POST", "/cases", wrong).status_code == 422
    assert town.opened()["number"]
    report = {"type": "town/report", "answers": {"subject": "A hole"}}
    assert code_of(town.call("POST", "/cases", report)) == (429, "too-many")
    assert town.call("POST", "/cases", report, who="zhao").status_code == 201
