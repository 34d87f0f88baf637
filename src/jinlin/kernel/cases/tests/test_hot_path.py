"""What large tables cost: rows are changed in place where they can be, and answers are not kept for ever."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection

from jinlin.kernel.cases.actions import open_case, prune_answers, take
from jinlin.kernel.cases.answers import KEPT, once_in_secret
from jinlin.kernel.cases.models import Answer, Case
from jinlin.kernel.cases.tests.town import CLERK, RESIDENT
from jinlin.lib import clock
from jinlin.lib.errors import KeyReused


def hot_updates() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_stat_get_xact_tuples_hot_updated('case_case'::regclass)")
        return int(cursor.fetchone()[0])


@pytest.mark.usefixtures("monday")
def test_an_action_that_moves_no_deadline_changes_the_case_in_place() -> None:
    number = open_case("town/report", {"subject": "A hole"}, RESIDENT).case.number
    before = hot_updates()
    take(number, "urge", {}, RESIDENT)
    take(number, "note", {"remark": "rings every day"}, CLERK)
    assert hot_updates() == before + 2


@pytest.mark.usefixtures("monday")
class TestAnAnswer:
    def test_is_given_again_until_it_is_kept_no_more_and_the_work_is_never_done_again(
        self, monday: clock.Journey
    ) -> None:
        def work() -> tuple[int, str]:
            return 201, open_case("town/report", {"subject": "A hole"}, RESIDENT).case.number

        said = once_in_secret("person/9", "key", {"a": 1}, work)
        monday.move(clock.now() + KEPT - timedelta(minutes=1))
        assert (prune_answers(), once_in_secret("person/9", "key", {"a": 1}, work).body) == (0, said.body)
        monday.move(clock.now() + timedelta(minutes=2))
        assert (prune_answers(), prune_answers()) == (1, 0)
        with pytest.raises(KeyReused, match="carried out long ago"):
            once_in_secret("person/9", "key", {"a": 1}, work)
        assert (Case.objects.count(), Answer.objects.get().body) == (1, "")
