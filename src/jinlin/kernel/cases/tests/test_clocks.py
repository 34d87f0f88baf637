"""Clocks that end on a day or a moment, that stand still, run on elsewhere, or end with the parent."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from jinlin.kernel.alarms.actions import ring
from jinlin.kernel.cases.actions import install_definition, open_case, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.town import CLERK, FIXER, HELP, RESIDENT, ROADS, WATER, local, words
from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry.actions import set_office_hours
from jinlin.lib import clock
from jinlin.lib.office_hours import OfficeHours


def promise(ask: dict[str, Any]) -> None:
    """A type of case whose deadline stands in its field `by`."""
    body = {
        **HELP,
        "type": "promise",
        "number": "P{year}-{seq:04}",
        "asks": {"by": {"name": words("By"), "required": True, **ask}},
        "states": {
            "given": {"name": words("Given"), "say": words("Given"), "within": {"field": "by"},
                      "on_lapse": [{"take": "break_it"}]},
            "broken": {"name": words("Broken"), "say": words("Broken"), "final": True},
        },
        "starts_in": "given",
        "actions": {"break_it": {"name": words("Break"), "from": "given", "to": "broken", "by": "system"}},
    }  # fmt: skip
    install_definition(Definition.model_validate(body))


def flood() -> str:
    number = open_case("town/report", {"subject": "Water"}, RESIDENT).case.number
    take(number, "assign", {"kind": "flood"}, CLERK)
    return number


def shown(number: str) -> list[tuple[str, Any]]:
    stream = f"case/{Case.objects.get(number=number).id}"
    return [(event.kind, event.at) for event in history(stream) if event.kind.startswith("card.")]


class TestADeadlineFromAField:
    @pytest.mark.parametrize(
        ("ask", "value", "due"),
        [
            ({"type": "date"}, "2018-04-05", "2018-04-06 00:00"),
            ({"type": "moment"}, "2018-04-05T15:00:00+08:00", "2018-04-05 15:00"),
            ({"type": "span"}, "2 working days", "2018-03-07 17:30"),
        ],
    )
    def test_ends_with_the_day_the_moment_or_the_span(
        self, monday: clock.Journey, ask: dict[str, Any], value: str, due: str
    ) -> None:
        promise(ask)
        case = open_case("town/promise", {"by": value}, CLERK).case
        assert case.due_at == local(due)
        monday.move(local(due))
        ring()
        assert Case.objects.get(id=case.id).state == "broken"


class TestAClockThatStandsStill:
    def test_after_its_limit_puts_off_only_what_was_still_to_come(self, monday: clock.Journey) -> None:
        number = flood()
        monday.move(local("2018-03-07 09:00"))
        take(number, "wait", {}, FIXER)
        monday.move(local("2018-03-14 09:00"))
        again = take(number, "go_on", {}, FIXER)
        assert again.case.due_at == local("2018-03-06 17:30")
        monday.move(local("2018-03-14 17:30"))
        ring()
        assert shown(number) == [
            ("card.yellow", local("2018-03-06 17:30")),
            ("card.red", local("2018-03-14 17:30")),
        ]

    def test_for_no_time_changes_nothing(self, monday: clock.Journey) -> None:
        number = flood()
        before = Case.objects.get(number=number).due_at
        take(number, "wait", {}, FIXER)
        assert take(number, "go_on", {}, FIXER).case.due_at == before

    def test_over_spring_festival_goes_on_with_the_days_that_were_left(self, monday: clock.Journey) -> None:
        monday.move(local("2018-02-09 10:00"))  # Friday; the 11th is made up, 15th to 21st are off
        number = open_case("town/report", {"subject": "A hole"}, RESIDENT).case.number
        assigned = take(number, "assign", {"kind": "pothole"}, CLERK)
        assert assigned.case.due_at == local("2018-02-22 17:30")
        monday.move(local("2018-02-12 10:00"))
        take(number, "wait", {}, FIXER)
        monday.move(local("2018-02-23 10:00"))
        assert take(number, "go_on", {}, FIXER).case.due_at == local("2018-02-27 17:30")


class TestChildrenThatAreTold:
    def test_end_with_their_parent(self, monday: clock.Journey) -> None:
        from jinlin.kernel.cases.tests.town import REPORT

        drop = {"name": words("Drop"), "from": "asked_for", "to": "given", "by": "system"}
        install_definition(Definition.model_validate({**HELP, "actions": {**HELP["actions"], "drop": drop}}))
        tell = {"tell_children": {"type": "help", "take": "drop"}}
        resolve = {**REPORT["actions"]["resolve"], "needs": [], "does": [tell]}
        body = {**REPORT, "actions": {**REPORT["actions"], "resolve": resolve}}
        install_definition(Definition.model_validate(body))
        number = flood()
        take(number, "get_help", {"helpers": [{"unit": WATER}, {"unit": ROADS}]}, FIXER)
        parent = take(number, "resolve", {"answer": "Done"}, FIXER)
        assert not Case.objects.filter(parent=parent.case.id, closed_at=None).exists()
        assert parent.case.tally["children"]["help"]["open"] == 0


class TestOtherOfficeHours:
    def test_move_no_deadline_that_runs_and_count_for_those_that_start_after(
        self, monday: clock.Journey
    ) -> None:
        before = flood()
        set_office_hours(date(2018, 3, 6), OfficeHours.read(["08:00-12:00", "15:00-18:00"]), "summer")
        assert Case.objects.get(number=before).due_at == local("2018-03-06 17:30")
        after = flood()
        assert Case.objects.get(number=after).due_at == local("2018-03-06 18:00")
        monday.move(local("2018-03-06 17:30"))
        ring()
        assert [one[0] for one in shown(before)] == ["card.yellow"]
        assert not shown(after)

    def test_count_once_a_clock_goes_on_again(self, monday: clock.Journey) -> None:
        number = flood()
        take(number, "wait", {}, FIXER)
        set_office_hours(date(2018, 3, 6), OfficeHours.read(["08:00-12:00", "15:00-18:00"]), "summer")
        assert take(number, "go_on", {}, FIXER).case.due_at == local("2018-03-06 18:00")
