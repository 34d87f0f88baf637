"""How messages get out to a city's own gateway."""

from __future__ import annotations

import threading
from datetime import timedelta
from typing import Any

import pytest
from django.db import connections, transaction

from jinlin.instruments.messages import actions, selectors, webhook
from jinlin.instruments.messages.actions.draining import AT_ONCE, IN_HAND
from jinlin.instruments.messages.models import Message
from jinlin.instruments.messages.tests.gateway import Gateway
from jinlin.instruments.messages.tests.talking_town import build_talking_town, open_one
from jinlin.instruments.messages.webhook import signature
from jinlin.lib import clock
from jinlin.lib.errors import Unready


class TestTheWebhook:
    def test_is_posted_the_message_signed(self, monday: clock.Journey, gateway: Gateway) -> None:
        case = open_one()
        assert actions.drain() == 1
        ((body, signed, raw),) = gateway.taken
        assert (body["id"], body["case"], body["to"]) == (f"{case.id}-1", case.number, "opener")
        assert body["recipients"] == []
        assert signed == f"sha256={signature(raw)}"
        assert selectors.waiting() == 0

    def test_that_refuses_is_asked_again_later_with_the_same_id_and_the_trouble_is_kept(
        self, monday: clock.Journey, gateway: Gateway
    ) -> None:
        case = open_one()
        gateway.answer = 500
        assert actions.drain() == 1
        assert actions.drain() == 0
        assert "500" in selectors.troubled()[0].trouble
        gateway.answer = 200
        monday.move(clock.now() + actions.FIRST_PAUSE)
        assert actions.drain() == 1
        assert {body["id"] for body, _, _ in gateway.taken} == {f"{case.id}-1"}
        assert selectors.troubled() == []

    def test_that_never_takes_a_message_is_asked_ever_more_rarely_but_never_given_up(
        self, monday: clock.Journey, gateway: Gateway
    ) -> None:
        open_one()
        gateway.answer = 503
        pauses = []
        for _ in range(15):
            actions.drain()
            waits = Message.objects.get().try_at - clock.now()
            pauses.append(waits)
            monday.move(clock.now() + waits)
        assert pauses[:3] == [timedelta(seconds=30), timedelta(seconds=60), timedelta(seconds=120)]
        assert pauses[-1] == actions.LONGEST_PAUSE

    def test_that_does_not_answer_is_trouble_and_no_crash(self, monday: clock.Journey, settings: Any) -> None:
        gone = Gateway()
        gone.server.server_close()
        settings.JINLIN_MESSAGE_WEBHOOK, settings.JINLIN_MESSAGE_WEBHOOK_KEY = gone.url, "secret"
        open_one()
        actions.drain()
        assert "does not answer" in selectors.troubled()[0].trouble

    @pytest.mark.parametrize(("url", "key"), [("http://127.0.0.1:1/", ""), ("file:///etc/passwd", "secret")])
    def test_without_a_key_or_on_another_scheme_is_refused(
        self, monday: clock.Journey, settings: Any, url: str, key: str
    ) -> None:
        settings.JINLIN_MESSAGE_WEBHOOK, settings.JINLIN_MESSAGE_WEBHOOK_KEY = url, key
        open_one()
        with pytest.raises(Unready, match="JINLIN_MESSAGE_WEBHOOK"):
            actions.drain()


class TestTheQueue:
    def test_posts_several_together_so_that_a_slow_gateway_takes_many_a_second(
        self, monday: clock.Journey, gateway: Gateway
    ) -> None:
        for _ in range(AT_ONCE):
            open_one()
        together = threading.Barrier(AT_ONCE, timeout=10)
        gateway.before_answering = together.wait  # nobody is answered before all have come
        assert actions.drain() == AT_ONCE
        assert (len(gateway.taken), selectors.waiting()) == (AT_ONCE, 0)

    def test_holds_no_row_while_the_gateway_thinks(self, committed_db: str, gateway: Gateway) -> None:
        build_talking_town()
        case = open_one()
        looked: list[int] = []
        gateway.before_answering = lambda: looked.append(_free_rows(case.id))
        assert actions.drain() == 1
        assert looked == [1]

    def test_of_a_worker_that_died_is_posted_by_another_a_little_later(
        self, monday: clock.Journey, gateway: Gateway, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        open_one()

        def dies(body: bytes) -> None:
            raise SystemExit

        with monkeypatch.context() as dying:
            dying.setattr(webhook, "post", dies)
            with pytest.raises(SystemExit):
                actions.drain()
        assert actions.drain() == 0
        monday.move(clock.now() + IN_HAND)
        assert (actions.drain(), selectors.waiting()) == (1, 0)


def _free_rows(case: int) -> int:
    """How many messages of a case nobody holds."""
    try:
        with transaction.atomic():
            return len(Message.objects.filter(case_id=case).select_for_update(skip_locked=True))
    finally:
        connections.close_all()


def test_two_workers_never_take_the_same_message(committed_db: str, gateway: Gateway) -> None:
    build_talking_town()
    for _ in range(6):
        open_one()
    others = [threading.Thread(target=_drain_and_close) for _ in range(2)]
    for other in others:
        other.start()
    for other in others:
        other.join()
    assert len({body["id"] for body, _, _ in gateway.taken}) == len(gateway.taken) == 6


def _drain_and_close() -> None:
    actions.drain(limit=4)
    connections.close_all()
