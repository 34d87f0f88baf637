"""What a change of a case says, to whom, and how it is read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from jinlin.instruments.messages import actions, selectors
from jinlin.instruments.messages.tests.gateway import Gateway
from jinlin.instruments.messages.tests.talking_town import TEXTS, open_one
from jinlin.instruments.messages.texts import PLACEHOLDER, replaced
from jinlin.kernel.cases.actions import Script, Step, run, take
from jinlin.kernel.cases.selectors import contents_of
from jinlin.kernel.cases.tests.town import CLERK, RESIDENT
from jinlin.kernel.registry.actors import Actor
from jinlin.lib import clock
from jinlin.lib.errors import NotFound
from jinlin.lib.words import Words


class TestAMessage:
    def test_is_written_with_the_change_and_tells_the_state_after_it(self, monday: clock.Journey) -> None:
        case = open_one()
        take(case.number, "assign", {"kind": "pothole"}, CLERK)
        first, second = selectors.for_case(contents_of(case))
        assert (first.n, first.to, first.sent_at) == (1, "opener", None)
        assert first.text.en == f"{case.number} 'A hole': received by 5 Mar 10:00"
        assert second.text.en == f"{case.number} went to T-ROADS: with_unit"

    def test_is_not_written_if_the_change_fails(self, monday: clock.Journey) -> None:
        with transaction.atomic():
            open_one()
            transaction.set_rollback(True)
        assert selectors.waiting() == 0

    def test_costs_one_statement_for_any_number_of_cases(self, monday: clock.Journey) -> None:
        assert inserts(script(f"{n}") for n in range(30)) == inserts([script("30")]) == 1

    def test_of_an_import_was_said_at_the_time_and_is_not_said_again(self, monday: clock.Journey) -> None:
        post = RESIDENT.posts
        run([Script("town/report", "import", [Step(clock.now(), Actor.on_behalf("import/x", *post), "open",
                                                   {"subject": "Old"})], source_key="old")])  # fmt: skip
        assert selectors.waiting() == 0

    def test_without_its_template_stops_the_change_and_says_what_to_install(
        self, monday: clock.Journey
    ) -> None:
        actions.install_templates("town", {})
        with pytest.raises(NotFound, match="town/received"):
            open_one()

    @given(st.text() | st.from_regex(PLACEHOLDER))
    def test_never_reads_a_residents_words_as_a_placeholder(self, title: str) -> None:
        values = {"number": "1", "title": title, "state": "s", "due": "d", "holder": "h"}
        assert replaced("[{title}]{state}{other}", values) == f"[{title}]s{{other}}"


def script(key: str) -> Script:
    return Script(
        "town/report", "story", [Step(clock.now(), RESIDENT, "open", {"subject": key})], source_key=key
    )


def inserts(scripts: Iterable[Script]) -> int:
    with CaptureQueriesContext(connection) as queries:
        run(list(scripts))
    return sum("INSERT INTO message_message" in query["sql"] for query in queries)


class TestTemplates:
    def test_are_replaced_by_the_packs_new_texts_and_installing_the_same_changes_nothing(
        self, monday: clock.Journey
    ) -> None:
        assert not actions.install_templates("town", TEXTS)
        assert actions.install_templates("town", {"received": Words(zh="新", en="new")})
        assert selectors.for_case(contents_of(open_one()))[0].text == Words(zh="新", en="new")

    def test_of_another_pack_stay(self, monday: clock.Journey) -> None:
        actions.install_templates("town_two", {"x": Words(zh="甲", en="a")})
        actions.install_templates("town", {})
        actions.install_templates("town_two", {"x": Words(zh="乙", en="b")})
        with pytest.raises(NotFound):
            open_one()


class TestTheInbox:
    def test_takes_every_waiting_message_once_in_one_statement(
        self, monday: clock.Journey, django_assert_num_queries: DjangoAssertNumQueries
    ) -> None:
        case = open_one()
        with django_assert_num_queries(1):
            assert actions.drain() == 1
        assert actions.drain() == 0
        kept = selectors.for_case(contents_of(case))[0]
        assert (kept.sent_at, kept.readable_only, selectors.waiting()) == (None, True, 0)

    def test_of_an_installation_without_a_gateway_is_not_sent_when_one_comes(
        self, monday: clock.Journey, gateway: Gateway, settings: Any
    ) -> None:
        open_one()
        address, settings.JINLIN_MESSAGE_WEBHOOK = settings.JINLIN_MESSAGE_WEBHOOK, ""
        assert actions.drain() == 1
        settings.JINLIN_MESSAGE_WEBHOOK = address
        open_one()
        assert (actions.drain(), len(gateway.taken)) == (1, 1)

    def test_takes_no_more_than_it_is_told(self, monday: clock.Journey) -> None:
        for _ in range(3):
            open_one()
        assert [actions.drain(limit=2), actions.drain(limit=2)] == [2, 1]
