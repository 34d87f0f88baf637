"""Signing in and out, and guessing."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from django.contrib.auth import get_user_model

from jinlin.api.tests.conftest import PASSWORD, ROOT, Town, code_of
from jinlin.api.v1.schemas.tokens import TokenGiven
from jinlin.kernel.cases.tests.town import CENTRE, COUNTY, local
from jinlin.kernel.registry import actions
from jinlin.lib import clock

RIGHT = {"username": "lin", "password": PASSWORD}
WRONG = {"username": "lin", "password": "guess"}


def sign_in_from(town: Town, address: str, sent: dict[str, str]) -> int:
    """The status of an attempt to sign in from that address."""
    body = json.dumps(sent).encode()
    answer = town.client.generic("POST", f"{ROOT}/tokens", body, "application/json", REMOTE_ADDR=address)
    return answer.status_code


def with_authenticator(username: str) -> Callable[[], str]:
    """Give a person an authenticator app; what it shows now."""
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(get_user_model().objects.get(username=username), secret)
    return lambda: totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))


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


def test_guessing_one_name_from_many_addresses_of_a_network_is_stopped_for_the_day(town: Town) -> None:
    statuses = [sign_in_from(town, f"192.0.2.{n}", WRONG) for n in range(102)]
    assert statuses == [401] * 100 + [429] * 2


def test_whoever_guesses_a_name_shuts_nobody_out_in_another_network(town: Town) -> None:
    for n in range(120):
        sign_in_from(town, f"192.0.2.{n}", WRONG)
    assert sign_in_from(town, "192.0.2.200", RIGHT) == 429
    assert sign_in_from(town, "198.51.100.1", RIGHT) == 201


def test_a_name_guessed_at_a_hundred_times_leaves_each_new_network_three_tries(town: Town) -> None:
    for n in range(100):
        sign_in_from(town, f"192.0.2.{n}", WRONG)
    assert [sign_in_from(town, f"198.51.100.{n}", WRONG) for n in range(4)] == [401] * 3 + [429]
    assert sign_in_from(town, "203.0.113.1", RIGHT) == 201


def test_neighbours_within_one_ipv6_network_of_a_household_are_one_guesser(town: Town) -> None:
    statuses = [sign_in_from(town, f"2001:db8::{n:x}", WRONG) for n in range(11)]
    assert statuses == [401] * 10 + [429]


def test_an_account_with_a_second_factor_gets_no_token_for_the_password_alone(town: Town) -> None:
    code = with_authenticator("lin")
    assert code_of(town.call("POST", "/tokens", RIGHT)) == (401, "second-factor-needed")
    assert code_of(town.call("POST", "/tokens", {**RIGHT, "code": "000000"})) == (401, "not-signed-in")
    assert town.call("POST", "/tokens", {**RIGHT, "code": code()}).status_code == 201


def test_a_code_holds_once(town: Town) -> None:
    code = with_authenticator("lin")()
    assert town.call("POST", "/tokens", {**RIGHT, "code": code}).status_code == 201
    assert code_of(town.call("POST", "/tokens", {**RIGHT, "code": code})) == (401, "not-signed-in")


def test_with_a_passkey_alone_a_password_gives_no_token_at_all(town: Town) -> None:
    person = get_user_model().objects.get(username="lin")
    Authenticator.objects.create(user=person, type=Authenticator.Type.WEBAUTHN, data={})
    assert code_of(town.call("POST", "/tokens", RIGHT)) == (401, "second-factor-needed")
    assert code_of(town.call("POST", "/tokens", {**RIGHT, "code": "123456"})) == (401, "not-signed-in")


def test_guessing_codes_is_stopped_from_wherever_it_is_tried(town: Town) -> None:
    with_authenticator("lin")
    guess = {**RIGHT, "code": "000000"}
    assert [sign_in_from(town, f"192.0.{n}.1", guess) for n in range(11)] == [401] * 10 + [429]


@pytest.mark.parametrize("end", ["set_password", "close_account"])
def test_a_token_ends_with_the_password_and_with_the_account(town: Town, end: str) -> None:
    town.tokens["new"] = town.post("/tokens", RIGHT)["token"]
    if end == "set_password":
        actions.set_password("lin", "another-long-passphrase")
    else:
        actions.close_account("lin")
        actions.reopen_account("lin")
    assert code_of(town.call("GET", "/cases", who="new")) == (401, "not-signed-in")


def test_the_right_password_does_not_count_as_a_guess(town: Town) -> None:
    for _ in range(15):
        town.post("/tokens", RIGHT)


def test_a_token_of_somebody_without_an_office_works_but_opens_nothing_of_others(town: Town) -> None:
    town.opened()
    assert town.get("/cases", who="zhao")["items"] == []
