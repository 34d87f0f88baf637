"""One report through everybody's screens: the resident, the centre, the unit, the call-back, the rating."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESKTOP, PHONE, NewPage, speak
from tests.browser.hands import KEYBOARD, POINTER, Hand
from tests.browser.people import Receipt, act, rate, report, shoot, state

TITLE = "楼前路面塌陷"
HANDLED: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("shouli", "accept", {"category": "0301"}),
    ("paidan", "assign", {}),
    ("chengguan", "resolve", {"result": "已派人修复，路面恢复通行。"}),
    ("shouli", "verify", {"how_verified": "网格员现场查看，已修复"}),
)
CALLED_BACK: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("huifang", "call_back", {"satisfaction": "satisfied", "solved": "true"}),
    ("huifang", "close", {}),
)


class Way(NamedTuple):
    """How everybody in a story sees the screens and works them."""

    title: str
    closed: str = "办结"
    size: dict[str, int] = DESKTOP
    language: str = "zh"
    hand: Hand = POINTER


DESK = Way(TITLE)
PHONES = Way("学校门口路面塌陷", size=PHONE)
ENGLISH = Way("Road surface has sunk", closed="Closed", language="en")
KEYS = Way("东桥桥头路面破损", hand=KEYBOARD)

Everybody = Callable[[str, Way], Page]


@pytest.fixture(scope="module")
def everybody(new_page_for_the_file: NewPage) -> Everybody:
    """One page for each person, who looks at it in one way, then in another; nobody's is the resident's."""
    page_of = cache(new_page_for_the_file)

    def seen(user: str, way: Way) -> Page:
        page: Page = page_of(user)
        page.set_viewport_size(way.size)  # type: ignore[arg-type] # a TypedDict of Playwright's own
        speak(page, way.language)
        return page

    return seen


def handle(everybody: Everybody, way: Way) -> Receipt:
    """From the resident's report to the call-back."""
    receipt = report(everybody("", way), way.title, way.hand)
    for user, action, answers in HANDLED:
        act(everybody(user, way), receipt.number, action, answers, way.hand)
    return receipt


def finish(everybody: Everybody, way: Way, receipt: Receipt) -> None:
    """The call-back, and what the resident then says."""
    for user, action, answers in CALLED_BACK:
        act(everybody(user, way), receipt.number, action, answers, way.hand)
    resident = everybody("", way)
    assert state(resident, receipt.number) == way.closed
    rate(resident, receipt.number, way.hand)


@pytest.fixture(scope="module")
def receipt(everybody: Everybody) -> Receipt:
    """Of a report that is being called back."""
    return handle(everybody, DESK)


def test_the_photo_that_the_unit_sees_tells_no_position(everybody: Everybody, receipt: Receipt) -> None:
    unit = everybody("chengguan", DESK)
    unit.goto(f"/desk/cases/{receipt.number}")
    picture = unit.locator('[src*="/files/1"], [href*="/files/1"]').first
    kept = unit.request.get(str(picture.get_attribute("src") or picture.get_attribute("href")))
    assert kept.ok
    assert b"Exif" not in kept.body()


def test_a_stranger_with_the_number_alone_sees_no_more_than_what_is_public(
    new_page: NewPage, receipt: Receipt
) -> None:
    stranger = new_page()
    stranger.goto(f"/matters/{receipt.number}")
    for secret in ("示例居民", "15400000000", "老人出行不便"):
        expect(stranger.locator("main")).not_to_contain_text(secret)


def test_the_tracking_code_opens_the_case_on_another_machine(new_page: NewPage, receipt: Receipt) -> None:
    elsewhere = new_page(size=PHONE)
    elsewhere.goto("/follow")
    elsewhere.locator("#code").fill(receipt.code)
    elsewhere.get_by_role("button", name="查看").click()
    expect(elsewhere.locator("main")).to_contain_text(TITLE)
    shoot(elsewhere, "matter-phone")
    elsewhere.goto(f"/receipt/{receipt.number}")
    expect(elsewhere.locator(".receipt")).to_contain_text(receipt.number)
    shoot(elsewhere, "receipt-phone")


def test_what_was_reported_is_called_back_closed_and_rated(everybody: Everybody, receipt: Receipt) -> None:
    finish(everybody, DESK, receipt)


@pytest.mark.parametrize(
    "way", [PHONES, ENGLISH, KEYS], ids=["on a phone", "in English", "with the keyboard"]
)
def test_the_whole_story_goes(everybody: Everybody, way: Way) -> None:
    finish(everybody, way, handle(everybody, way))
