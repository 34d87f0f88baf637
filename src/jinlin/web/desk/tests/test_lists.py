"""The desk's lists: whose they are, what they cost, and how they stay fresh."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jinlin.kernel.alarms.actions import ring
from jinlin.kernel.cases.tests.town import CENTRE, ROADS, WATER
from jinlin.lib import clock
from jinlin.web.desk.tests.conftest import Desk

PAGES = ("", "watching", f"queues/{ROADS}", "call-backs", "requests", "search", "search?q=road", "cards")
MOST_QUERIES = 12


@pytest.mark.parametrize("path", PAGES)
def test_the_desk_asks_who_is_there(desk: Desk, path: str) -> None:
    answer = Client().get(f"/desk/{path}")
    assert (answer.status_code, answer["Location"].startswith("/account/login")) == (302, True)


@pytest.mark.parametrize("path", PAGES)
def test_the_desk_is_for_people_with_an_office(desk: Desk, path: str) -> None:
    assert desk.get("zhao", path).status_code == 403


def test_everybody_has_their_own_work_before_them(desk: Desk) -> None:
    desk.report("new one")
    desk.report("road one", "pothole")
    desk.report("water one", "water")
    seen = {who: re.findall(r"(\w+) one</a>", desk.page(who)) for who in ("lin", "wu", "he", "gao")}
    assert seen == {"lin": ["new"], "wu": ["road"], "he": ["water"], "gao": []}
    assert set(re.findall(r"(\w+) one</a>", desk.page("lin", "watching"))) == {"road", "water"}


def test_the_counts_beside_both_turns_are_those_of_the_lists(desk: Desk) -> None:
    desk.report("new one")
    desk.report("road one", "pothole")
    desk.report("road two", "pothole")
    for path in ("", "watching"):
        assert re.findall(r'<span class="count number">(\S+)</span>', desk.page("lin", path)) == ["1", "2"]


def test_a_queue_is_seen_by_its_unit_and_by_those_above(desk: Desk) -> None:
    desk.report("road one", "pothole")
    assert "road one" in desk.page("wu", f"queues/{ROADS}")
    assert "road one" in desk.page("gao", f"queues/{ROADS}")
    assert desk.get("he", f"queues/{ROADS}").status_code == 404
    assert desk.get("wu", "queues/")["Location"] == f"/desk/queues/{ROADS}"
    assert desk.get("gao", f"queues/?unit={WATER}")["Location"] == f"/desk/queues/{WATER}"


def test_requests_and_call_backs_have_lists_of_their_own(desk: Desk) -> None:
    asked, fixed = desk.report("asked one", "pothole"), desk.report("fixed one", "pothole")
    desk.take(asked, "ask_more", "wu")
    desk.take(fixed, "resolve", "wu", answer="done")
    assert re.findall(r"(\w+) one</a>", desk.page("lin", "requests")) == ["asked"]
    assert re.findall(r"(\w+) one</a>", desk.page("lin", "call-backs")) == ["fixed"]


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("type=town/report", {"flood", "road", "new"}),
        ("type=town/report&state=received", {"new"}),
        ("type=town/help", set()),
        (f"unit={ROADS}", {"flood", "road"}),
        ("category=flood", {"flood"}),
        ("card=1", set()),
        ("channel=web", {"flood", "road", "new"}),
        ("channel=phone", set()),
        ("due=late", set()),
        ("due=today", {"new"}),
        ("due=week", {"flood", "new"}),
        ("from=2018-03-05&to=2018-03-05", {"flood", "road", "new"}),
        ("from=2018-03-06", set()),
        ("area=990102", set()),
    ],
)
def test_a_list_is_narrowed(desk: Desk, query: str, left: set[str]) -> None:
    desk.report("new one")
    desk.report("road one", "pothole")
    desk.report("flood one", "flood")
    assert set(re.findall(r"(\w+) one</a>", desk.page("gao", f"watching?{query}"))) == left


@pytest.mark.parametrize(
    "query",
    ["card=9", "due=soon", "from=yesterday", "after=x", "after=~x", "after=2018-03-05~1", "type=%00",
     f"after=~{2**70}", "q=%00"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_a_sentence(desk: Desk, query: str) -> None:
    answer = desk.get("gao", f"search?{query}")
    assert answer.status_code == (400 if "%00" in query else 422)
    assert "<h1>" in answer.content.decode()


def test_pages_follow_each_other(desk: Desk) -> None:
    for n in range(52):
        desk.report(f"{n} one")
    first = desk.page("lin")
    (following,) = re.findall(r'href="([^"]*after=[^"]*)" rel="next"', first)
    second = desk.client.get(following.replace("&amp;", "&")).content.decode()
    seen = [re.findall(r"(\d+) one</a>", page) for page in (first, second)]
    assert [len(one) for one in seen] == [50, 2]
    assert sorted(map(int, seen[0] + seen[1])) == list(range(52))


def test_a_page_that_looks_again_is_told_nothing_until_something_changed(desk: Desk) -> None:
    number = desk.report("new one")
    (live,) = re.findall(r'hx-get="/desk/(\?seen=\w+)"', desk.page("lin"))
    piece: Any = {"headers": {"HX-Request": "true"}}
    assert desk.get("lin", live, **piece).status_code == 204
    desk.take(number, "note", "lin", remark="seen")
    rows = desk.get("lin", live, **piece).content.decode()
    assert ('id="rows"' in rows, "<h1>" in rows, "new one" in rows) == (True, False, True)
    desk.take(number, "assign", "lin", kind="pothole")
    assert "new one" not in desk.get("lin", live, **piece).content.decode()


def test_a_row_that_has_just_become_late_is_a_change(desk: Desk) -> None:
    desk.report("new one")
    (live,) = re.findall(r'hx-get="/desk/(\?seen=\w+)"', desk.page("lin"))
    desk.travel.move(clock.now() + timedelta(hours=2))
    assert "due-late" in desk.get("lin", live, headers={"HX-Request": "true"}).content.decode()


def test_the_card_wall_shows_which_unit_has_a_card_for_how_long(desk: Desk) -> None:
    desk.report("late one", "flood")
    desk.report("good one", "water")
    desk.travel.move(clock.now() + timedelta(days=1, hours=9))
    ring()
    desk.travel.move(clock.now() + timedelta(hours=6))
    wall = desk.page("gao", "cards")
    assert ("late one" in wall, "good one" in wall, "shown-card-yellow" in wall) == (True, False, True)
    assert "late one" not in desk.page("he", "cards")


def test_a_view_is_kept_for_the_person_who_saved_it(desk: Desk) -> None:
    address = f"/desk/watching?unit={ROADS}"
    assert desk.post("gao", "views", name="道路", address=address)["Location"] == address
    assert f'href="{address}"' in desk.page("gao")
    assert address not in desk.page("lin")
    desk.post("gao", "views", forget="道路", address="/desk/")
    assert address not in desk.page("gao")


@pytest.mark.parametrize("address", ["//evil.example/", "https://evil.example/", "javascript:alert(1)"])
def test_a_view_leads_nowhere_else(desk: Desk, address: str) -> None:
    assert desk.post("gao", "views", name="x", address=address)["Location"] == "/desk/"
    assert "evil" not in desk.page("gao")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_costs_no_more_however_long_it_is(desk: Desk, path: str) -> None:
    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert desk.client.get(f"/desk/{path}").status_code == 200
        return len(captured)

    desk.sit("gao")
    cost()  # reads definitions and registry once
    few = cost()
    for n in range(8):
        desk.report(f"road {n}", "pothole" if n % 2 else "")
    assert cost() <= max(few, MOST_QUERIES)
    assert 0 < cost() <= MOST_QUERIES


def test_the_centre_sees_its_own_queue_empty_and_not_refused(desk: Desk) -> None:
    assert "这里现在没有事项" in desk.page("gao", f"queues/{CENTRE}")
