"""Several people at once, with real commits: one wins, the others are told, and nothing is done twice."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from threading import Barrier
from typing import Any, TypeVar

import pytest
from django.db import connection, connections

from jinlin.api.tests.conftest import STAFF, Town, code_of
from jinlin.kernel.alarms import actions as alarms
from jinlin.kernel.cases.actions import Script, Step, run
from jinlin.kernel.cases.models import Card, Case
from jinlin.kernel.cases.tests.town import (
    CLERK,
    COUNTY,
    RESIDENT,
    ROADS,
    WATER,
    build_town,
    local,
)
from jinlin.kernel.journal.checks import verify
from jinlin.kernel.journal.models import Event
from jinlin.kernel.registry.actions import install_offices, install_people, issue_token
from jinlin.lib import clock
from jinlin.packkit import importer
from jinlin.packkit.compile import load_pack
from jinlin.packkit.demo import install_demo
from jinlin.packkit.install import install
from jinlin.packkit.pack import Pack

MONDAY = local("2018-03-05 09:00")
ROUNDS = 15
REFUSED = {409, 422}
T = TypeVar("T")


def together(*works: Callable[[], T], at: datetime = MONDAY) -> list[T]:
    """Do all of it at the same moment, each in a thread with a connection of its own."""
    gate = Barrier(len(works))

    def one(work: Callable[[], T]) -> T:
        try:
            with clock.travel(at):
                gate.wait(timeout=60)
                return work()
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(one, works))


@pytest.fixture
def town(committed_db: str) -> Town:
    """The small town with its people, committed."""
    build_town()
    install_people([{"username": name, "name": person} for name, (person, _, _) in STAFF.items()])
    install_offices(
        [
            {"username": name, "role": role, "organisation": unit, "area": COUNTY, "valid_from": "2010-01-01"}
            for name, (_, role, unit) in STAFF.items()
            if role
        ]
    )
    with clock.travel(MONDAY):
        return Town({name: issue_token(name, "tests") for name in STAFF})


def taking(
    town: Town, who: str, number: str, action: str, revision: int | None = None, **answers: Any
) -> Callable[[], Any]:
    """A request that takes an action, to be sent later and by somebody with a connection of their own."""
    body = {"answers": answers, **({} if revision is None else {"revision": revision})}
    path = f"/cases/{number}/actions/{action}"
    return lambda: Town(town.tokens).call("POST", path, body, who=who)


def with_unit(town: Town) -> str:
    """The number of a report that a unit has."""
    with clock.travel(MONDAY):
        return town.with_unit()


def acts(number: str) -> list[str]:
    """What was done with a case."""
    stream = f"case/{Case.objects.get(number=number).id}"
    kinds = Event.objects.filter(stream=stream, kind__startswith="act.").order_by("seq")
    return list(kinds.values_list("kind", flat=True))


class TestTwoOfficersAtOnce:
    def test_who_read_the_same_case_one_wins_and_the_other_is_told_what_changed(self, town: Town) -> None:
        for _ in range(ROUNDS):
            number = with_unit(town)
            seen = Case.objects.get(number=number).revision
            answers = together(
                taking(town, "wu", number, "resolve", seen, answer="Filled"),
                taking(town, "lin", number, "extend", seen, by="2 working days"),
            )
            won, lost = sorted(answers, key=lambda answer: int(answer.status_code))
            assert (won.status_code, code_of(lost)) == (200, (409, "changed-meanwhile"))
            told = lost.json()
            assert told["revision"] == won.json()["revision"]
            assert [event["kind"] for event in told["since"]][:1] == acts(number)[1:]

    def test_of_two_actions_that_exclude_each_other_one_is_taken(self, town: Town) -> None:
        for _ in range(ROUNDS):
            number = with_unit(town)
            answers = together(
                taking(town, "wu", number, "resolve", answer="Filled"), taking(town, "wu", number, "wait")
            )
            assert sorted(answer.status_code for answer in answers) == [200, 409]
            assert {code_of(one) for one in answers if one.status_code == 409} == {(409, "not-possible-now")}
            assert len(acts(number)) == 2

    def test_the_same_request_with_the_same_key_is_carried_out_once(self, town: Town) -> None:
        def send(key: str) -> Callable[[], Any]:
            body = {"type": "town/report", "answers": {"subject": "A hole"}}
            return lambda: Town(town.tokens).call("POST", "/cases", body, who="zhao", idempotency_key=key)

        for n in range(ROUNDS):
            answers = together(*[send(f"key-{n}")] * 4)
            assert {answer.status_code for answer in answers} == {201}
            assert len({answer.content for answer in answers}) == 1
            assert sorted("Idempotent-Replay" in answer for answer in answers) == [False, True, True, True]
        assert Case.objects.count() == ROUNDS

    def test_who_open_the_first_cases_of_a_year_get_numbers_in_a_row(self, town: Town) -> None:
        def opening() -> str:
            return str(Town(town.tokens).opened()["number"])

        assert sorted(together(*[opening] * 8)) == [f"T2018-{n:04}" for n in range(1, 9)]


class TestMergingWhileOthersAct:
    def test_two_cases_merged_into_each_other_leave_one_open(self, town: Town) -> None:
        for _ in range(ROUNDS):
            one, other = with_unit(town), with_unit(town)
            answers = together(
                taking(town, "lin", one, "merge", into=other),
                taking(town, "lin", other, "merge", into=one),
            )
            first, second = sorted(answer.status_code for answer in answers)
            assert (first, second in REFUSED) == (200, True)
            assert Case.objects.filter(number__in=[one, other], closed_at=None).count() == 1
        assert verify().faults == ()

    def test_a_case_that_is_merged_while_its_children_are_handled_loses_none(self, town: Town) -> None:
        for _ in range(ROUNDS):
            one, other = with_unit(town), with_unit(town)
            children = with_help(town, one, ROADS, WATER, ROADS)
            answers = together(
                taking(town, "lin", one, "merge", into=other),
                taking(town, "wu", one, "resolve", answer="Filled"),
                taking(town, "lin", one, "urge"),
                *(taking(town, who, child, "give") for child, who in children.items()),
            )
            assert {answer.status_code for answer in answers} <= {200, *REFUSED}
            assert [answer.status_code for answer in answers[3:]] == [200] * 3
            assert children_told(one) + children_told(other) == Counter(total=3, closed=3)
        assert verify().faults == ()


class TestAParentAndItsChildren:
    def test_may_be_handled_at_once(self, town: Town) -> None:
        for _ in range(ROUNDS):
            parent = with_unit(town)
            children = with_help(town, parent, ROADS, WATER)
            answers = together(
                taking(town, "lin", parent, "extend", by="1 working day"),
                taking(town, "wu", parent, "wait"),
                *(taking(town, who, child, "give") for child, who in children.items()),
            )
            assert {answer.status_code for answer in answers} <= {200, *REFUSED}
            assert [answer.status_code for answer in answers[2:]] == [200, 200]
            assert children_told(parent) == Counter(total=2, closed=2)
        assert verify().faults == ()

    def test_ring_while_they_are_handled_and_each_silence_is_noted_once(self, town: Town) -> None:
        late = local("2018-04-02 09:00")
        for _ in range(ROUNDS):
            parent = with_unit(town)
            children = with_help(town, parent, ROADS, WATER)
            answers = together(
                taking(town, "lin", parent, "urge"),
                *(taking(town, who, child, "give") for child, who in children.items()),
                ring_until_silent,
                ring_until_silent,
                at=late,
            )
            assert [answer.status_code for answer in answers[:3]] == [200] * 3
        assert lapses() == {1}
        assert set(Counter(Card.objects.values_list("case_id", "mark")).values()) == {1}
        assert verify().faults == ()


class TestTwoWorkersAtOnce:
    def test_give_each_card_once(self, town: Town) -> None:
        steps = [
            Step(local("2018-03-05 09:00"), RESIDENT, "open", {"subject": "A hole"}),
            Step(local("2018-03-05 09:00"), CLERK, "assign", {"kind": "pothole"}),
        ]
        run([Script("town/report", "import", steps) for _ in range(60)])
        together(ring_until_silent, ring_until_silent, at=local("2018-04-02 09:00"))
        assert Counter(Card.objects.values_list("colour", flat=True)) == {1: 60, 2: 60}
        assert lapses() == {1}
        # Three reds in a row bring one interview, whichever worker shows the third.
        assert Case.objects.filter(type="interview").count() == 1
        assert verify().faults == ()


class TestTwoImportsAtOnce:
    @pytest.fixture
    def pack(self, committed_db: str) -> Pack:
        """The pack that has a mapping for messages."""
        found = load_pack("joint_command_centre")
        install_demo()
        install(found)
        return found

    def test_of_the_same_file_open_each_row_once(
        self, pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(importer, "BATCH", 10)
        path = messages(tmp_path, 60)
        first, second = together(*[lambda: importer.import_file(pack, path)] * 2)
        assert first.rejects == second.rejects == []
        assert first.opened + second.opened == 60
        assert first.known + second.known == 60
        assert Case.objects.filter(type="report").count() == 60
        assert verify().faults == ()


def with_help(town: Town, number: str, *units: str) -> dict[str, str]:
    """Open a helping case at each unit; who deals with it, by its number."""
    with clock.travel(MONDAY):
        helpers = [{"unit": unit} for unit in units]
        town.post(f"/cases/{number}/actions/get_help", {"answers": {"helpers": helpers}}, who="wu")
        found = town.get(f"/cases/{number}/children", who="lin")["items"]
    return {child["number"]: "wu" if child["holder"] == ROADS else "he" for child in found}


def children_told(number: str) -> Counter[str]:
    """What a case has been told of its helpers."""
    told = Case.objects.get(number=number).tally["children"].get("help", {})
    return Counter({name: told[name] for name in ("total", "open", "closed") if told.get(name)})


def ring_until_silent() -> Any:
    """A worker."""
    while (rung := alarms.ring(limit=7)).count:
        assert not rung.troubles


def lapses() -> set[int]:
    """How often each silence was noted in its case."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT DISTINCT count(*) FROM journal_event WHERE kind LIKE 'lapse.%' GROUP BY stream, kind, at"
        )
        return {int(row[0]) for row in cursor.fetchall()}


def messages(folder: Path, count: int) -> Path:
    """A file of messages that were answered."""
    path = folder / "messages.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"])
        for key in range(count):
            writer.writerow(
                [key, "A1", "路灯不亮", "2019/2/28 11:25:05", "请修。", "已修好。", "2019/3/20 9:00:00"]
            )
    return path
