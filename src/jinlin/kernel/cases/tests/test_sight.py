"""One policy for what somebody sees of a case: files, fields, steps and messages."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jinlin.kernel.cases.actions import attach, install_definition, open_case, open_file, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Attachment, Case
from jinlin.kernel.cases.policies import Audience, How, Said
from jinlin.kernel.cases.selectors import attachments, case_for, contents_of, provable, timeline
from jinlin.kernel.cases.tests.town import CLERK, FIXER, HEAD, REPORT, RESIDENT, words
from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import with_cast
from jinlin.lib.errors import BadInput, NotFound

EXPERT = Actor("person/20", "Xu", "xu")  # a field of the case names them
AFTER = "call back about the hole"
PDF = b"%PDF-1.4 hello"


def _with_an_expert() -> None:
    """Reports in which the head can name somebody who has no office."""
    named = {"type": "officer", "name": words("Expert")}
    note = {"type": "text", "name": words("Note"), "max": 80}
    step: dict[str, Any] = {"name": words("Step"), "from": "any"}
    made = {
        **REPORT,
        "roles": {**REPORT["roles"], "expert": {"name": words("E"), "scope": "named", "field": "expert"}},
        "actions": {
            **REPORT["actions"],
            "ask_expert": {**step, "by": "head", "asks": {"expert": named}},
            "advise": {**step, "by": "expert", "public": False, "asks": {"advice": note}},
            "doubt": {**step, "by": "head", "public": False, "asks": {"doubts": note}},
        },
    }
    install_definition(Definition.model_validate(made))


def report(**more: object) -> str:
    answers = {"subject": "A hole", "reporter": {"name": "张小明", "phone": "13912345678"}, **more}
    number = open_case("town/report", answers, RESIDENT).case.number
    take(number, "assign", {"kind": "pothole"}, CLERK)
    return number


def known(number: str, actor: Actor) -> dict[int, How]:
    return {one.info.n: one.how for one in attachments(number, actor)}


def last_of(number: str) -> tuple[str, str, dict[str, Any]]:
    case = Case.objects.get(number=number)
    event = history(f"case/{case.id}", limit=1000)[-1]
    facts = contents_of(case).unlocked(json.loads(event.facts), event.stream)
    del facts["imprint"]
    return event.kind, event.actor, facts


@pytest.mark.usefixtures("monday")
class TestFiles:
    def test_of_a_person_are_opened_by_staff_for_a_purpose_that_the_journal_keeps(self) -> None:
        number = report()
        attach(number, "letter.pdf", PDF, RESIDENT, "personal")
        assert known(number, CLERK) == {1: How.SEALED}
        for purpose in ("", " ", "。"):
            with pytest.raises(BadInput):
                open_file(number, 1, CLERK, purpose)
        assert open_file(number, 1, CLERK, AFTER).content == PDF
        assert last_of(number) == ("revealed", CLERK.label, {"file": 1, "purpose": AFTER})

    def test_of_a_person_are_nothing_to_a_unit_to_which_no_personal_field_is_open(self) -> None:
        number = report()
        for privacy in ("personal", "sensitive"):
            n = attach(number, "letter.pdf", PDF, RESIDENT, privacy).n
            with pytest.raises(NotFound):
                open_file(number, n, FIXER, AFTER)
        assert known(number, FIXER) == {}
        assert "attached" not in [one.kind for one in timeline(number, FIXER)]

    def test_that_are_sensitive_are_for_those_to_whom_something_sensitive_is_open(self) -> None:
        number = report()
        attach(number, "finding.pdf", PDF, RESIDENT, "sensitive")
        assert (known(number, CLERK), known(number, HEAD)) == ({}, {1: How.SEALED})

    def test_that_are_nobodys_are_opened_without_a_purpose_and_not_journaled(self) -> None:
        number = report()
        attach(number, "plan.pdf", PDF, RESIDENT)
        before = last_of(number)
        assert open_file(number, 1, FIXER).content == PDF
        assert last_of(number) == before

    def test_of_staff_are_staffs_unless_they_are_marked_for_the_other_side(self) -> None:
        number = report()
        attach(number, "inner.pdf", PDF, FIXER)
        attach(number, "answer.pdf", PDF, FIXER, audience=Audience.EVERYBODY)
        assert known(number, RESIDENT) == {2: How.SHOWN}
        assert known(number, CLERK) == {1: How.SHOWN, 2: How.SHOWN}
        with pytest.raises(NotFound):
            open_file(number, 1, RESIDENT)
        added = [one.facts["n"] for one in timeline(number, RESIDENT) if one.kind == "attached"]
        assert added == [2]

    def test_of_staff_that_are_personal_and_for_both_sides_are_plain_to_the_one_and_sealed_to_the_other(
        self,
    ) -> None:
        number = report()
        attach(number, "answer.pdf", PDF, CLERK, "personal", Audience.EVERYBODY)
        assert (known(number, RESIDENT), known(number, HEAD)) == ({1: How.SHOWN}, {1: How.SEALED})
        assert known(number, FIXER) == {}

    def test_for_one_role_never_leave_it(self) -> None:
        number = report()
        for privacy in ("internal", "sensitive"):
            attach(number, "notes.pdf", PDF, FIXER, privacy, Audience.ROLE)
        assert known(number, FIXER) == {1: How.SHOWN, 2: How.SEALED}
        for other in (CLERK, HEAD, RESIDENT):
            assert known(number, other) == {}

    def test_of_whoever_opened_the_case_are_for_both_sides_whatever_is_asked(self) -> None:
        number = report()
        attach(number, "plan.pdf", PDF, RESIDENT, audience=Audience.ROLE)
        assert known(number, FIXER) == known(number, RESIDENT) == {1: How.SHOWN}

    def test_of_before_they_were_for_somebody_are_told_by_who_sent_them(self) -> None:
        """The columns have defaults for a server of the release before; the events name no audience."""
        number = report()
        Attachment.objects.create(
            case_id=Case.objects.get(number=number).id, n=1, name="old.pdf", media_type="application/pdf",
            size=1, digest="0" * 64, privacy="internal", content=b"x", added_at=Case.objects.get().opened_at,
        )  # fmt: skip
        assert (known(number, RESIDENT), known(number, FIXER)) == ({}, {1: How.SHOWN})


@pytest.mark.usefixtures("monday")
class TestWhomAFieldNames:
    def test_opens_no_file_of_a_person_and_sees_no_personal_field(self) -> None:
        _with_an_expert()
        number = report(diagnosis="asthma")
        with with_cast(["xu"]):
            take(number, "ask_expert", {"expert": "xu"}, HEAD)
        for privacy in ("internal", "personal", "sensitive"):
            attach(number, "a.pdf", PDF, RESIDENT, privacy)
        attach(number, "notes.pdf", PDF, HEAD, "sensitive", Audience.ROLE)
        assert known(number, EXPERT) == {1: How.SHOWN}
        hidden = {one.name for one in case_for(number, EXPERT).fields if one.how is How.HIDDEN}
        assert {"reporter", "diagnosis"} <= hidden

    def test_sees_of_steps_that_are_not_public_their_own_alone_with_what_these_asked(self) -> None:
        _with_an_expert()
        number = report()
        with with_cast(["xu"]):
            take(number, "ask_expert", {"expert": "xu"}, HEAD)
        take(number, "advise", {"advice": "Fill it"}, EXPERT)
        take(number, "doubt", {"doubts": "Is the expert a cousin of theirs?"}, HEAD)
        kinds = [one.kind for one in timeline(number, EXPERT)]
        assert "act.advise" in kinds
        assert "act.doubt" not in kinds
        seen = {one.name: one.value for one in case_for(number, EXPERT).fields}
        assert (seen["advice"], seen["doubts"]) == ("Fill it", None)
        with pytest.raises(NotFound):
            provable(case_for(number, EXPERT), Case.objects.get(number=number).revision)
        assert provable(case_for(number, HEAD)) == Case.objects.get(number=number).revision


@pytest.mark.usefixtures("monday")
def test_what_is_said_to_one_role_is_not_for_another() -> None:
    number = report()
    told = {
        who.username: [to for to in ("opener", "resident", "holder", "head") if _hears(number, who, to)]
        for who in (RESIDENT, FIXER, HEAD)
    }
    assert told == {
        "zhao": ["opener", "resident"],
        "wu": ["opener", "resident", "holder"],
        "gao": ["opener", "resident", "holder", "head"],
    }


def _hears(number: str, who: Actor, to: str) -> bool:
    return case_for(number, who).sight.how(Said(to)) is How.SHOWN
