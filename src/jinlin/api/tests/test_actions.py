"""Acting over HTTP, and being told why not."""

from __future__ import annotations

from jinlin.api.tests.conftest import Town, code_of
from jinlin.api.v1.schemas.cases import CaseHead, OpenActions
from jinlin.kernel.cases.tests.town import ROADS


def test_an_action_moves_the_case_and_answers_with_it(town: Town) -> None:
    opened = town.opened()
    path = f"/cases/{opened['number']}/actions/assign"
    moved = town.post(path, {"answers": {"kind": "pothole"}, "revision": opened["revision"]}, who="lin")
    CaseHead.model_validate(moved)
    assert (moved["state"]["code"], moved["holder"]) == ("with_unit", ROADS)
    assert moved["revision"] > opened["revision"]


def test_of_two_officers_one_wins_and_the_other_is_told_what_changed(town: Town) -> None:
    opened = town.opened()
    path = f"/cases/{opened['number']}/actions/assign"
    body = {"answers": {"kind": "pothole"}, "revision": opened["revision"]}
    town.post(path, body, who="lin")
    answer = town.call("POST", path, body, who="lin")
    assert code_of(answer) == (409, "changed-meanwhile")
    assert [event["kind"] for event in answer.json()["since"]] == ["act.assign"]


def test_without_a_revision_the_second_is_told_where_the_case_is_now(town: Town) -> None:
    number = town.with_unit()
    answer = town.call("POST", f"/cases/{number}/actions/assign", {"answers": {"kind": "water"}}, who="lin")
    assert code_of(answer) == (409, "not-possible-now")
    assert answer.json()["state"] == "with_unit"
    assert answer.json()["help"]["en"]


def test_a_role_that_may_not_is_refused_with_the_role_that_may(town: Town) -> None:
    number = town.with_unit()
    answer = town.call("POST", f"/cases/{number}/actions/resolve", {"answers": {"answer": "x"}}, who="lin")
    assert code_of(answer) == (403, "not-allowed")
    assert "Fixer" in answer.json()["say"]["en"]


def test_the_unit_that_fixed_it_is_told_why_it_may_not_close_it(town: Town) -> None:
    number = town.with_unit()
    town.post(f"/cases/{number}/actions/resolve", {"answers": {"answer": "Filled"}}, who="wu")
    assert code_of(town.call("POST", f"/cases/{number}/actions/close", {}, who="wu")) == (403, "not-allowed")
    (close,) = [
        one for one in town.get(f"/cases/{number}/actions", who="wu")["items"] if one["action"] == "close"
    ]
    assert not close["allowed"]
    assert close["reason"]["zh"]


def test_the_open_actions_tell_what_each_asks(town: Town) -> None:
    found = town.get(f"/cases/{town.opened()['number']}/actions", who="lin")
    OpenActions.model_validate(found)
    assign = next(one for one in found["items"] if one["action"] == "assign")
    assert assign["allowed"]
    assert assign["asks"]["kind"]["required"]


def test_an_action_that_does_not_exist_is_not_found_and_the_case_stays(town: Town) -> None:
    opened = town.opened()
    answer = town.call("POST", f"/cases/{opened['number']}/actions/fly", {}, who="lin")
    assert code_of(answer) == (404, "not-found")
    assert town.get(f"/cases/{opened['number']}", who="lin")["revision"] == opened["revision"]


def test_a_resident_acts_on_the_case_whose_code_they_hold_and_on_no_other(town: Town) -> None:
    mine, other = town.opened(), town.opened()
    code = mine["tracking_code"]
    town.post(f"/cases/{mine['number']}/actions/urge", {}, X_Tracking_Code=code)
    answer = town.call("POST", f"/cases/{other['number']}/actions/urge", {}, X_Tracking_Code=code)
    assert code_of(answer) == (404, "not-found")
