"""Personal values stay under their key: not in the journal, not in messages, not in logs, not in refusals."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

import pytest

from jinlin.kernel.alarms.actions import ring
from jinlin.kernel.cases import store
from jinlin.kernel.cases.actions import attach, open_case, open_file, reveal, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Attachment, Card, Case, Finder
from jinlin.kernel.cases.retention import forget
from jinlin.kernel.cases.selectors import case_for, contents_of, timeline
from jinlin.kernel.cases.tests.town import local
from jinlin.kernel.cases.values import Ground, read
from jinlin.kernel.cases.vault import SEALED
from jinlin.kernel.journal.checks import verify
from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry.actors import ANYONE, Actor, Post
from jinlin.kernel.registry.selectors import resident_of, world
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotAllowed, NotFound
from jinlin.packkit.folders import BUILT_IN, pack_folders
from jinlin.packkit.grammar.story import Step
from jinlin.packkit.pack import Pack
from jinlin.packkit.stories import Moment, play
from tests.lines.marks import MARK, PHONE, WRITTEN, in_the_database, marked
from tests.matrix.reading import case_types
from tests.matrix.standing import case_in, rightly_placed
from tests.matrix.table import holders

PACKS = [folder.name for folder in pack_folders([BUILT_IN])]
TYPES = {one.key: one for one in case_types()}
CLERK = Actor("person/31", "示例受理员", "shouli", (Post("intake_clerk", "DEMO-CENTRE", "990101"),))
PERSON = {"name": f"{MARK}一", "phone": f"{PHONE}0001"}


@pytest.mark.parametrize("name", PACKS)
def test_no_story_leaves_a_personal_value_in_plain_in_the_database_or_the_log(
    name: str, county: Mapping[str, Pack], caplog: pytest.LogCaptureFixture
) -> None:
    """Each story again, with marks for every personal value and in every text; searched after every step.
    What people wrote stands in the index of words and nowhere else, and at the end of retention not there."""
    pack, steps = county[name], 0
    found: set[tuple[str, str]] = set()

    def look(_: Moment) -> None:
        nonlocal steps
        steps += 1
        found.update([*in_the_database(), *in_the_database(WRITTEN, but=("case_wording",))])

    with caplog.at_level(logging.DEBUG):
        for story in pack.stories:
            play(pack, marked(pack, story), look)
    assert steps > len(pack.stories)
    assert sorted(found) == []
    assert WRITTEN not in caplog.text
    assert MARK not in caplog.text
    assert PHONE not in caplog.text


@pytest.mark.parametrize("name", PACKS)
def test_when_retention_ends_no_byte_of_what_was_written_is_left_in_any_table(
    name: str, county: Mapping[str, Pack]
) -> None:
    """Each story again, and at its end every case has been kept long enough."""
    pack, ends = county[name], 0
    found: set[tuple[str, str]] = set()
    for story in (marked(pack, one) for one in pack.stories):

        def look(moment: Moment, last: Step = story.steps[-1]) -> None:
            nonlocal ends
            if moment.step is last:
                ends += 1
                _forget_all()
                found.update(in_the_database(MARK, PHONE, WRITTEN))
                assert not verify().faults

        play(pack, story, look)
    assert ends > 0
    assert sorted(found) == []


def _forget_all() -> None:
    drafts = [store.draft_of(one) for one in Case.objects.order_by("id")]
    for draft in drafts:
        forget(draft, clock.now())
    store.write(drafts)


@pytest.mark.parametrize("name", PACKS)
def test_cards_name_units(name: str, county: Mapping[str, Pack]) -> None:
    units = {one.code for one in world().organisations()}

    def look(_: Moment) -> None:
        assert set(Card.objects.values_list("unit", flat=True)) <= units
        for case in Case.objects.filter(card__gt=0):
            for event in history(f"case/{case.id}", limit=1000):
                if event.kind in ("card.yellow", "card.red"):
                    facts = json.loads(event.facts)
                    assert facts.keys() <= {"n", "unit", "mark", "findings", "imprint"}
                    assert facts["unit"] in units

    for story in county[name].stories:
        play(county[name], story, look)


def with_marks(made: Definition) -> Case:
    """A stored case whose personal fields all hold marks."""
    draft = case_in(made, made.starts_in)
    for field, ask in made.fields.items():
        if ask.privacy in SEALED:
            draft.put(field, PERSON if ask.type == "person" else f"{MARK}二")
    draft.contents.lock()
    draft.case.save()
    return draft.case


@pytest.mark.parametrize("key", sorted(TYPES))
def test_nobody_but_the_opener_reads_a_personal_field_without_a_purpose(
    key: str, county: Mapping[str, Pack]
) -> None:
    pack, _, name = key.partition("/")
    made = county[pack].definitions[name]
    case = with_marks(made)
    for who in holders(TYPES[key])[1:-1]:
        for actor in rightly_placed(TYPES[key], who)[:1]:
            if actor.member:
                with pytest.raises(NotFound):
                    case_for(case.number, actor)
                continue
            view = case_for(case.number, actor)
            sealed = [one for one in view.fields if one.ask.privacy in SEALED]
            assert {one.how for one in sealed} <= {"masked", "hidden", "sealed"}
            shown = json.dumps([one.value for one in sealed], ensure_ascii=False)
            assert PERSON["name"] not in shown
            assert PERSON["phone"] not in shown
            assert MARK not in json.dumps(
                [one.facts for one in timeline(case.number, actor)], ensure_ascii=False
            )


@pytest.mark.parametrize("key", sorted(TYPES))
def test_every_reading_of_a_personal_field_is_journaled_with_its_purpose(
    key: str, county: Mapping[str, Pack]
) -> None:
    pack, _, name = key.partition("/")
    made = county[pack].definitions[name]
    case = with_marks(made)
    for who in holders(TYPES[key])[1:-1]:
        for actor in rightly_placed(TYPES[key], who)[:1]:
            for field, ask in made.fields.items():
                before = Case.objects.get(id=case.id).revision
                if ask.privacy not in SEALED or not set(who.roles) & set(ask.revealed_to):
                    with pytest.raises((NotFound, NotAllowed)):
                        reveal(case.number, field, "回访核实办理结果", actor)
                    assert Case.objects.get(id=case.id).revision == before
                    continue
                with pytest.raises(BadInput):
                    reveal(case.number, field, " 。", actor)
                assert MARK in str(reveal(case.number, field, "回访核实办理结果", actor))
                last = history(f"case/{case.id}", after=before)[-1]
                assert (last.kind, last.actor) == ("revealed", actor.label)
                told = contents_of(case).unlocked(json.loads(last.facts), last.stream)
                assert told.pop("imprint")
                assert told == {"field": field, "purpose": "回访核实办理结果"}


def test_a_clerk_who_wrote_a_report_down_reads_the_caller_again_only_for_a_purpose(
    county: Mapping[str, Pack],
) -> None:
    """Who took a call is not the caller: the report is on their screen for years."""
    answers = {"title": "路灯不亮", "details": "两盏", "area": "990101001001", "reporter": PERSON}
    number = open_case("joint_command_centre/report", answers, CLERK, channel="phone").case.number
    seen = next(one for one in case_for(number, CLERK).fields if one.name == "reporter")
    assert seen.how == "masked"
    assert reveal(number, "reporter", "回访核实办理结果", CLERK) == PERSON


@pytest.mark.parametrize("key", sorted(TYPES))
def test_a_refusal_does_not_repeat_what_was_answered(key: str, county: Mapping[str, Pack]) -> None:
    pack, _, name = key.partition("/")
    ground = Ground(world(), pack)
    for ask in county[pack].definitions[name].fields.values():
        if ask.privacy in SEALED:
            for wrong in (
                f"{MARK}\x00",
                [MARK],
                {"name": MARK, "phone": MARK},
                {"name": f"{MARK}\x00"},
                {MARK: MARK},
            ):
                assert MARK not in _said(ask, wrong, ground)


def _said(ask: Any, wrong: Any, ground: Ground) -> str:
    try:
        read(ask, wrong, ground)
    except BadInput as problem:
        return f"{problem} {problem.help} {problem.details}"
    return ""


# A case of each pack from its opening to its end, and how long it is kept after.
LIVES: dict[str, tuple[str, dict[str, Any], str, dict[str, Any], str]] = {
    "consultation": (
        "joint_command_centre/consultation",
        {"title": "办证时间", "caller": PERSON},
        "answer",
        {"reply": "周一至周五"},
        "2018-09-06 00:00",
    ),
    "mediation": (
        "five_mediations/mediation",
        {"subject": "示例纠纷", "area": "990101001", "dispute_type": "neighbour", "source": "requested",
         "brief": "示例", "applicant": PERSON, "respondent": PERSON, "line": "civil"},
        "decline",
        {"refused_by": "applicant"},
        "2028-03-06 00:00",
    ),
    "order": (
        "investigation_order/order",
        {"subject": "示例申请", "court": "DEMO-COURT", "phase": "trial", "client": PERSON,
         "lawyers": [{"name": "示例律师", "licence": "99901201700000001", "firm": "示范律师事务所"}],
         "target": "DEMO-BANK", "fact_to_prove": "示例", "why_not_obtainable": "示例", "undertaking": True,
         "items": [{"name": "流水", "kind": "documentary", "period": "2017", "touches": "none"}]},
        "withdraw",
        {},
        "2023-03-06 00:00",
    ),
}  # fmt: skip


@pytest.mark.parametrize("life", LIVES)
def test_when_retention_ends_the_person_is_gone_and_the_history_still_verifies(
    life: str, county: Mapping[str, Pack]
) -> None:
    key, answers, last, more, end = LIVES[life]
    with clock.travel(local("2018-03-05 09:00")) as journey:
        opened = open_case(key, answers, ANYONE)
        number, resident = opened.case.number, resident_of(opened.case.id)
        attach(number, "note.txt", MARK.encode(), resident)
        take(number, last, more, CLERK if life == "consultation" else resident)
        assert store.draft_of(Case.objects.get(number=number)).is_final
        journey.move(local(end) - (local("2018-03-05 00:01") - local("2018-03-05 00:00")))
        ring()
        assert Case.objects.get(number=number).sealed_key is not None
        journey.move(local(end))
        ring()
        _check_forgotten(number, resident)
    assert verify().faults == ()


def _check_forgotten(number: str, resident: Actor) -> None:
    case = Case.objects.get(number=number)
    made = store.draft_of(case).definition
    assert case.sealed_key is None
    assert [name for name, ask in made.fields.items() if ask.privacy in SEALED and case.facts.get(name)] == []
    assert not Finder.objects.filter(case_id=case.id).exists()
    assert [bytes(one.content) for one in Attachment.objects.filter(case_id=case.id)] == [b""]
    with pytest.raises(NotFound):
        open_file(number, 1, resident)
    last = history(f"case/{case.id}")[-1]
    assert last.kind == "forgotten"
    assert json.loads(last.facts)["fields"] != []
