"""A claimant's own page in a browser: opened by hand, read by axe, on a telephone, and downloaded from."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from tests.browser.conftest import PHONE, NewPage
from tests.house import House, environment

REPOSITORY = Path(__file__).parents[2]
Opens = dict[str, str]
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")


@pytest.fixture(scope="module")
def opens(house: House) -> Opens:
    """What opens a claim: number, identity number and code."""
    made = subprocess.run(
        [sys.executable, "-m", "tests.browser.claimant"], cwd=REPOSITORY, env=environment(house.data),
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert made.returncode == 0, made.stderr[-2000:]
    found: Opens = json.loads(made.stdout.splitlines()[-1])
    return found


def enter(page: Page, opens: Opens) -> None:
    page.goto("/shares/")
    for name, value in opens.items():
        page.fill(f"#{name}", value)
    page.get_by_role("button", name="查看").click()
    expect(page.get_by_role("heading", name="我的份额")).to_be_visible()


def test_axe_finds_nothing_on_ones_own_page_nor_where_one_objects(new_page: NewPage, opens: Opens) -> None:
    page = new_page()
    enter(page, opens)
    page.get_by_text("核对我的份额与批准的方案是否一致").click()
    for path in (page.url, f"{page.url}/do/object_oneself"):
        page.goto(path)
        for scheme in SCHEMES:
            page.emulate_media(color_scheme=scheme)
            assert findings(page) == [], f"{path} {scheme}"


def test_nothing_of_it_scrolls_a_phone_sideways(new_page: NewPage, opens: Opens) -> None:
    page = new_page(size=PHONE)
    enter(page, opens)
    page.get_by_text("核对我的份额与批准的方案是否一致").click()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_a_paper_comes_as_a_file_and_an_objection_is_shown_at_once(new_page: NewPage, opens: Opens) -> None:
    page = new_page()
    enter(page, opens)
    with page.expect_download() as paper:
        page.get_by_role("button", name="下载份额告知书").click()
    assert Path(paper.value.path()).read_bytes().startswith(b"%PDF")
    page.get_by_role("link", name="对自己的份额提出异议").click()
    page.select_option("#f-ground", "own_amount")
    page.fill("#f-objected", "还有一笔没有计入。")
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("审查中", exact=True).first).to_be_visible()
