"""Personal values: who sees what, for which purpose, and what is left when retention ends."""

from __future__ import annotations

import json

import pytest

from jinlin.kernel.alarms.actions import ring
from jinlin.kernel.cases.actions import attach, find, open_case, open_file, reveal, take
from jinlin.kernel.cases.models import Attachment, Case, Finder
from jinlin.kernel.cases.selectors import FieldView, actor_by_tracking, case_for, timeline
from jinlin.kernel.cases.tests.town import CLERK, FIXER, HEAD, RESIDENT, STRANGER, local
from jinlin.kernel.journal.checks import verify
from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry.actors import ANYONE, Actor
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotAllowed, NotFound, NotSignedIn

REPORTER = {"name": "张小明", "phone": "13912345678"}


def number(**more: object) -> str:
    answers = {"subject": "A hole", "reporter": REPORTER, "diagnosis": "asthma", **more}
    return open_case("town/report", answers, RESIDENT).case.number


def field(case: str, name: str, actor: Actor) -> FieldView:
    return next(one for one in case_for(case, actor).fields if one.name == name)


@pytest.mark.usefixtures("monday")
class TestPersonalValues:
    def test_are_kept_encrypted_in_the_case_and_in_the_journal(self) -> None:
        case = Case.objects.get(number=number())
        stored = json.dumps(case.facts, ensure_ascii=False) + "".join(
            event.facts for event in history(f"case/{case.id}")
        )
        assert "张小明" not in stored
        assert "13912345678" not in stored
        assert "asthma" not in stored

    def test_are_masked_for_the_office_that_may_reveal_them_and_hidden_from_the_unit(self) -> None:
        case = number()
        take(case, "assign", {"kind": "pothole"}, CLERK)
        seen = field(case, "reporter", CLERK)
        assert (seen.how, seen.value) == ("masked", {"name": "张**", "phone": "139****5678"})
        assert field(case, "reporter", FIXER).how == "hidden"
        assert field(case, "diagnosis", CLERK).how == "hidden"
        sensitive = field(case, "diagnosis", HEAD)
        assert (sensitive.how, sensitive.value) == ("sealed", None)
        assert field(case, "reporter", RESIDENT).value == REPORTER

    def test_of_a_caller_are_not_the_clerks_own_who_wrote_them_down(self) -> None:
        case = open_case("town/report", {"subject": "A call", "reporter": REPORTER}, CLERK).case.number
        assert field(case, "reporter", CLERK).how == "masked"
        with pytest.raises(NotFound):
            case_for(case, Actor(CLERK.label, CLERK.name, CLERK.username))  # the same person, out of office

    def test_that_staff_write_down_for_themselves_are_not_for_the_resident(self) -> None:
        case = number()
        take(case, "note", {"remark": "rings every day"}, CLERK)
        assert field(case, "remark", CLERK).value == "rings every day"
        assert field(case, "remark", RESIDENT).how == "hidden"
        assert "act.note" not in [entry.kind for entry in timeline(case, RESIDENT)]

    def test_are_revealed_for_a_purpose_and_the_journal_says_to_whom(self) -> None:
        case = number()
        assert reveal(case, "reporter", "call back about the hole", CLERK) == REPORTER
        last = history(f"case/{Case.objects.get(number=case).id}")[-1]
        assert (last.kind, last.actor) == ("revealed", CLERK.label)
        told = timeline(case, CLERK)[-1]
        assert told.facts == {"field": "reporter", "purpose": "call back about the hole"}
        assert "call back" not in last.facts

    def test_are_not_revealed_without_a_purpose_or_to_others(self) -> None:
        case = number()
        with pytest.raises(BadInput):
            reveal(case, "reporter", " ", CLERK)
        with pytest.raises(NotAllowed):
            reveal(case, "diagnosis", "curiosity", CLERK)
        with pytest.raises(NotFound):
            reveal(case, "reporter", "curiosity", STRANGER)
        with pytest.raises(NotFound):
            reveal(case, "subject", "no need", CLERK)

    def test_can_be_found_by_phone_without_being_read(self) -> None:
        case = number()
        assert find("phone", "139 1234 5678", "the caller rang again", CLERK) == [case]
        assert find("phone", "13900000000", "the caller rang again", CLERK) == []
        with pytest.raises(NotAllowed):
            find("phone", "13912345678", "the caller rang again", STRANGER)
        assert "13912345678" not in "".join(event.facts for event in history("search/finder"))

    def test_are_not_in_the_timeline(self) -> None:
        case = number()
        shown = json.dumps([entry.facts for entry in timeline(case, CLERK)], ensure_ascii=False)
        assert "enc:" not in shown
        assert "张小明" not in shown

    def test_a_person_without_an_account_follows_the_case_by_its_tracking_code(self) -> None:
        opened = open_case("town/report", {"subject": "A hole"}, ANYONE)
        resident = actor_by_tracking(opened.tracking_code)
        assert case_for(opened.case.number, resident).case.id == opened.case.id
        assert take(opened.case.number, "urge", {}, resident).case.revision == 2
        other = open_case("town/report", {"subject": "Another"}, ANYONE)
        for stranger in (ANYONE, resident):
            with pytest.raises(NotFound):
                case_for(other.case.number, stranger)
        with pytest.raises(NotSignedIn):
            actor_by_tracking("7KQ4M-XR9AT-3HWCP")

    def test_are_gone_when_retention_ends_and_the_chain_still_verifies(self, monday: clock.Journey) -> None:
        case = number()
        attach(case, "letter.txt", b"about Zhang", RESIDENT)
        take(case, "assign", {"kind": "pothole"}, CLERK)
        take(case, "resolve", {"answer": "Filled"}, FIXER)
        take(case, "close", {}, CLERK)
        monday.move(local("2020-03-05 23:00"))
        assert (ring().count, field(case, "reporter", RESIDENT).value) == (0, REPORTER)
        monday.move(local("2020-03-06 00:00"))
        assert ring().count == 1
        stored = Case.objects.get(number=case)
        assert (stored.sealed_key, field(case, "reporter", RESIDENT).value) == (None, None)
        assert not Finder.objects.exists()
        with pytest.raises(NotFound):
            open_file(case, 1, RESIDENT)
        assert verify().faults == ()


@pytest.mark.usefixtures("monday")
class TestFiles:
    def test_are_kept_encrypted_and_come_back_as_they_were(self) -> None:
        case = number()
        content = b"%PDF-1.4 hello"
        info = attach(case, "plan.pdf", content, RESIDENT)
        assert content not in bytes(Attachment.objects.get(n=1).content)
        assert open_file(case, info.n, CLERK).content == content
        assert info.media_type == "application/pdf"

    def test_are_told_by_their_content_and_not_by_their_name(self) -> None:
        with pytest.raises(BadInput):
            attach(number(), "picture.png", b"MZ\x90\x00 a program", RESIDENT)

    def test_that_are_empty_or_too_large_are_refused(self) -> None:
        for content in (b"", b"a" * (10 * 1024 * 1024 + 1)):
            with pytest.raises(BadInput):
                attach(number(), "x.txt", content, RESIDENT)

    def test_of_others_cannot_be_seen_or_added(self) -> None:
        case = number()
        attach(case, "note.txt", b"hello", RESIDENT)
        with pytest.raises(NotFound):
            open_file(case, 1, STRANGER)
        with pytest.raises(NotFound):
            attach(case, "note.txt", b"hello", STRANGER)
