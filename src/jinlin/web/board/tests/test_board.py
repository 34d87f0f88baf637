"""The board: figures with both numbers, each with the way to the cases behind it, for staff alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from jinlin.kernel.cases.actions import open_case
from jinlin.kernel.registry.actors import ANYONE
from jinlin.packkit.compile import load_pack
from jinlin.packkit.demo import install_demo
from jinlin.packkit.install import install

REPORT = {"title": "楼前路面塌陷", "details": "老人出行不便。", "area": "990101001002"}


@pytest.fixture
def centre(client: Client, db: None) -> Client:
    """The dispatcher of the demo county's centre, with one report in."""
    install_demo()
    install(load_pack("joint_command_centre"))
    open_case("joint_command_centre/report", REPORT, ANYONE)
    client.force_login(get_user_model().objects.get(username="paidan"))
    return client


def test_the_board_is_for_those_who_signed_in(client: Client, db: None) -> None:
    assert client.get("/board/").headers["Location"].startswith("/account/login/")


def test_every_figure_leads_to_the_cases_behind_it(centre: Client) -> None:
    page = centre.get("/board/").content.decode()
    figures = re.findall(r'tile-n" href="/desk/search\?([^"]+)">([\d,]+)<', page)
    assert len(figures) == 6
    assert all(filters for filters, _ in figures)
    assert figures[0][1] == "1"


def test_a_share_shows_both_its_numbers(centre: Client) -> None:
    page = centre.get("/board/").content.decode()
    assert re.search(r">0</a>\s*<span[^>]*>/ 1 · 0.0 %", page)


def test_the_figures_come_alone_for_the_wall_that_reads_them_anew(centre: Client) -> None:
    piece = centre.get("/board/", headers={"HX-Request": "true"}).content.decode()
    assert piece.lstrip().startswith('<div id="figures"')


def test_the_map_shows_open_cases_that_have_a_place(centre: Client) -> None:
    placed = REPORT | {"place": {"x": 120.25, "y": 40.375, "crs": "WGS-84"}}
    number = open_case("joint_command_centre/report", placed, ANYONE).case.number
    features = centre.get("/board/cases.geojson").json()["features"]
    assert [one["properties"]["number"] for one in features] == [number]
    assert features[0]["geometry"]["coordinates"] == [120.25, 40.375]


def test_the_board_takes_few_queries(centre: Client, django_assert_max_num_queries: Any) -> None:
    centre.get("/board/")
    with django_assert_max_num_queries(9):
        centre.get("/board/")
