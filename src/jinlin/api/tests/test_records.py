"""Timeline, proof, reveal and find over HTTP."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.conf import settings

from jinlin.api.tests.conftest import Town, at_rest, code_of, facts_of
from jinlin.api.v1.schemas.records import Timeline
from jinlin.kernel.journal.actions import seal
from jinlin.kernel.journal.proofs import Proof

PHONE = "13800138000"
REPORTER = {"name": "林小雨", "phone": PHONE}


def test_the_timeline_tells_everything_once_over_all_pages_oldest_first(town: Town) -> None:
    number = town.with_unit(reporter=REPORTER)
    first = town.get(f"/cases/{number}/timeline?limit=1", who="lin")
    second = town.get(f"/cases/{number}/timeline?limit=1&after={first['next']}", who="lin")
    for page in (first, second):
        Timeline.model_validate(page)
    assert [one["kind"] for page in (first, second) for one in page["items"]] == ["opened", "act.assign"]
    assert second["next"] is None
    assert second["items"][0]["by"] == "林悦"


def test_the_timeline_holds_no_personal_value_not_even_encrypted(town: Town) -> None:
    number = town.with_unit(reporter=REPORTER)
    shown = str(town.get(f"/cases/{number}/timeline", who="lin"))
    assert PHONE not in shown
    assert "enc:" not in shown


def test_a_resident_reads_which_unit_acted_but_not_who(town: Town) -> None:
    opened = town.opened()
    town.post(f"/cases/{opened['number']}/actions/assign", {"answers": {"kind": "water"}}, who="lin")
    shown = town.get(f"/cases/{opened['number']}/timeline", X_Tracking_Code=opened["tracking_code"])
    assert [one["by"] for one in shown["items"]] == ["", "T-CENTRE"]


def test_a_personal_field_is_shown_for_a_purpose_and_that_is_journaled(town: Town) -> None:
    number = town.with_unit(reporter=REPORTER)
    body = {"field": "reporter", "purpose": "call the reporter back"}
    assert town.post(f"/cases/{number}/reveal", body, who="lin") == {"field": "reporter", "value": REPORTER}
    (facts,) = facts_of("revealed")
    assert not any(text in facts for text in ("call the reporter back", PHONE))
    told = town.get(f"/cases/{number}/timeline", who="lin")["items"][-1]
    assert told["facts"] == {"field": "reporter", "purpose": "call the reporter back"}


def test_nothing_is_revealed_without_a_purpose_or_to_another_role(town: Town) -> None:
    number = town.with_unit(reporter=REPORTER)
    path, body = f"/cases/{number}/reveal", {"field": "reporter", "purpose": "call the reporter back"}
    assert code_of(town.call("POST", path, {"field": "reporter"}, who="lin")) == (422, "bad-input")
    assert code_of(town.call("POST", path, {**body, "purpose": "      "}, who="lin")) == (422, "bad-input")
    assert code_of(town.call("POST", path, body, who="wu")) == (403, "not-allowed")
    assert code_of(town.call("POST", path, body)) == (404, "not-found")
    assert code_of(town.call("POST", path, {**body, "field": "nothing"}, who="lin")) == (404, "not-found")
    assert facts_of("revealed") == []


def test_a_case_is_found_by_the_phone_number_that_stands_in_it(town: Town) -> None:
    number = town.with_unit(reporter=REPORTER)
    town.opened(reporter={"name": "Another", "phone": "13900139000"})
    body = {"part": "phone", "value": "138 0013 8000", "purpose": "the resident is on the phone"}
    assert town.post("/find", body, who="lin") == {"numbers": [number]}
    assert town.post("/find", body, who="wu") == {"numbers": []}
    searched = facts_of("searched")
    assert len(searched) == 2
    assert not any(PHONE in facts for facts in searched)


def test_people_without_an_office_find_nobody(town: Town) -> None:
    body = {"part": "phone", "value": PHONE, "purpose": "just curious"}
    for who in (None, "zhao"):
        status, _ = code_of(town.call("POST", "/find", body, who=who))
        assert status in (401, 403)
    assert code_of(town.call("POST", "/find", {**body, "part": "name"}, who="lin")) == (422, "bad-input")
    assert code_of(town.call("POST", "/find", {**body, "value": "12345"}, who="lin")) == (422, "bad-input")


@pytest.fixture
def sealing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A data folder of its own for the sealing key."""
    monkeypatch.setattr(settings, "DATA_FOLDER", tmp_path)


@pytest.mark.usefixtures("sealing")
def test_a_sealed_event_can_be_proven_and_one_that_is_not_yet_cannot(town: Town) -> None:
    opened = town.opened()
    path = f"/cases/{opened['number']}/proof"
    assert code_of(town.call("GET", path, who="lin")) == (409, "not-possible-now")
    seal()
    proof = Proof.model_validate(town.get(path, who="lin"))
    assert proof.holds()
    assert (proof.event.kind, proof.event.seq) == ("opened", opened["revision"])
    assert code_of(town.call("GET", f"{path}?seq=99", who="lin")) == (404, "not-found")
    assert code_of(town.call("GET", path, who="zhao")) == (404, "not-found")


@pytest.mark.usefixtures("sealing")
def test_a_resident_gets_no_proof_of_what_the_timeline_does_not_tell_them(town: Town) -> None:
    opened = town.opened(reporter=REPORTER)
    number, code = opened["number"], opened["tracking_code"]
    town.post(f"/cases/{number}/reveal", {"field": "reporter", "purpose": "call back"}, who="lin")
    seal()
    (revealed,) = at_rest("SELECT seq FROM journal_event WHERE kind = 'revealed'")
    answer = town.call("GET", f"/cases/{number}/proof?seq={revealed}", X_Tracking_Code=code)
    assert code_of(answer) == (404, "not-found")
    assert town.get(f"/cases/{number}/proof", X_Tracking_Code=code)["event"]["kind"] == "opened"
    assert town.get(f"/cases/{number}/proof?seq={revealed}", who="lin")["event"]["kind"] == "revealed"
