"""Signing in and out, and guessing."""

from __future__ import annotations

from jinlin.api.tests.conftest import PASSWORD, ROOT, Town, code_of
from jinlin.api.v1.schemas.tokens import TokenGiven
from jinlin.kernel.cases.tests.town import CENTRE, COUNTY, local
from jinlin.lib import clock

RIGHT = {"username": "lin", "password": PASSWORD}
WRONG = {"username": "lin", "password": "guess"}


def test_a_password_gives_a_token_that_works_until_it_is_signed_out(town: Town) -> None:
    given = town.post("/tokens", RIGHT)
    TokenGiven.model_validate(given)
    assert given["posts"] == [{"role": "clerk", "organisation": CENTRE, "area": COUNTY}]
    town.tokens["new"] = given["token"]
    assert town.call("GET", "/cases", who="new").status_code == 200
    assert town.call("DELETE", "/tokens/current", who="new").status_code == 204
    assert code_of(town.call("GET", "/cases", who="new")) == (401, "not-signed-in")
    assert town.call("GET", "/cases", who="lin").status_code == 200


def test_signing_out_needs_a_token(town: Town) -> None:
    assert code_of(town.call("DELETE", "/tokens/current")) == (401, "not-signed-in")


def test_a_wrong_password_and_an_unknown_name_are_told_in_the_same_words(town: Town) -> None:
    wrong = town.call("POST", "/tokens", WRONG)
    unknown = town.call("POST", "/tokens", {"username": "nobody", "password": "guess"})
    without = town.call("POST", "/tokens", {"username": "wu", "password": ""})
    assert code_of(wrong) == (401, "not-signed-in")
    assert wrong.content == unknown.content
    assert code_of(without) == (422, "bad-input")


def test_guessing_is_stopped_even_for_the_right_password_and_may_go_on_later(
    town: Town, monday: clock.Journey
) -> None:
    for _ in range(10):
        assert code_of(town.call("POST", "/tokens", WRONG)) == (401, "not-signed-in")
    answer = town.call("POST", "/tokens", RIGHT)
    assert code_of(answer) == (429, "too-many")
    assert 0 < int(answer["Retry-After"]) <= 15 * 60
    monday.move(local("2018-03-05 09:16"))
    town.post("/tokens", RIGHT)


def test_guessing_one_name_from_many_addresses_is_stopped_for_the_day(town: Town) -> None:
    statuses = []
    for n in range(102):
        answer = town.client.generic(
            "POST", f"{ROOT}/tokens", b'{"username":"lin","password":"x"}', "application/json",
            REMOTE_ADDR=f"192.0.2.{n}",
        )  # fmt: skip
        statuses.append(answer.status_code)
    assert statuses == [401] * 100 + [429] * 2


def test_the_right_password_does_not_count_as_a_guess(town: Town) -> None:
    for _ in range(15):
        town.post("/tokens", RIGHT)


def test_a_token_of_somebody_without_an_office_works_but_opens_nothing_of_others(town: Town) -> None:
    town.opened()
    assert town.get("/cases", who="zhao")["items"] == []
