"""The landing page."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.utils.html import escape

from jinlin.packkit.compile import load_packs
from jinlin.packkit.demo import FOLDER, install_demo
from jinlin.packkit.install import install
from jinlin.packkit.pack import Pack
from jinlin.web.gallery import mechanisms


@pytest.fixture(scope="module")
def packs() -> dict[str, Pack]:
    """All packs; compiling them takes a while."""
    return load_packs()


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """The landing page remembers what is installed; another test's town is not ours."""
    mechanisms.forget()
    yield
    mechanisms.forget()


@pytest.mark.django_db
class TestTheLandingPage:
    def test_names_every_installed_pack_in_both_languages(
        self, client: Client, packs: dict[str, Pack]
    ) -> None:
        for pack in packs.values():
            install(pack)
        chinese = client.get("/").content.decode()
        client.cookies["jinlin_language"] = "en"
        english = client.get("/").content.decode()
        for pack in packs.values():
            for words in (pack.about.name, pack.about.essence):
                assert _escaped(words.zh) in chinese
                assert _escaped(words.en) in english

    def test_says_so_if_nothing_is_installed(self, client: Client) -> None:
        assert "尚未安装机制" in client.get("/").content.decode()

    def test_lets_a_visitor_of_the_demo_in_as_somebody(self, client: Client, settings: Any) -> None:
        install_demo()
        settings.DEMO = True
        assert 'value="paidan"' in client.get("/").content.decode()
        client.post("/account/demo", {"username": "paidan"})
        assert "示例派单员乙" in client.get("/").content.decode()

    def test_lets_a_visitor_in_as_everybody_to_whom_a_matter_can_come(
        self, client: Client, settings: Any
    ) -> None:
        install_demo()
        settings.DEMO = True
        offered = set(re.findall(r'name="username" value="(\w+)"', client.get("/").content.decode()))
        for row in _offices():
            held_there = {one["username"] for one in _offices() if _same(one, row)}
            assert offered & held_there, row

    def test_lets_nobody_in_without_a_password_in_earnest(self, client: Client, settings: Any) -> None:
        install_demo()
        settings.DEMO = False
        assert 'value="paidan"' not in client.get("/").content.decode()
        assert client.post("/account/demo", {"username": "paidan"}).status_code == 404
        assert "_auth_user_id" not in client.session

    def test_loads_nothing_from_elsewhere_and_has_nothing_written_into_it(self, client: Client) -> None:
        answer = client.get("/")
        page = answer.content.decode()
        assert not re.search(
            r"<style|<script(?![^>]* src=)|\sstyle=|\son\w+=|(src|href)=.?(https?:)?//", page
        )
        policy = answer["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy

    def test_shows_the_demo_banner_in_a_demo_alone(self, client: Client, settings: Any) -> None:
        settings.DEMO = False
        earnest = client.get("/")
        settings.DEMO = True
        demo = client.get("/")
        assert ("演示模式" in earnest.content.decode(), "X-Jinlin-Demo" in earnest) == (False, False)
        assert ("演示模式" in demo.content.decode(), demo["X-Jinlin-Demo"]) == (True, "1")

    def test_can_be_read_and_not_posted_to(self, client: Client) -> None:
        assert (client.head("/").status_code, client.post("/").status_code) == (200, 405)


def _escaped(text: str) -> str:
    return escape(text)


def _offices() -> list[dict[str, str]]:
    return list(csv.DictReader((FOLDER / "offices.csv").read_text(encoding="utf-8").splitlines()))


def _same(one: dict[str, str], other: dict[str, str]) -> bool:
    return (one["role"], one["organisation"]) == (other["role"], other["organisation"])
