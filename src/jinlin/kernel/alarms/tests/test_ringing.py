"""Ringing alarms: nothing is forgotten, and one that fails does not stop the others."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from jinlin.kernel.alarms import actions, selectors
from jinlin.kernel.alarms.models import Alarm
from jinlin.kernel.alarms.tests.conftest import AFTER, BEFORE, NOW, Listener
from jinlin.lib import clock
from jinlin.lib.errors import Unready

pytestmark = pytest.mark.django_db
Listen = Callable[[str], Listener]
ONE, TWO, THREE = (("walk/1", "clock"), ("walk/2", "clock"), ("walk/3", "clock"))
LATER = NOW + actions.TRY_AGAIN


@pytest.fixture(autouse=True)
def the_moment() -> Iterator[clock.Journey]:
    with clock.travel(NOW) as journey:
        yield journey


def standing() -> dict[tuple[str, str], tuple[object, str]]:
    return {(alarm.stream, alarm.name): (alarm.at, alarm.trouble) for alarm in Alarm.objects.all()}


def test_only_alarms_that_have_come_ring_the_oldest_first(listen: Listen) -> None:
    walk = listen("walk")
    actions.set_alarms({ONE: NOW, TWO: BEFORE, THREE: AFTER})
    assert actions.ring() == actions.Rung(2, {})
    assert walk.heard == [[TWO, ONE]]


def test_an_alarm_that_was_dealt_with_is_gone_and_rings_once(listen: Listen) -> None:
    walk = listen("walk")
    actions.set_alarms({ONE: BEFORE})
    assert actions.ring().count == 1
    assert actions.ring().count == 0
    assert walk.heard == [[ONE]]
    assert standing() == {}


def test_an_alarm_that_the_handler_moved_stands_at_its_new_moment(listen: Listen) -> None:
    listen("walk").moves = {ONE: AFTER, TWO: None}
    actions.set_alarms({ONE: BEFORE, TWO: BEFORE})
    assert actions.ring().count == 2
    assert standing() == {ONE: (AFTER, "")}


def test_an_alarm_moved_to_a_moment_that_has_come_too_rings_again(listen: Listen) -> None:
    walk = listen("walk")
    walk.moves = {ONE: NOW}
    actions.set_alarms({ONE: BEFORE})
    actions.ring()
    actions.ring()
    assert walk.heard == [[ONE], [ONE]]
    assert standing() == {}


def test_a_batch_is_no_larger_than_asked_and_the_rest_follows(listen: Listen) -> None:
    walk = listen("walk")
    actions.set_alarms({(f"walk/{number}", "clock"): BEFORE for number in range(7)})
    assert [actions.ring(limit=3).count for _ in range(4)] == [3, 3, 1, 0]
    assert len({key for keys in walk.heard for key in keys}) == 7


def test_each_prefix_has_its_own_handler(listen: Listen) -> None:
    walk, visit = listen("walk"), listen("visit")
    actions.set_alarms({ONE: BEFORE, ("visit/1/2", "end"): BEFORE})
    actions.ring()
    assert (walk.heard, visit.heard) == ([[ONE]], [[("visit/1/2", "end")]])


def test_what_a_handler_reports_as_troubled_keeps_its_sentence_and_rings_in_a_quarter_of_an_hour(
    listen: Listen, the_moment: clock.Journey
) -> None:
    walk = listen("walk")
    walk.troubles = {ONE: "2031 年没有节假日表 / no holiday table for 2031"}
    actions.set_alarms({ONE: BEFORE, TWO: BEFORE})
    assert actions.ring() == actions.Rung(2, walk.troubles)
    assert standing() == {ONE: (LATER, walk.troubles[ONE])}
    assert [(alarm.stream, alarm.trouble) for alarm in selectors.troubled()] == [
        ("walk/1", walk.troubles[ONE])
    ]
    walk.troubles = {}
    the_moment.move(LATER)
    assert actions.ring() == actions.Rung(1, {})
    assert selectors.troubled() == []


def test_a_trouble_is_kept_even_if_the_handler_had_removed_the_alarm(listen: Listen) -> None:
    walk = listen("walk")
    walk.moves, walk.troubles = {ONE: None}, {ONE: "失败 / failed"}
    actions.set_alarms({ONE: BEFORE})
    actions.ring()
    assert standing() == {ONE: (LATER, "失败 / failed")}


def test_setting_an_alarm_anew_ends_its_trouble(listen: Listen) -> None:
    listen("walk").troubles = {ONE: "失败 / failed"}
    actions.set_alarms({ONE: BEFORE})
    actions.ring()
    actions.set_alarms({ONE: AFTER})
    assert standing() == {ONE: (AFTER, "")}


def test_a_stream_that_somebody_is_changing_stays_due_and_is_not_counted(listen: Listen) -> None:
    walk = listen("walk")
    walk.troubles = {ONE: actions.BUSY}
    actions.set_alarms({ONE: BEFORE, TWO: BEFORE})
    assert actions.ring() == actions.Rung(1, {})
    assert standing() == {ONE: (BEFORE, "")}


def test_an_alarm_that_nothing_answers_is_reported_and_kept() -> None:
    actions.set_alarms({("nobody/1", "clock"): BEFORE})
    rung = actions.ring()
    assert "Nothing in this installation answers alarms of this kind" in rung.troubles["nobody/1", "clock"]
    assert standing()["nobody/1", "clock"][0] == LATER


def test_a_poison_alarm_does_not_stop_the_others(listen: Listen) -> None:
    walk = listen("walk")
    walk.fails = {TWO: ZeroDivisionError("cards / units")}
    walk.moves = {ONE: AFTER, TWO: AFTER, THREE: AFTER}
    actions.set_alarms(dict.fromkeys((ONE, TWO, THREE, ("visit/1", "clock")), BEFORE))
    visit = listen("visit")
    rung = actions.ring()
    assert rung.count == 4
    assert set(rung.troubles) == {TWO}
    sentence = rung.troubles[TWO]
    assert "到时处理失败：ZeroDivisionError: cards / units" in sentence
    assert standing() == {ONE: (AFTER, ""), TWO: (LATER, sentence), THREE: (AFTER, "")}
    assert visit.heard[-1] == [("visit/1", "clock")]
    assert actions.ring().count == 0


def test_nothing_that_a_failing_handler_wrote_stands(listen: Listen) -> None:
    walk = listen("walk")
    walk.fails, walk.moves = {ONE: RuntimeError("late")}, {ONE: AFTER}
    actions.set_alarms({ONE: BEFORE})
    actions.ring()
    assert standing()[ONE][0] == LATER


def test_a_failure_within_the_database_is_a_poison_like_any_other(
    listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def doubles(keys: object, now: object) -> dict[tuple[str, str], str]:
        Alarm.objects.create(stream="walk/1", name="clock", at=NOW)
        return {}

    monkeypatch.setitem(actions.handlers, "walk", doubles)
    visit = listen("visit")
    actions.set_alarms({ONE: BEFORE, ("visit/1", "clock"): BEFORE})
    rung = actions.ring()
    assert IntegrityError.__name__ in rung.troubles[ONE]
    assert visit.heard[-1] == [("visit/1", "clock")]


def test_a_problem_keeps_its_own_sentence(listen: Listen) -> None:
    problem = Unready("缺 2031 年节假日表", "There is no holiday table for 2031")
    listen("walk").fails = {ONE: problem}
    actions.set_alarms({ONE: BEFORE})
    assert actions.ring().troubles == {ONE: "缺 2031 年节假日表 / There is no holiday table for 2031"}


def test_an_error_whose_words_the_database_cannot_hold_is_kept_all_the_same(listen: Listen) -> None:
    listen("walk").fails = {ONE: ValueError("bad \0 and \ud800")}
    actions.set_alarms({ONE: BEFORE})
    actions.ring()
    assert "bad \ufffd and ?" in str(standing()[ONE][1])


def test_a_handler_that_reports_what_it_was_not_given_is_found_out(monkeypatch: pytest.MonkeyPatch) -> None:
    reports = {ONE: "失败 / failed", TWO: "失败 / failed"}
    monkeypatch.setitem(actions.handlers, "walk", lambda keys, now: reports)
    actions.set_alarms({ONE: BEFORE})
    assert "was not given" in actions.ring().troubles[ONE]


def test_a_batch_takes_the_same_few_statements_whatever_its_size(listen: Listen) -> None:
    counts = []
    for size in (2, 200):
        listen("walk").troubles = {("walk/0", "clock"): "失败 / failed"}
        actions.set_alarms({(f"walk/{number}", "clock"): BEFORE for number in range(size)})
        with CaptureQueriesContext(connection) as asked:
            assert actions.ring().count == size
        counts.append(len(asked))
    assert counts[0] == counts[1] <= 5  # three, and the savepoint's two


def test_an_alarm_that_another_worker_moved_meanwhile_is_left_to_it(
    listen: Listen, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = []

    def fails_once(keys: list[tuple[str, str]], now: object) -> dict[tuple[str, str], str]:
        calls.append(list(keys))
        raise RuntimeError("the batch fails")

    monkeypatch.setitem(actions.handlers, "walk", fails_once)
    monkeypatch.setattr(actions._log, "exception", lambda *words: actions.set_alarms({TWO: AFTER}))
    actions.set_alarms({ONE: BEFORE, TWO: BEFORE})
    rung = actions.ring()
    assert (rung.count, set(rung.troubles)) == (1, {ONE})
    assert calls == [[ONE, TWO], [ONE]]
    assert standing()[TWO] == (AFTER, "")
