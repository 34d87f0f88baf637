"""Many cases at once: an import, a published volume."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinlin.kernel.cases.actions import Script, Step, open_case, run, take
from jinlin.kernel.cases.models import Card, Case
from jinlin.kernel.cases.reports import by_unit
from jinlin.kernel.cases.tests.town import CLERK, FIXER, RESIDENT, ROADS, local
from jinlin.kernel.journal.checks import verify
from jinlin.lib import clock


def script(day: str, answered: str | None, key: str | None = None, subject: object = "A hole") -> Script:
    steps = [
        Step(local(day), RESIDENT, "open", {"subject": subject}),
        Step(local(day), CLERK, "assign", {"kind": "pothole"}),
    ]
    if answered:
        steps += [
            Step(local(answered), FIXER, "resolve", {"answer": "Filled"}),
            Step(local(answered), CLERK, "close", {}),
        ]
    return Script("town/report", "import", steps, source_key=key)


@pytest.mark.usefixtures("town")
class TestABatch:
    def test_records_each_case_with_its_own_dates_and_the_cards_that_its_limits_brought(self) -> None:
        late = script("2018-03-05 09:00", "2018-04-02 09:00")
        in_time = script("2018-03-05 09:00", "2018-03-09 09:00")
        run([late, in_time])
        first, second = Case.objects.order_by("id")
        assert (first.opened_at, first.closed_at) == (local("2018-03-05 09:00"), local("2018-04-02 09:00"))
        assert list(Card.objects.values_list("case_id", "shown_at")) == [
            (first.id, local("2018-03-12 17:30")),
            (first.id, local("2018-03-13 17:30")),
        ]
        assert (second.card, verify().faults) == (0, ())

    def test_keeps_the_others_when_one_cannot_be_read(self) -> None:
        ran = run([script("2018-03-05 09:00", None), script("2018-03-05 09:00", None, subject=7)])
        assert ran[0].problem is None
        assert ran[1].problem is not None
        assert Case.objects.count() == 1

    def test_makes_no_second_case_of_a_row_that_is_one_already(self) -> None:
        run([script("2018-03-05 09:00", None, key="1")])
        again, other = run([script("2018-03-05 09:00", None, key=key) for key in ("1", "2")])
        assert (again.known, other.known) == (True, False)
        assert Case.objects.count() == 2

    def test_costs_as_many_statements_for_thirty_cases_as_for_fifty(self) -> None:
        run([script("2018-03-05 09:00", None)])
        counts = []
        for size in (30, 50):  # numbers are drawn fifty at a time
            with CaptureQueriesContext(connection) as queries:
                run([script("2018-03-05 09:00", None) for _ in range(size)])
            counts.append(len(queries))
        assert counts[0] == counts[1]

    def test_follows_the_same_rules_as_an_officer(self) -> None:
        wrong = Script(
            "town/report",
            "import",
            [
                Step(local("2018-03-05 09:00"), RESIDENT, "open", {"subject": "A hole"}),
                Step(local("2018-03-05 09:00"), FIXER, "assign", {"kind": "pothole"}),
            ],
        )
        (ran,) = run([wrong])
        assert ran.problem is not None
        assert not Case.objects.exists()

    def test_is_reported_by_unit_with_what_was_due_and_how_long_it_took(self) -> None:
        run([
            script("2018-03-05 09:00", "2018-04-02 09:00"),
            script("2018-03-05 09:00", "2018-03-09 09:00"),
            script("2018-03-05 09:00", None),
        ])  # fmt: skip
        whole, roads = by_unit("town/report")
        assert (roads.unit, roads.opened, roads.due, roads.closed, roads.on_time) == (ROADS, 3, 2, 2, 1)
        assert (roads.median_days, roads.p90_days, roads.yellow, roads.red) == (4, 20, 1, 1)
        assert (whole.unit, whole.opened) == ("", 3)

    def test_what_never_had_a_limit_was_neither_late_nor_on_time(self) -> None:
        opened = Step(local("2018-03-05 09:00"), RESIDENT, "open", {"subject": "A hole"})
        (other,) = run([Script("town/report", "import", [opened])])
        assert other.draft is not None
        run([script("2018-03-05 09:00", "2018-03-09 09:00")])
        with clock.travel(local("2018-03-05 09:30")):
            into = open_case("town/report", {"subject": "The same hole"}, RESIDENT).case.number
            take(other.draft.case.number, "merge", {"into": into}, CLERK)
        whole = by_unit("town/report")[0]
        assert (whole.closed, whole.on_time, whole.without_limit, whole.due) == (2, 1, 1, 1)
