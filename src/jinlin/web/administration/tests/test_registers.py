"""A pack's lists and rules: seen, downloaded, replaced by the city's own, and brought back."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from jinlin.kernel.registry.selectors import register_heads, world
from jinlin.kernel.rules import selectors as rules
from jinlin.packkit.compile import load_pack
from jinlin.packkit.install import install
from jinlin.packkit.pack import Pack
from jinlin.web.administration.tests.conftest import try_out

KEY = "joint_command_centre/categories"
PAGE = f"/administration/registers/{KEY}"


@pytest.fixture(scope="module")
def pack() -> Pack:
    """Compiling takes a while."""
    return load_pack("joint_command_centre")


@pytest.fixture
def centre(admin: Client, pack: Pack) -> Client:
    """The administrator of a county that has the command centre."""
    install(pack)
    return admin


def source() -> str:
    return next(one.source for one in register_heads() if one.key == KEY)


def test_a_register_that_is_downloaded_loads_again_as_it_was(centre: Client) -> None:
    file = centre.get(f"{PAGE}/csv")
    assert file["Content-Disposition"].startswith("attachment")
    shown = try_out(centre, f"register/{KEY}", file.content).content.decode()
    assert re.findall(r'tile-n number">([\d,]+)<', shown)[:3] == ["0", "0", "0"]


def test_the_citys_own_list_replaces_the_packs_and_the_packs_comes_back(centre: Client) -> None:
    brought = world().rows(KEY)
    columns = world().columns(KEY)
    own = f"code,{','.join(columns)}\nZ1,本市类别{',' * (len(columns) - 1)}\n"
    shown = try_out(centre, f"register/{KEY}", own).content.decode()
    assert source() == "pack"
    fields = dict(re.findall(r'name="(key|revision)" value="([^"]+)"', shown))
    centre.post(f"/administration/load/register/{KEY}/do", fields)
    assert source() == "city"
    assert [one["code"] for one in world().rows(KEY)] == ["Z1"]
    centre.post(f"{PAGE}/restore")
    assert source() == "pack"
    assert world().rows(KEY) == brought


def test_a_list_without_a_column_that_rules_use_is_refused(centre: Client) -> None:
    answer = try_out(centre, f"register/{KEY}", "code,name_zh\n01,水\n")
    assert answer.status_code == 422
    assert "缺少列" in answer.content.decode()


def test_a_long_register_is_shown_in_pages(centre: Client) -> None:
    columns = world().columns(KEY)
    text = f"code,{','.join(columns)}\n" + "".join(f"c{n}{',' * len(columns)}\n" for n in range(70))
    shown = try_out(centre, f"register/{KEY}", text).content.decode()
    fields = dict(re.findall(r'name="(key|revision)" value="([^"]+)"', shown))
    centre.post(f"/administration/load/register/{KEY}/do", fields)
    assert "after=c49" in centre.get(PAGE).content.decode()
    second = centre.get(f"{PAGE}?after=c49").content.decode()
    assert ">c50<" in second
    assert ">c49<" not in second


def test_every_decision_table_shows_basis_and_dates(centre: Client) -> None:
    for one in rules.tables():
        page = centre.get(f"/administration/tables/{one.key}")
        assert page.status_code == 200
        assert "依据" in page.content.decode()
    assert centre.get("/administration/tables/no/such").status_code == 404


def test_a_register_that_is_not_there_is_told(centre: Client) -> None:
    assert centre.get("/administration/registers/no/such").status_code == 404
    assert try_out(centre, "register/no/such", "code\n1\n").status_code == 404
