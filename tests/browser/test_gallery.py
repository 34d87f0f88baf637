"""The gallery in a browser: a visitor lets a mechanism play, and watches the case change."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import NewPage

STORY = "/mechanisms/joint_command_centre/stories/pothole"


def test_a_played_story_lights_the_state_in_which_the_case_stands(new_page: NewPage) -> None:
    page = new_page()
    page.goto(STORY)
    page.get_by_role("button", name="播放这个故事").click()
    page.get_by_role("button", name="全部显示").click()
    expect(page.locator(".node-lit").first).to_be_visible()
    expect(page.locator("[data-step]:not([hidden])")).to_have_count(page.locator("[data-step]").count())


def test_a_refusal_is_shown_with_its_sentence(new_page: NewPage) -> None:
    page = new_page(english=True)
    page.goto(STORY)
    page.get_by_role("button", name="Play this story").click()
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".refusal").first).to_contain_text("A unit cannot assist itself")


def test_a_story_goes_step_by_step_from_the_keyboard(new_page: NewPage) -> None:
    page = new_page()
    page.goto(STORY)
    page.get_by_role("button", name="播放这个故事").focus()
    page.keyboard.press("Enter")
    following = page.get_by_role("button", name="下一步")
    following.focus()
    page.keyboard.press("Enter")
    shown = page.locator("[data-step]:not([hidden])").count()
    page.keyboard.press("Enter")
    expect(page.locator("[data-step]:not([hidden])")).to_have_count(shown + 1)
