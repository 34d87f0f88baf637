"""One report from opening to closing."""

from __future__ import annotations

import pytest

from jinlin.kernel.alarms.actions import ring
from jinlin.kernel.cases.actions import open_case, take
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors import children
from jinlin.kernel.cases.tests.town import (
    CLERK,
    FIXER,
    HEAD,
    PLUMBER,
    RESIDENT,
    ROADS,
    STRANGER,
    WATER,
    local,
)
from jinlin.kernel.journal.checks import verify
from jinlin.kernel.journal.selectors import history
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, Changed, NotAllowed, NotFound, NotMet, NotPossible


def opened(**answers: object) -> Draft:
    return open_case("town/report", {"subject": "A hole", **answers}, RESIDENT).draft


def with_unit(kind: str = "pothole") -> Draft:
    return take(opened().case.number, "assign", {"kind": kind}, CLERK)


def fixed() -> Draft:
    return take(with_unit().case.number, "resolve", {"answer": "Filled"}, FIXER)


def kinds(draft: Draft) -> list[str]:
    return [event.kind for event in history(f"case/{draft.case.id}")]


@pytest.mark.usefixtures("monday")
class TestAReport:
    def test_goes_from_opening_to_closing_and_every_step_is_journaled(self) -> None:
        done = take(fixed().case.number, "close", {}, CLERK)
        assert kinds(done) == ["opened", "act.assign", "act.resolve", "act.close", "closed"]
        stored = Case.objects.get(id=done.case.id)
        assert (stored.state, stored.outcome, stored.closed_at) == ("closed", "closed", clock.now())
        assert verify().faults == ()

    def test_numbers_start_anew_each_year_and_never_repeat(self, monday: clock.Journey) -> None:
        first, second = opened().case.number, opened().case.number
        monday.move(local("2019-01-02 09:00"))
        assert [first, second, opened().case.number] == ["T2018-0001", "T2018-0002", "T2019-0001"]

    def test_is_routed_by_the_table_to_the_unit_that_then_holds_it(self) -> None:
        assert with_unit("water").case.holder == WATER
        assert with_unit("pothole").case.holder == ROADS

    def test_a_unit_may_not_close_its_own_report(self) -> None:
        with pytest.raises(NotAllowed, match="somebody else must"):
            take(fixed().case.number, "close", {}, FIXER)

    def test_only_the_unit_that_holds_it_may_resolve_it(self) -> None:
        number = with_unit("pothole").case.number
        with pytest.raises(NotFound):
            take(number, "resolve", {"answer": "Done"}, PLUMBER)

    def test_a_stranger_learns_nothing_of_it(self) -> None:
        with pytest.raises(NotFound) as absent:
            take("T2018-9999", "urge", {}, STRANGER)
        with pytest.raises(NotFound) as closed:
            take(opened().case.number, "urge", {}, STRANGER)
        assert str(absent.value) == str(closed.value)

    def test_what_is_not_possible_now_says_what_is(self) -> None:
        with pytest.raises(NotPossible) as refused:
            take(opened().case.number, "close", {}, CLERK)
        assert refused.value.help is not None
        assert "Assign" in refused.value.help.en

    def test_the_second_of_two_officers_is_told_what_changed(self) -> None:
        draft = opened()
        seen = draft.case.revision
        take(draft.case.number, "assign", {"kind": "pothole"}, CLERK, revision=seen)
        with pytest.raises(Changed) as changed:
            take(draft.case.number, "assign", {"kind": "water"}, CLERK, revision=seen)
        assert [event["kind"] for event in changed.value.details["since"]] == ["act.assign"]

    def test_bad_answers_are_all_named_at_once_and_nothing_is_kept(self) -> None:
        with pytest.raises(BadInput) as refused:
            open_case("town/report", {"subject": 7, "kind": "nowhere", "colour": "red"}, RESIDENT)
        assert set(refused.value.details["fields"]) == {"subject", "kind", "colour"}
        assert not Case.objects.exists()

    def test_an_action_can_be_limited_in_number(self) -> None:
        number = with_unit().case.number
        take(number, "ask_return", {}, FIXER)
        take(number, "refuse_return", {}, CLERK)
        with pytest.raises(NotPossible, match="1 times"):
            take(number, "ask_return", {}, FIXER)

    def test_a_closed_one_can_be_reopened_and_closed_again(self) -> None:
        number = take(fixed().case.number, "close", {}, CLERK).case.number
        again = take(number, "reopen", {}, RESIDENT)
        assert (again.case.closed_at, again.case.outcome) == (None, None)
        assert again.case.due_at is not None

    def test_it_runs_on_under_the_definition_it_was_opened_with(self) -> None:
        from jinlin.kernel.cases.actions import install_definition
        from jinlin.kernel.cases.definition import Definition
        from jinlin.kernel.cases.tests.town import REPORT

        old = opened()
        without_urging = {name: one for name, one in REPORT["actions"].items() if name != "urge"}
        install_definition(Definition.model_validate({**REPORT, "actions": without_urging}))
        take(old.case.number, "urge", {}, RESIDENT)
        with pytest.raises(NotFound, match="no action"):
            take(opened().case.number, "urge", {}, RESIDENT)


@pytest.mark.usefixtures("monday")
class TestHelpers:
    def help_wanted(self) -> Draft:
        answers = {"helpers": [{"unit": WATER}, {"unit": ROADS}]}
        return take(with_unit().case.number, "get_help", answers, FIXER)

    def test_each_helping_unit_gets_a_case_of_its_own(self) -> None:
        parent = self.help_wanted()
        found = Case.objects.filter(parent=parent.case.id).order_by("id").values_list("holder", "type")
        assert list(found) == [(WATER, "help"), (ROADS, "help")]
        assert kinds(parent)[-2:] == ["child.opened", "child.opened"]

    def test_are_for_staff_to_see_and_not_for_whoever_reported(self) -> None:
        parent = self.help_wanted()
        assert len(children(parent.case.number, FIXER)) == 2
        assert children(parent.case.number, RESIDENT) == ()

    def test_the_lead_unit_cannot_resolve_while_helpers_are_at_work(self) -> None:
        parent = self.help_wanted()
        with pytest.raises(NotMet, match="Helpers are still at work"):
            take(parent.case.number, "resolve", {"answer": "Done"}, FIXER)
        for child in Case.objects.filter(parent=parent.case.id):
            take(child.number, "give", {}, PLUMBER if child.holder == WATER else FIXER)
        take(parent.case.number, "resolve", {"answer": "Done"}, FIXER)

    def test_merging_moves_the_open_children_along(self) -> None:
        source, target = self.help_wanted(), with_unit()
        merged = take(source.case.number, "merge", {"into": target.case.number}, CLERK)
        assert (merged.case.state, merged.case.merged_into) == ("merged", target.case.id)
        assert Case.objects.filter(parent=target.case.id, closed_at=None).count() == 2
        with pytest.raises(NotMet):
            take(target.case.number, "resolve", {"answer": "Done"}, FIXER)
        assert verify().faults == ()

    def test_a_case_cannot_be_merged_into_itself_or_into_a_closed_one(self) -> None:
        number = opened().case.number
        closed = take(fixed().case.number, "close", {}, CLERK).case.number
        for other in (number, closed):
            with pytest.raises(NotMet):
                take(number, "merge", {"into": other}, CLERK)
        with pytest.raises(BadInput):
            take(number, "merge", {"into": "T2018-7777"}, CLERK)


class TestSilence:
    def test_brings_a_yellow_card_at_the_limit_and_a_red_one_a_working_day_later(
        self, monday: clock.Journey
    ) -> None:
        draft = with_unit("flood")
        monday.move(local("2018-03-06 17:29"))
        ring()
        assert Case.objects.get(id=draft.case.id).card == 0
        monday.move(local("2018-03-06 17:30"))
        ring()
        assert Case.objects.get(id=draft.case.id).card == 1
        monday.move(local("2018-03-07 17:30"))
        ring()
        assert Case.objects.get(id=draft.case.id).card == 2

    def test_rings_for_reports_that_nobody_has_taken_on(self, monday: clock.Journey) -> None:
        draft = opened()
        monday.move(local("2018-03-05 10:00"))
        ring()
        assert kinds(draft)[-2:] == ["lapse.received.due", "escalated"]

    def test_is_rung_once_however_often_the_worker_looks(self, monday: clock.Journey) -> None:
        draft = with_unit("flood")
        monday.move(local("2018-03-06 18:00"))
        counts = [ring().count for _ in range(3)]
        assert (counts, kinds(draft).count("card.yellow")) == ([1, 0, 0], 1)

    def test_counts_at_its_own_moment_when_an_officer_comes_before_the_worker(
        self, monday: clock.Journey
    ) -> None:
        draft = with_unit("flood")
        monday.move(local("2018-03-07 09:00"))
        take(draft.case.number, "resolve", {"answer": "Pumped"}, FIXER)
        shown = next(event for event in history(f"case/{draft.case.id}") if event.kind == "card.yellow")
        assert shown.at == local("2018-03-06 17:30")

    def test_does_not_count_while_the_clock_stands_still(self, monday: clock.Journey) -> None:
        number = with_unit().case.number
        monday.move(local("2018-03-07 10:00"))
        take(number, "wait", {}, FIXER)
        monday.move(local("2018-03-21 10:00"))
        assert ring().count == 0
        again = take(number, "go_on", {}, RESIDENT)
        assert again.case.due_at == local("2018-03-26 17:30")

    def test_counts_on_while_a_return_is_asked_for(self, monday: clock.Journey) -> None:
        first = with_unit()
        monday.move(local("2018-03-07 10:00"))
        asked = take(first.case.number, "ask_return", {}, FIXER)
        refused = take(first.case.number, "refuse_return", {}, CLERK)
        assert first.case.due_at == asked.case.due_at == refused.case.due_at == local("2018-03-12 17:30")

    def test_can_be_put_off_before_the_limit_only(self, monday: clock.Journey) -> None:
        number = with_unit("flood").case.number
        put_off = take(number, "extend", {"by": "2 working days"}, CLERK)
        assert put_off.case.due_at == local("2018-03-08 17:30")
        monday.move(local("2018-03-08 17:30"))
        with pytest.raises(NotMet, match="Too late"):
            take(number, "extend", {"by": "2 working days"}, CLERK)

    def test_three_red_cards_in_a_row_call_the_unit_to_an_interview(self, monday: clock.Journey) -> None:
        for _ in range(3):
            with_unit("flood")
        monday.move(local("2018-03-08 09:00"))
        ring()
        assert Case.objects.filter(type="interview", holder=ROADS).count() == 1

    def test_a_card_can_be_removed_and_then_stands_no_more(self, monday: clock.Journey) -> None:
        number = with_unit("flood").case.number
        monday.move(local("2018-03-07 09:00"))
        assert take(number, "lift", {}, HEAD).case.card == 0
        with pytest.raises(NotPossible):
            take(number, "lift", {}, HEAD)
