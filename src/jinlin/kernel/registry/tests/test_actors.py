"""Who is acting."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from pytest_django import DjangoAssertNumQueries

from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry import actions, selectors
from jinlin.kernel.registry.actors import ANYONE, SYSTEM, Actor, Post
from jinlin.kernel.registry.models import Person, Token
from jinlin.kernel.registry.policies import ADMINISTRATOR, may_change_registry, may_manage_tokens
from jinlin.kernel.registry.tests.samples import OFFICE, county
from jinlin.lib import clock
from jinlin.lib.crypto import sha256
from jinlin.lib.errors import BadInput, NotAllowed, NotFound, NotSignedIn

pytestmark = pytest.mark.django_db


@pytest.fixture
def token(db: None) -> str:
    county()
    actions.install_offices([OFFICE, OFFICE | {"role": "clerk", "organisation": "CENTRE"}])
    return actions.issue_token("lin", "phone")


def test_a_token_tells_who_acts_with_which_offices_in_one_statement(
    token: str, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    revision = selectors.revision()
    with django_assert_num_queries(1):
        actor, number = selectors.actor_by_token(token)
    assert number == revision
    assert (actor.name, actor.username) == ("林一", "lin")
    assert actor.label == selectors.actor_of("lin").label
    assert set(actor.posts) == {
        Post("unit_officer", "HOUSING", "990101"),
        Post("clerk", "CENTRE", "990101"),
    }
    assert actor.posts_as("clerk") == (Post("clerk", "CENTRE", "990101"),)


def test_a_person_without_an_office_today_is_known_and_holds_none(token: str) -> None:
    actions.install_offices(
        [
            OFFICE | {"valid_to": clock.today().isoformat()},
            OFFICE | {"role": "clerk", "organisation": "CENTRE", "valid_to": clock.today().isoformat()},
        ]
    )
    assert len(selectors.actor_by_token(token)[0].posts) == 2
    with clock.travel(clock.now() + timedelta(days=1)):
        actor, _ = selectors.actor_by_token(token)
    assert (actor.username, actor.posts) == ("lin", ())


def test_the_secret_of_a_token_is_kept_nowhere(token: str) -> None:
    assert bytes(Token.objects.get().digest) == sha256(token)
    assert token not in "".join(one.facts for one in history("registry/people"))


def test_a_token_works_for_ninety_days_and_not_a_moment_longer(token: str) -> None:
    issued = Token.objects.get().created_at
    with clock.travel(issued + timedelta(days=90) - timedelta(microseconds=1)) as journey:
        assert selectors.actor_by_token(token)[0].username == "lin"
        journey.move(issued + timedelta(days=90))
        with pytest.raises(NotSignedIn):
            selectors.actor_by_token(token)


@pytest.mark.parametrize("wrong", ["", "x" * 43, "\x00", "\ud800", "密码"])
def test_a_token_that_nobody_was_given_lets_nobody_in(token: str, wrong: str) -> None:
    with pytest.raises(NotSignedIn):
        selectors.actor_by_token(wrong)


def test_a_revoked_token_stops_at_once_and_can_be_revoked_but_once(token: str) -> None:
    actions.revoke_token(token)
    with pytest.raises(NotSignedIn):
        selectors.actor_by_token(token)
    with pytest.raises(NotFound):
        actions.revoke_token(token)


def test_a_token_of_a_closed_account_lets_nobody_in(token: str) -> None:
    Person.objects.update(is_active=False)
    with pytest.raises(NotSignedIn):
        selectors.actor_by_token(token)


def test_tokens_are_revoked_by_their_label_when_the_secret_is_lost(token: str) -> None:
    other = actions.issue_token("lin", "tablet")
    assert actions.revoke_tokens("lin", "phone") == 1
    assert selectors.actor_by_token(other)[0].username == "lin"
    with pytest.raises(NotSignedIn):
        selectors.actor_by_token(token)
    with pytest.raises(NotFound):
        actions.revoke_tokens("lin", "phone")


@pytest.mark.parametrize(("label", "days"), [("", 90), ("phone", 0), ("phone", 367), ("a\x00", 90)])
def test_a_token_says_what_it_is_for_and_ends_within_a_year(token: str, label: str, days: int) -> None:
    with pytest.raises(BadInput):
        actions.issue_token("lin", label, days=days)


def test_nobody_gets_a_token_of_somebody_else(token: str) -> None:
    chen = selectors.actor_of("chen")
    with pytest.raises(NotAllowed):
        actions.issue_token("lin", "mine now", actor=chen)
    with pytest.raises(NotAllowed):
        actions.revoke_token(token, actor=chen)
    assert may_manage_tokens(selectors.actor_of("lin"), "lin").allowed


def test_the_registry_is_changed_by_the_console_and_by_administrators() -> None:
    post = Post(ADMINISTRATOR, "CENTRE", "990101")
    assert may_change_registry(SYSTEM).allowed
    assert may_change_registry(Actor("person/1", "", "root", (post,))).allowed
    assert not may_change_registry(Actor("person/1", "", "lin", (Post("clerk", "CENTRE", "990101"),))).allowed
    assert not may_change_registry(ANYONE).allowed


@pytest.mark.parametrize("label", ["person/1", "case/5", "system", "anyone", "imports", ""])
def test_a_stand_in_never_passes_for_somebody_else(label: str) -> None:
    with pytest.raises(ValueError, match="stand-in"):
        Actor.on_behalf(label)


def test_a_stand_in_holds_the_posts_it_is_given() -> None:
    post = Post("clerk", "CENTRE", "990101")
    assert Actor.on_behalf("import/messages", post).posts_as("clerk") == (post,)


def test_a_tracking_code_opens_one_case_and_holds_no_office() -> None:
    resident = selectors.resident_of(5)
    assert resident == Actor("case/5", "", cases=frozenset({5}))


@pytest.mark.parametrize("username", ["nobody", "", "a\x00b", "\ud800", "x" * 9999])
def test_whatever_is_sent_as_a_user_name_is_not_found_instead_of_failing(db: None, username: str) -> None:
    assert selectors.officer(username) is None
    with pytest.raises(NotFound):
        selectors.actor_of(username)


def test_an_office_of_today_counts_by_the_clock_of_the_place(token: str) -> None:
    """At 23:30 UTC it is the next day already where the office is."""
    actions.install_offices([OFFICE | {"username": "chen", "valid_from": "2030-05-02"}])
    late = datetime.fromisoformat("2030-05-01T23:30:00+00:00")
    assert late.astimezone(clock.LOCAL).date() == date(2030, 5, 2)
    with clock.travel(late):
        assert selectors.actor_of("chen").posts
