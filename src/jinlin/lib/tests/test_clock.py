from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta

import pytest

from jinlin.lib import clock

NEW_YEAR = datetime(2018, 12, 31, 16, 30, tzinfo=UTC)


def test_the_present_is_aware_and_moves_on() -> None:
    before = datetime.now(UTC)
    assert before <= clock.now() <= datetime.now(UTC)
    assert clock.now().tzinfo is UTC


def test_a_traveller_sees_time_stand_still_and_moves_it() -> None:
    with clock.travel(NEW_YEAR) as journey:
        assert clock.now() == clock.now() == NEW_YEAR
        journey.move(NEW_YEAR + timedelta(days=1))
        assert clock.now() == NEW_YEAR + timedelta(days=1)
    assert clock.now() > NEW_YEAR + timedelta(days=1)


def test_journeys_within_journeys_come_back_also_after_an_error() -> None:
    with clock.travel(NEW_YEAR):
        with pytest.raises(RuntimeError), clock.travel(NEW_YEAR - timedelta(days=9)):
            raise RuntimeError
        assert clock.now() == NEW_YEAR


def test_today_is_the_day_at_the_office_and_not_in_greenwich() -> None:
    with clock.travel(NEW_YEAR):
        assert clock.today() == date(2019, 1, 1)


def test_every_zone_is_turned_into_utc() -> None:
    with clock.travel(NEW_YEAR.astimezone(clock.LOCAL)):
        assert clock.now().tzinfo is UTC
        assert clock.now() == NEW_YEAR


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"), clock.travel(NEW_YEAR.replace(tzinfo=None)):
        pass


def test_a_local_time_is_eight_hours_ahead() -> None:
    assert clock.local_moment(date(2019, 1, 1), time(0, 30)) == NEW_YEAR
    assert clock.local_moment(date(2019, 1, 1)) == NEW_YEAR - timedelta(minutes=30)
