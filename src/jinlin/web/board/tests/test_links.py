"""Behind every figure of the board is a list of the very cases that it counts, and of no other."""

from __future__ import annotations

import re
from html import unescape

import pytest

from jinlin.kernel.alarms.actions import ring
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.town import COUNTY, WATER, local
from jinlin.kernel.registry.actions import install_areas
from jinlin.web.desk.tests.conftest import Desk

STREET, COMMUNITY = f"{COUNTY}001", f"{COUNTY}001002"
FIGURE = re.compile(r'href="(/desk/search\?[^"]+)">([\d,]+)</a>')
CASE = re.compile(r'<a href="/desk/cases/([^"/]+)">')


@pytest.fixture
def busy(desk: Desk) -> Desk:
    """A town in which cases of every kind lie about."""
    _areas()
    old = [desk.report(f"old {n}", "pothole") for n in range(2)]
    desk.travel.move(local("2018-04-02 09:00"))
    while ring().count:
        pass
    _closed(desk, old[0], "wu")
    fresh = [desk.report(f"new {n}") for n in range(3)]
    given = [desk.report(f"given {n}", kind) for n, kind in enumerate(("pothole", "water", "flood"))]
    desk.take(given[0], "get_help", "wu", helpers=[{"unit": WATER}])
    _closed(desk, given[1], "he")
    _placed({old[1]: COMMUNITY, fresh[0]: COUNTY, fresh[1]: STREET, given[0]: COMMUNITY})
    desk.travel.move(local("2018-04-03 11:00"))
    desk.report("of today", "flood", place={"x": 120.251, "y": 40.37, "crs": "WGS-84"})
    desk.report("of today too", place={"x": 120.252, "y": 40.371, "crs": "WGS-84"})
    return desk


def test_each_link_of_the_board_lists_exactly_the_cases_that_its_figure_counts(busy: Desk) -> None:
    found = _figures(busy)
    assert len({address for address, _ in found}) > 25
    wrong = {address: (n, got) for address, n in found if (got := _listed(busy, address)) != n}
    assert wrong == {}


def test_no_figure_of_this_town_is_empty_by_chance(busy: Desk) -> None:
    """So that the comparison above compares something."""
    found = dict(_figures(busy))
    for part in ("card=2", "card=-", "due=late", "due=today", "level=itself", "unit=-", "area=-", "box="):
        assert any(part in address for address in found), part


def _figures(desk: Desk) -> list[tuple[str, int]]:
    desk.sit("gao")
    page = desk.client.get("/board/").content.decode()
    return [(unescape(address), int(n.replace(",", ""))) for address, n in FIGURE.findall(page)]


def _listed(desk: Desk, address: str) -> int:
    return len(set(CASE.findall(desk.client.get(address).content.decode())))


def _areas() -> None:
    day = {"valid_from": "2010-01-01"}
    install_areas([
        {"code": COUNTY, "name": "Town", "parent": "", "level": "county", **day},
        {"code": STREET, "name": "Street", "parent": COUNTY, "level": "street", **day},
        {"code": COMMUNITY, "name": "Community", "parent": STREET, "level": "community", **day},
    ])  # fmt: skip


def _closed(desk: Desk, number: str, fixer: str) -> None:
    desk.take(number, "resolve", fixer, answer="done")
    desk.take(number, "close", "lin")


def _placed(areas: dict[str, str]) -> None:
    """The town's form asks for no area."""
    for number, area in areas.items():
        Case.objects.filter(number=number).update(area=area)
