"""Sending again is safe."""

from __future__ import annotations

from typing import Any

from jinlin.api.tests.conftest import PASSWORD, Town, at_rest, code_of, facts_of
from jinlin.kernel.cases.tests.town import local
from jinlin.lib import clock

KEY = "0b8c2f2e-6f0d-4f5f-9d5b-8b8a51f8e6aa"


def _open(town: Town, key: str = KEY, subject: str = "A hole", who: str | None = None) -> Any:
    body = {"type": "town/report", "answers": {"subject": subject}}
    return town.call("POST", "/cases", body, who=who, Idempotency_Key=key)


def test_the_same_request_gets_the_first_answer_again_and_nothing_is_done_twice(town: Town) -> None:
    first, again = _open(town), _open(town)
    assert first.status_code == again.status_code == 201
    assert first.content == again.content
    assert "Idempotent-Replay" not in first
    assert again["Idempotent-Replay"] == "true"
    assert at_rest("SELECT number FROM case_case") == [first.json()["number"]]


def test_a_key_never_expires(town: Town, monday: clock.Journey) -> None:
    first = _open(town)
    monday.move(local("2028-03-06 09:00"))
    assert _open(town).content == first.content


def test_a_key_that_was_used_for_another_body_or_address_is_refused(town: Town) -> None:
    number = _open(town).json()["number"]
    assert code_of(_open(town, subject="Another hole")) == (422, "key-reused")
    town.post(f"/cases/{number}/actions/urge", {}, who="lin", Idempotency_Key=KEY)
    other = town.call("POST", "/cases", {"type": "town/report", "answers": {"subject": "x"}}, who="lin",
                      Idempotency_Key=KEY)  # fmt: skip
    assert code_of(other) == (422, "key-reused")


def test_everybody_has_their_own_keys(town: Town) -> None:
    assert _open(town, who="lin").json()["number"] != _open(town, who="gao").json()["number"]


def test_a_refusal_is_not_kept_so_that_the_corrected_request_may_use_the_key(town: Town) -> None:
    assert code_of(_open(town, subject="")) == (422, "bad-input")
    assert _open(town).status_code == 201


def test_an_action_sent_again_after_the_case_moved_on_gets_its_first_answer(town: Town) -> None:
    number = town.opened()["number"]
    path, body = f"/cases/{number}/actions/assign", {"answers": {"kind": "pothole"}}
    first = town.call("POST", path, body, who="lin", Idempotency_Key=KEY)
    town.post(f"/cases/{number}/actions/resolve", {"answers": {"answer": "Filled"}}, who="wu")
    again = town.call("POST", path, body, who="lin", Idempotency_Key=KEY)
    assert again.content == first.content
    assert again["Idempotent-Replay"] == "true"


def test_a_key_of_somebody_without_a_token_must_be_long_enough_to_be_their_own(town: Town) -> None:
    assert code_of(_open(town, key="1")) == (422, "bad-input")
    assert _open(town, key="1", who="lin").status_code == 201


def test_a_key_must_be_printable_and_not_too_long(town: Town) -> None:
    for key in ("x" * 81, "tab\tinside-the-key-here", "ключ-ключ-ключ-ключ"):
        assert code_of(_open(town, key=key)) == (422, "bad-input")


def test_secrets_in_kept_answers_are_encrypted(town: Town) -> None:
    code = _open(town).json()["tracking_code"]
    body = {"username": "lin", "password": PASSWORD}
    token = town.call("POST", "/tokens", body, Idempotency_Key=KEY).json()["token"]
    kept = at_rest("SELECT body FROM case_answer")
    assert len(kept) == 2
    assert code not in "".join(kept)
    assert token not in "".join(kept)


def test_a_value_revealed_again_is_journaled_again_and_never_kept(town: Town) -> None:
    number = town.opened(reporter={"name": "林小雨"})["number"]
    body = {"field": "reporter", "purpose": "call the reporter back"}
    first = town.call("POST", f"/cases/{number}/reveal", body, who="lin", Idempotency_Key=KEY)
    again = town.call("POST", f"/cases/{number}/reveal", body, who="lin", Idempotency_Key=KEY)
    assert first.json() == again.json() == {"field": "reporter", "value": {"name": "林小雨"}}
    assert again["Idempotent-Replay"] == "true"
    assert len(facts_of("revealed")) == 2
    assert at_rest("SELECT body FROM case_answer") == [""]
