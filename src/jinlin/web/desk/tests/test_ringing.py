"""An emergency rings on the desk until somebody has it: whom it calls, and what ends it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jinlin.kernel.cases.actions import open_case, take
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors import timeline
from jinlin.kernel.cases.tests.town import local
from jinlin.kernel.registry.actions import install_shifts
from jinlin.kernel.registry.actors import ANYONE
from jinlin.kernel.registry.selectors import actor_of
from jinlin.lib import clock
from jinlin.packkit.compile import load_pack
from jinlin.packkit.demo import install_demo
from jinlin.packkit.install import install

CENTRE = "DEMO-CENTRE"
LIFT = {"title": "电梯困人", "details": "三号楼电梯里有两个人。", "area": "990101001002"}
LAMP = {"title": "路灯不亮", "details": "楼前的路灯坏了。", "area": "990101001002"}
SATURDAY_NIGHT = "2018-03-10 23:00"


@pytest.fixture
def night(db: None) -> Iterator[clock.Journey]:
    with clock.travel(local(SATURDAY_NIGHT)) as journey:
        install_demo()
        install(load_pack("joint_command_centre"))
        yield journey


def report(**answers: Any) -> str:
    return open_case("joint_command_centre/report", {**LIFT, **answers}, ANYONE).case.number


def seen_by(who: str, client: Client, path: str = "/desk/ringing") -> str:
    client.force_login(get_user_model().objects.get(username=who))
    answer = client.get(path)
    assert answer.status_code == 200
    return str(answer.content.decode())


def on_duty(who: str) -> None:
    shift = {"username": who, "organisation": CENTRE, "starts": SATURDAY_NIGHT, "ends": "2018-03-11 08:00"}
    install_shifts([shift])


def act(who: str, number: str, action: str, **answers: Any) -> None:
    take(number, action, answers, actor_of(who))


@pytest.mark.usefixtures("night")
class TestAnEmergency:
    def test_rings_with_everybody_at_the_centre_while_nobody_is_on_duty(self, client: Client) -> None:
        number = report()
        for who in ("paidan", "shouli", "zhuren"):
            page = seen_by(who, client)
            assert (number in page, 'data-ring="aloud"' in page, "现在没有人值班" in page) == (True,) * 3
        assert number not in seen_by("chengguan", client)

    def test_rings_aloud_with_whoever_is_on_duty_and_is_seen_by_the_others(self, client: Client) -> None:
        report()
        on_duty("paidan")
        assert 'data-ring="aloud"' in seen_by("paidan", client)
        other = seen_by("shouli", client)
        assert ('data-ring="seen"' in other, "值班：" in other, "现在没有人值班" in other) == (
            True,
            True,
            False,
        )

    def test_is_silent_as_soon_as_somebody_has_it_and_the_journal_names_them(self, client: Client) -> None:
        number = report()
        assert f'action="/desk/cases/{number}/do/have_it"' in seen_by("paidan", client)
        answer = client.post(f"/desk/cases/{number}/do/have_it", {"revision": "2"})
        assert answer["Location"] == f"/desk/cases/{number}"
        for who in ("paidan", "shouli"):
            assert number not in seen_by(who, client)
        took = timeline(number, actor_of("paidan"))[-1]
        assert (took.kind, took.by == "") == ("act.have_it", False)
        assert Case.objects.get(number=number).state == "received"

    @pytest.mark.parametrize(
        ("who", "action", "answers"),
        [
            ("shouli", "accept", {}),
            ("shouli", "no_emergency", {"no_emergency_because": "打电话问过"}),
            ("shouli", "decline", {"ground": "emergency", "told": "已转接119，请先离开。"}),
        ],
    )
    def test_is_silent_also_by_any_act_that_deals_with_it(
        self, client: Client, who: str, action: str, answers: dict[str, str]
    ) -> None:
        number = report()
        act(who, number, action, **answers)
        assert number not in seen_by("paidan", client)

    def test_rings_again_with_the_unit_that_gets_it(self, client: Client) -> None:
        number = report()
        act("shouli", number, "accept")
        act("paidan", number, "assign", unit="DEMO-URBAN")
        assert f"/desk/cases/{number}/do/unit_has_it" in seen_by("chengguan", client)
        act("chengguan", number, "unit_has_it")
        assert number not in seen_by("chengguan", client)

    def test_counts_the_night_where_anything_else_waits_for_monday(self) -> None:
        urgent, lamp = (Case.objects.get(number=report(**more)) for more in ({}, LAMP))
        assert urgent.due_at == local("2018-03-10 23:15")
        assert lamp.due_at == local("2018-03-12 09:30")

    def test_is_what_staff_say_is_one_even_where_no_word_does(self, client: Client) -> None:
        number = open_case(
            "joint_command_centre/report", {**LAMP, "emergency": True}, actor_of("shouli"), channel="phone"
        ).case.number
        assert number in seen_by("paidan", client)

    def test_stands_marked_in_lists_also_when_somebody_has_it(self, client: Client) -> None:
        number = report()
        act("paidan", number, "have_it")
        page = seen_by("shouli", client, "/desk/")
        assert (number in page, 'class="urgent"' in page) == (True, True)


@pytest.mark.usefixtures("night")
class TestWhatIsNoEmergency:
    def test_rings_with_nobody_and_is_not_marked(self, client: Client) -> None:
        number = report(**LAMP)
        assert number not in seen_by("paidan", client)
        assert 'class="urgent"' not in seen_by("shouli", client, "/desk/")


@pytest.mark.usefixtures("night")
class TestThePart:
    def test_is_asked_for_by_every_page_of_the_desk(self, client: Client) -> None:
        number = report()
        for path in ("/desk/", "/desk/search", "/desk/cards", f"/desk/cases/{number}"):
            assert 'hx-get="/desk/ringing"' in seen_by("paidan", client, path)

    def test_has_nothing_new_while_it_stands_as_it_stood(self, client: Client) -> None:
        report()
        page = seen_by("paidan", client)
        again = page.split('hx-get="')[1].split('"')[0]
        assert client.get(again).status_code == 204
        report()
        assert client.get(again).status_code == 200

    def test_costs_few_queries(self, client: Client) -> None:
        for _ in range(4):
            report()
        seen_by("paidan", client)
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/desk/ringing").status_code == 200
        assert 0 < len(captured) <= 8

    def test_is_on_the_board_and_the_wall_too(self, client: Client) -> None:
        for path in ("/board/", "/board/?wall"):
            assert 'hx-get="/desk/ringing"' in seen_by("zhuren", client, path)
