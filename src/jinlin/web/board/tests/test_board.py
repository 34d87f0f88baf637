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


def test_a_share_shows_both_its_numbers(centre: Client) -> None:
    page = centre.get("/board/").content.decode()
    assert re.search(r">0</a>\s*<span[^>]*>/ <a[^>]*>1</a> · 0.0 %", page)


def test_the_figures_come_alone_for_the_wall_that_reads_them_anew(centre: Client) -> None:
    piece = centre.get("/board/", headers={"HX-Request": "true"}).content.decode()
    assert piece.lstrip().startswith('<div id="figures"')


def test_the_map_counts_all_open_cases_by_squares_and_says_how_many_have_no_place(centre: Client) -> None:
    for x, y in ((120.251, 40.375), (120.252, 40.376), (120.31, 40.375)):
        open_case(
            "joint_command_centre/report", REPORT | {"place": {"x": x, "y": y, "crs": "WGS-84"}}, ANYONE
        )
    page = centre.get("/board/", headers={"Accept-Language": "en"})
    features = page.context["squares"]["features"]
    assert [one["properties"]["n"] for one in features] == [2, 1]
    west, south = 120.25, 40.375  # whole squares are 1/256 of a degree
    assert features[0]["geometry"]["coordinates"] == [west + 1 / 512, south + 1 / 512]
    assert (page.context["spread"].placed, page.context["spread"].unplaced) == (3, 1)
    assert "全部3件标了位置的在办事项" in page.content.decode()


def test_the_board_with_its_map_takes_no_more_queries_than_its_figures_alone(
    centre: Client, django_assert_max_num_queries: Any
) -> None:
    centre.get("/board/")
    for headers in ({}, {"HX-Request": "true"}):
        with django_assert_max_num_queries(10):
            centre.get("/board/", headers=headers)


def test_every_table_has_a_heading_for_each_of_its_numbers(centre: Client) -> None:
    place = {"x": 120.251, "y": 40.375, "crs": "WGS-84"}
    open_case("joint_command_centre/report", REPORT | {"place": place}, ANYONE)
    page = centre.get("/board/").content.decode()
    tables = re.findall(r"<thead>(.*?)</thead><tbody>\s*(<tr>.*?</tr>)", page, re.DOTALL)
    assert len(tables) == 4
    for head, row in tables:
        assert head.count("<th") == len(re.findall(r"<t[hd]", row))
