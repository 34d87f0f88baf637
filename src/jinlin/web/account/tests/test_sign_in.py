"""Signing in at a screen: guessers, wrong turns, and what the journal keeps."""

from __future__ import annotations

import json
import re

import pytest
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.contrib.auth import get_user_model
from django.core import signing
from django.test import Client

from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry import actions
from jinlin.kernel.registry.selectors import PersonInfo
from jinlin.lib import clock
from jinlin.web.account.tests.conftest import PASSWORD, sign_in

INLINE = re.compile(r"<style|\sstyle=|\son\w+=|<script(?![^>]*( src=|application/json))")
PAGES = (
    "/account/",
    "/account/sessions/",
    "/account/password/change/",
    "/account/2fa/",
    "/account/2fa/webauthn/",
    "/account/2fa/webauthn/add/",
    "/account/2fa/totp/activate/",
    "/account/logout/",
    "/account/reauthenticate/",
)


def kinds(person: PersonInfo) -> list[str]:
    return [one.kind for one in history(f"account/{person.number}")]


def test_nobody_is_offered_to_sign_up_or_to_have_a_password_sent(client: Client, db: None) -> None:
    page = client.get("/account/login/").content.decode()
    assert "signup" not in page
    assert "reset" not in page
    for closed in ("signup/", "password/reset/", "email/", "3rdparty/"):
        assert client.get(f"/account/{closed}").status_code == 404


def test_a_sign_in_lasts_twelve_hours_under_a_session_of_its_own(client: Client, lin: PersonInfo) -> None:
    client.get("/account/login/")
    client.post("/language", {"language": "en"})
    before = client.session.session_key
    assert sign_in(client) == 302
    assert client.session.session_key != before
    assert client.session.get_expiry_age() == 12 * 3600


@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_the_account_opens_in_both_languages_with_nothing_written_into_it(
    signed_in: Client, page: str
) -> None:
    if "/2fa/" in page:
        signed_in.post("/account/reauthenticate/", {"password": PASSWORD})
    for language in ("zh", "en"):
        signed_in.cookies["jinlin_language"] = language
        answer = signed_in.get(page)
        text = answer.content.decode()
        assert answer.status_code == 200
        assert text.count("<h1") == 1
        assert not INLINE.search(text)
        assert f'lang="{"en" if language == "en" else "zh-Hans"}"' in text


def test_wrong_passwords_at_screen_and_interface_count_together(client: Client, lin: PersonInfo) -> None:
    for _ in range(5):
        assert sign_in(client, "guess") == 200
        api = client.post("/api/v1/tokens", {"username": "LIN", "password": "x"}, "application/json")
        assert api.status_code == 401
    assert sign_in(client, PASSWORD) == 429
    api = client.post("/api/v1/tokens", {"username": "lin", "password": PASSWORD}, "application/json")
    assert api.status_code == 429


def test_the_right_password_is_no_guess(client: Client, lin: PersonInfo) -> None:
    for _ in range(12):
        assert sign_in(client) == 302
        client.post("/account/logout/")


def test_the_journal_knows_who_came_in_by_which_way_and_from_which_network(
    client: Client, lin: PersonInfo
) -> None:
    sign_in(client, "guess")
    sign_in(client)
    client.post("/account/logout/")
    assert kinds(lin) == ["sign-in.failed", "signed.in", "signed.out"]
    facts = [json.loads(one.facts) for one in history(f"account/{lin.number}")]
    assert facts[1] == {"how": "password", "network": "127.0.0.0/24"}
    assert "guess" not in json.dumps(facts)


def test_a_name_that_nobody_has_is_not_written_down(client: Client, lin: PersonInfo) -> None:
    client.post("/account/login/", {"login": "my-secret-password", "password": "x"})
    assert kinds(lin) == []


def test_a_changed_password_is_journaled_and_ends_the_other_sessions(
    signed_in: Client, lin: PersonInfo
) -> None:
    other = Client()
    sign_in(other)
    new = "another-long-passphrase"
    sent = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert signed_in.post("/account/password/change/", sent).status_code == 302
    assert kinds(lin)[-1] == "password.changed"
    assert signed_in.get("/account/").status_code == 200
    assert other.get("/account/").status_code == 302


def test_a_weak_new_password_is_refused_with_a_reason(signed_in: Client, lin: PersonInfo) -> None:
    sent = {"oldpassword": PASSWORD, "password1": "1234567890", "password2": "1234567890"}
    page = signed_in.post("/account/password/change/", sent)
    assert page.status_code == 200
    assert 'aria-invalid="true"' in page.content.decode()
    assert "password.changed" not in kinds(lin)


def test_other_sessions_can_be_ended_from_this_one(signed_in: Client) -> None:
    other = Client()
    sign_in(other)
    assert "退出其他设备" in signed_in.get("/account/sessions/").content.decode()
    signed_in.post("/account/sessions/")
    assert other.get("/account/").status_code == 302
    assert signed_in.get("/account/").status_code == 200


def test_one_session_of_ones_own_can_be_ended_and_nobody_elses(signed_in: Client, lin: PersonInfo) -> None:
    other, stranger = Client(), Client()
    sign_in(other)
    person = get_user_model().objects.get(username="chen")
    stranger.force_login(person)
    theirs = UserSession.objects.create(user=person, ip="127.0.0.0", session_key="x")
    own = UserSession.objects.get(session_key=other.session.session_key)
    assert f"/account/sessions/{own.pk}/end" in signed_in.get("/account/sessions/").content.decode()
    assert signed_in.post(f"/account/sessions/{theirs.pk}/end").status_code == 404
    assert signed_in.post(f"/account/sessions/{own.pk}/end").status_code == 302
    assert other.get("/account/").status_code == 302
    assert signed_in.get("/account/").status_code == stranger.get("/account/").status_code == 200
    assert kinds(lin)[-1] == "session.ended"


def test_a_list_of_sessions_keeps_the_network_and_not_the_address(client: Client, lin: PersonInfo) -> None:
    client.post("/account/login/", {"login": "lin", "password": PASSWORD}, REMOTE_ADDR="203.0.113.77")
    page = client.get("/account/sessions/").content.decode()
    assert "203.0.113.0" in page
    assert "203.0.113.77" not in page


@pytest.mark.parametrize("elsewhere", ["https://example.com/", "//example.com", "/\\example.com"])
def test_signing_in_leads_nowhere_else(client: Client, lin: PersonInfo, elsewhere: str) -> None:
    sent = {"login": "lin", "password": PASSWORD, "next": elsewhere}
    assert client.post("/account/login/", sent)["Location"] == "/"
    inside = Client().post("/account/login/", {**sent, "next": "/mechanisms/"})
    assert inside["Location"] == "/mechanisms/"


def test_a_closed_account_opens_no_page_from_the_next_click_on(signed_in: Client, lin: PersonInfo) -> None:
    actions.close_account("lin")
    assert signed_in.get("/account/").status_code == 302
    sign_in(signed_in)
    assert signed_in.get("/account/").status_code == 302
    actions.reopen_account("lin")
    sign_in(signed_in)
    assert signed_in.get("/account/").status_code == 200


def test_a_session_of_a_closed_account_stays_dead_when_it_is_opened_again(signed_in: Client) -> None:
    actions.close_account("lin")
    actions.reopen_account("lin")
    assert signed_in.get("/account/").status_code == 302


def test_a_known_device_is_let_in_while_somebody_guesses_and_no_other_is(
    signed_in: Client, lin: PersonInfo
) -> None:
    signed_in.post("/account/logout/")
    guesser = Client()
    assert [sign_in(guesser, "guess") for _ in range(11)] == [200] * 10 + [429]
    assert sign_in(Client()) == 429
    assert sign_in(signed_in) == 302


def test_guesses_from_a_known_device_are_counted_too(signed_in: Client, lin: PersonInfo) -> None:
    signed_in.post("/account/logout/")
    assert [sign_in(signed_in, "guess") for _ in range(11)] == [200] * 10 + [429]


def test_the_device_cookie_opens_nothing_and_names_nobody(signed_in: Client, lin: PersonInfo) -> None:
    cookie = signed_in.cookies["jinlin_device"]
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "Lax")
    stranger = Client()
    stranger.cookies["jinlin_device"] = cookie.value
    assert stranger.get("/account/").status_code == 302
    assert "lin" not in signing.loads(cookie.value, salt="device")


def test_a_changed_password_ends_the_tokens(signed_in: Client, lin: PersonInfo) -> None:
    call = {"Authorization": f"Bearer {actions.issue_token('lin', '报表')}"}
    new = "another-long-passphrase"
    signed_in.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert Client().get("/api/v1/cases", headers=call).status_code == 401


def test_guessing_the_present_password_of_an_open_screen_is_stopped(
    signed_in: Client, lin: PersonInfo
) -> None:
    new = "another-long-passphrase"
    sent = {"oldpassword": "guess", "password1": new, "password2": new}
    with clock.travel(clock.now()):
        statuses = [signed_in.post("/account/password/change/", sent).status_code for _ in range(11)]
    assert statuses[-1] == 429
    assert set(statuses[:5]) == {200}


def test_the_secret_of_an_authenticator_is_kept_encrypted(signed_in: Client, lin: PersonInfo) -> None:
    from allauth.mfa.adapter import get_adapter

    adapter = get_adapter()
    hidden = adapter.encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DP" not in hidden
    assert adapter.decrypt(hidden) == "JBSWY3DPEHPK3PXP"


def test_whoever_has_no_password_is_sent_to_an_administrator(client: Client, lin: PersonInfo) -> None:
    client.force_login(get_user_model().objects.get(username="chen"))
    answer = client.get("/account/password/change/", follow=True)
    assert answer.status_code == 409
    assert "管理员" in answer.content.decode()


def test_the_page_of_the_account_takes_few_queries(
    signed_in: Client, django_assert_max_num_queries: object
) -> None:
    signed_in.get("/account/")
    with django_assert_max_num_queries(12):  # type: ignore[operator] # the fixture has no type of its own
        signed_in.get("/account/")


def test_a_token_of_ones_own_is_shown_once_and_revoked_from_the_page(
    signed_in: Client, lin: PersonInfo
) -> None:
    page = signed_in.post("/account/tokens", {"label": "报表", "days": "30"}).content.decode()
    secret = re.search(r"<code[^>]*>([\w-]{40,})<", page)
    assert secret
    assert secret.group(1) not in signed_in.get("/account/").content.decode()
    call = {"Authorization": f"Bearer {secret.group(1)}"}
    assert Client().get("/api/v1/cases", headers=call).status_code == 200
    signed_in.post("/account/tokens/revoke", {"label": "报表"})
    assert Client().get("/api/v1/cases", headers=call).status_code == 401


def test_days_that_are_no_number_are_told(signed_in: Client) -> None:
    assert signed_in.post("/account/tokens", {"label": "x", "days": "long"}).status_code == 422


def test_guessing_the_second_factor_is_stopped_for_the_account_but_not_for_its_known_device(
    signed_in: Client, lin: PersonInfo
) -> None:
    signed_in.post("/account/logout/")
    secret = totp.generate_totp_secret()
    totp.TOTP.activate(get_user_model().objects.get(username="lin"), secret)
    page, guesser = "/account/2fa/authenticate/", Client()
    sign_in(guesser)
    guesses = [guesser.post(page, {"code": "000000"}).status_code for _ in range(11)]
    assert guesses == [200] * 10 + [429]
    sign_in(signed_in)
    right = totp.format_hotp_value(totp.hotp_value(secret, next(totp.yield_hotp_counters_from_time())))
    assert signed_in.post(page, {"code": right}).status_code == 302
