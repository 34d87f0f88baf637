"""Setting and removing alarms."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinlin.kernel.alarms import actions, selectors
from jinlin.kernel.alarms.models import Alarm
from jinlin.kernel.alarms.tests.conftest import AFTER, BEFORE, NOW

pytestmark = pytest.mark.django_db


def standing() -> dict[tuple[str, str], object]:
    return {(alarm.stream, alarm.name): alarm.at for alarm in Alarm.objects.all()}


def test_a_stream_has_one_alarm_under_one_name() -> None:
    actions.set_alarms({("case/1", "clock"): BEFORE, ("case/1", "retention"): AFTER})
    actions.set_alarms({("case/1", "clock"): AFTER})
    assert standing() == {("case/1", "clock"): AFTER, ("case/1", "retention"): AFTER}


def test_none_removes_an_alarm_and_one_that_is_not_there_is_no_fault() -> None:
    actions.set_alarms({("case/1", "clock"): AFTER, ("case/2", "clock"): AFTER})
    actions.set_alarms({("case/1", "clock"): None, ("case/3", "clock"): None})
    assert standing() == {("case/2", "clock"): AFTER}


def test_any_number_of_alarms_takes_one_statement() -> None:
    wanted = {(f"case/{number}", "clock"): AFTER if number % 2 else None for number in range(300)}
    with CaptureQueriesContext(connection) as asked:
        actions.set_alarms(wanted)
    assert len(asked) == 1
    assert len(standing()) == 150


def test_nothing_wanted_is_no_statement() -> None:
    with CaptureQueriesContext(connection) as asked:
        actions.set_alarms({})
    assert len(asked) == 0


def test_an_alarm_has_come_at_its_moment_and_not_before() -> None:
    actions.set_alarms({("case/1", "clock"): BEFORE, ("case/2", "clock"): NOW, ("case/3", "clock"): AFTER})
    assert selectors.due_count(NOW) == 2


def test_two_handlers_cannot_share_a_prefix(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(actions, "handlers", {})

    def first(keys: object, now: object) -> dict[tuple[str, str], str]:
        return {}

    actions.register("walk", first)
    actions.register("walk", first)
    with pytest.raises(ValueError, match="walk/ already have a handler"):
        actions.register("walk", lambda keys, now: {})
