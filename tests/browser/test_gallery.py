"""The gallery in a browser: a visitor lets every mechanism play, and watches the case change."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from jinlin.packkit.compile import draft
from jinlin.packkit.folders import pack_folders
from tests.browser.conftest import NewPage

STORY = "/mechanisms/joint_command_centre/stories/pothole"
FIRST = {
    folder.name: telling.stories[0].id for folder in pack_folders() if (telling := draft(folder).telling)
}
SHOWN = "[data-step]:not([hidden])"


@pytest.fixture(scope="module")
def visitor(new_page_for_the_file: NewPage) -> Page:
    """One page for all stories."""
    return new_page_for_the_file()


@pytest.mark.parametrize("pack", FIRST)
def test_a_story_goes_step_by_step_and_its_state_is_lit(visitor: Page, pack: str) -> None:
    visitor.goto(f"/mechanisms/{pack}/")
    visitor.locator(f'form[action$="/stories/{FIRST[pack]}/play"] button').click()
    following = visitor.locator('[data-do="next"]')
    following.click()  # it stops playing by itself
    steps = visitor.locator("[data-step]").count()
    assert steps >= 3
    for n in range(visitor.locator(SHOWN).count(), steps + 1):
        expect(visitor.locator(SHOWN)).to_have_count(n)
        step = visitor.locator(SHOWN).last
        if of := step.get_attribute("data-type"):  # not where a case was refused at the door
            lit = visitor.locator(f'[data-type="{of}"] .node-lit')
            assert lit.get_attribute("data-state") == step.get_attribute("data-state")
        following.click()
    assert visitor.locator(SHOWN).count() == steps


def test_a_refusal_is_shown_with_its_sentence(new_page: NewPage) -> None:
    page = new_page(english=True)
    page.goto(STORY)
    page.get_by_role("button", name="Play this story").click()
    page.get_by_role("button", name="Show all").click()
    expect(page.locator(".refusal").first).to_contain_text("A unit cannot assist itself")


def test_a_story_goes_step_by_step_from_the_keyboard(visitor: Page) -> None:
    visitor.goto(STORY)
    visitor.get_by_role("button", name="播放这个故事").focus()
    visitor.keyboard.press("Enter")
    following = visitor.get_by_role("button", name="下一步")
    following.focus()
    visitor.keyboard.press("Enter")
    shown = visitor.locator(SHOWN).count()
    visitor.keyboard.press("Enter")
    expect(visitor.locator(SHOWN)).to_have_count(shown + 1)
