"""The main screens, as the documentation shows them: they come, and they are not empty."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from jinlin.lib import clock
from tests.browser.conftest import PHONE, NewPage
from tests.browser.people import shoot

SHOTS = [
    ("first-page", "", "/", {}),
    ("mechanism", "", "/mechanisms/joint_command_centre/", {}),
    ("first-page-phone-dark", "", "/", {"size": PHONE, "dark": True}),
    ("report", "", "/report/joint_command_centre/report", {}),
    ("report-phone", "", "/report/", {"size": PHONE}),
    ("desk", "paidan", "/desk/watching", {}),
    ("desk-english", "zhuren", "/desk/watching", {"english": True}),
    ("board", "zhuren", "/board/", {}),
    ("cards", "zhuren", "/desk/cards", {}),
    ("distribution", "chuna", f"/desk/payouts/AK{clock.today().year}-0001", {}),
]


@pytest.mark.parametrize(("name", "user", "path", "how"), SHOTS)
def test_a_main_screen_comes(new_page: NewPage, name: str, user: str, path: str, how: dict[str, Any]) -> None:
    page = new_page(user, **how)
    page.goto(path)
    expect(page.locator("h1").first).to_be_visible()
    shoot(page, name)


def test_a_case_on_the_desk_has_everything_on_one_screen(new_page: NewPage) -> None:
    page = new_page("zhuren")
    page.goto("/desk/watching")
    page.locator("[data-item] a").first.click()
    expect(page.locator("#actions")).to_be_visible()
    shoot(page, "case")


def test_a_story_plays(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/mechanisms/joint_command_centre/stories/pothole")
    page.get_by_role("button", name="播放这个故事").click()
    expect(page.locator("[data-step]:not([hidden])").nth(3)).to_be_visible()
    shoot(page, "story")
