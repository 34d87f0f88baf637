"""What issuing, replacing and withdrawing a document does in the change that does it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinlin.instruments.documents import actions
from jinlin.instruments.documents.actions import Given, renewing
from jinlin.instruments.documents.models import Document
from jinlin.instruments.documents.tests.paper_town import change, give_slips, open_one
from jinlin.instruments.documents.validity import Status, status
from jinlin.kernel.cases.actions import Script, Step, run, take
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.town import CLERK, RESIDENT, local
from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world
from jinlin.lib import clock
from jinlin.lib.errors import Unready

GIVEN = {"amount": "12.50", "name": "李四"}


def papers(case: Case) -> list[Document]:
    return list(Document.objects.filter(case_id=case.id).order_by("n"))


class TestIssuing:
    def test_numbers_a_document_and_keeps_its_digest_in_the_history_of_the_case(
        self, monday: clock.Journey
    ) -> None:
        case = open_one()
        take(case.number, "permit", {}, CLERK)
        (paper,) = papers(case)
        event = history(f"case/{case.id}")[-1]
        assert (event.kind, paper.number, paper.n) == ("document.issued", "P2018-0001", 1)
        assert paper.digest in event.facts
        assert "A hole" not in paper.content

    def test_gives_two_papers_of_the_same_words_different_digests(self, monday: clock.Journey) -> None:
        case = open_one()
        take(case.number, "permit", {}, CLERK)
        take(case.number, "permit", {}, CLERK)
        first, second = papers(case)
        assert first.digest != second.digest
        assert (first.n, second.n, second.number) == (1, 2, "P2018-0002")

    def test_takes_number_issuer_and_last_day_from_the_case_if_the_pack_says_so(
        self, monday: clock.Journey
    ) -> None:
        case = open_one()
        take(case.number, "note_down", {}, CLERK)
        (paper,) = papers(case)
        assert (paper.number, paper.issuer) == (f"N-{case.number}", "T-CENTRE")
        assert paper.valid_to == local("2018-03-06 00:00")

    def test_without_a_key_is_refused_and_nothing_happens(self, monday: clock.Journey, settings: Any) -> None:
        case = open_one()
        settings.DEMO_SIGNS = False
        with pytest.raises(Unready, match="no key to sign with"):
            take(case.number, "permit", {}, CLERK)
        assert papers(case) == []

    def test_of_an_import_was_done_at_the_time_and_is_not_done_again(self, monday: clock.Journey) -> None:
        clerk = Actor.on_behalf("import/x", *CLERK.posts)
        steps = [
            Step(clock.now(), Actor.on_behalf("import/x", *RESIDENT.posts), "open", {"subject": "Old"}),
            Step(clock.now(), clerk, "assign", {"kind": "pothole"}),
            Step(clock.now(), clerk, "permit", {}),
        ]
        (ran,) = run([Script("town/report", "import", steps, source_key="old")])
        assert ran.draft is not None
        assert papers(ran.draft.case) == []

    def test_costs_one_query_more_than_the_action_alone(self, monday: clock.Journey) -> None:
        case = open_one()
        take(case.number, "permit", {}, CLERK)  # the first of the year makes the sequence
        costs = [cost(case, "urge"), cost(case, "permit")]
        assert costs[1] - costs[0] <= 2
        assert costs[1] <= 8


def cost(case: Case, action: str) -> int:
    here = world()
    with CaptureQueriesContext(connection) as queries:
        take(case.number, action, {}, CLERK, world=here)
    return len([one for one in queries if "SAVEPOINT" not in one["sql"]])


class TestADocumentEnds:
    def test_at_midnight_after_its_last_day(self, monday: clock.Journey) -> None:
        case = open_one()
        take(case.number, "permit", {}, CLERK)
        (paper,) = papers(case)
        assert status(paper, local("2018-03-12 23:59")) is Status.IN_FORCE  # the fifth day is a Saturday
        assert status(paper, local("2018-03-13 00:00")) is Status.EXPIRED

    def test_when_another_takes_its_place_and_it_says_which(self, monday: clock.Journey) -> None:
        case = open_one()
        take(case.number, "permit", {}, CLERK)
        take(case.number, "again", {}, CLERK)
        old, new = papers(case)
        assert (old.ended_as, old.ended_by) == ("superseded", new.number)
        assert (new.ended_as, new.ended_by) == ("", "")

    def test_when_it_is_taken_back_whatever_its_last_day(self, monday: clock.Journey) -> None:
        case = open_one()
        take(case.number, "permit", {}, CLERK)
        take(case.number, "take_back", {}, CLERK)
        (paper,) = papers(case)
        assert status(paper, local("2030-01-01 00:00")) is Status.WITHDRAWN

    def test_in_the_change_that_issued_it_if_that_change_says_so(self, monday: clock.Journey) -> None:
        case = open_one()
        with change(case) as step:
            actions.issue_for(step, "slip", GIVEN, recipient="a")
            actions.issue_for(step, "slip", GIVEN, recipient="b")
            actions.withdraw_for(step, "slip", recipient="a")
            actions.issue_for(step, "slip", GIVEN, recipient="a")
        ended = [(one.recipient, one.ended_as) for one in papers(case)]
        assert ended == [("a", "withdrawn"), ("b", ""), ("a", "")]


def slips(count: int) -> list[Given]:
    return [Given(GIVEN, recipient=f"claim/{n}") for n in range(count)]


class TestThousandsAtOnce:
    def test_have_numbers_of_their_own_and_one_event(self, monday: clock.Journey) -> None:
        case = open_one()
        before = len(history(f"case/{case.id}"))
        assert give_slips(case, slips(300)) == 300
        issued = papers(case)
        assert len({one.number for one in issued}) == len({one.code for one in issued}) == 300
        assert [one.n for one in issued] == list(range(1, 301))
        assert len(history(f"documents/{case.id}")) == 1
        assert len(history(f"case/{case.id}")) == before

    def test_are_at_most_so_many_in_memory_at_once(
        self, monday: clock.Journey, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(renewing, "AT_ONCE", 100)
        case, drawn = open_one(), list[int]()

        def one_by_one() -> Iterator[Given]:
            for one in slips(250):
                drawn.append(len(papers(case)))
                yield one

        give_slips(case, one_by_one())
        assert (drawn[0], drawn[100], drawn[249]) == (0, 100, 200)
        assert len(history(f"documents/{case.id}")) == 3

    def test_are_issued_anew_only_to_whom_they_would_say_something_else(self, monday: clock.Journey) -> None:
        case = open_one()
        give_slips(case, slips(3))
        assert give_slips(case, [*slips(2), Given(GIVEN | {"amount": "13.00"}, recipient="claim/2")]) == 1
        ended = [(one.recipient, one.ended_as, one.ended_by) for one in papers(case)]
        new = papers(case)[-1].number
        assert ended == [
            ("claim/0", "", ""), ("claim/1", "", ""), ("claim/2", "superseded", new), ("claim/2", "", ""),
        ]  # fmt: skip

    def test_can_be_withdrawn_in_a_change_of_the_case(self, monday: clock.Journey) -> None:
        case = open_one()
        give_slips(case, slips(2))
        with change(case) as step:
            actions.withdraw_for(step, "slip")
        assert [one.ended_as for one in papers(case)] == ["withdrawn", "withdrawn"]

    def test_are_not_for_the_worker_to_make(self, monday: clock.Journey) -> None:
        case = open_one()
        give_slips(case, [Given(GIVEN)])
        assert not papers(case)[0].by_worker

    def test_must_bring_all_that_the_example_shows(self, monday: clock.Journey) -> None:
        with change(open_one()) as step, pytest.raises(ValueError, match="name"):
            actions.issue_for(step, "slip", {"amount": "1.00"})


def test_what_was_never_issued_cannot_be_taken_back_and_leaves_no_trace(monday: clock.Journey) -> None:
    case = open_one()
    take(case.number, "take_back", {}, CLERK)
    assert not any(one.kind.startswith("document.") for one in history(f"case/{case.id}"))
