"""One report through everybody's screens: the resident, the centre, the unit, the call-back, the rating."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewPage
from tests.browser.people import Receipt, act, fill, report, shoot, state

TITLE = "楼前路面塌陷"


@pytest.fixture(scope="module")
def handled(new_page_for_the_file: NewPage) -> tuple[Page, Receipt]:
    """A resident's page and receipt of a report that is being called back."""
    new_page = new_page_for_the_file
    resident = new_page()
    receipt = report(resident, TITLE)
    for user, action, answers in (
        ("shouli", "accept", {}),
        ("paidan", "assign", {}),
        ("chengguan", "resolve", {"result": "已派人修复，路面恢复通行。"}),
        ("shouli", "verify", {"how_verified": "网格员现场查看，已修复"}),
    ):
        act(new_page(user), receipt.number, action, **answers)
    return resident, receipt


def test_the_photo_that_the_unit_sees_tells_no_position(
    new_page: NewPage, handled: tuple[Page, Receipt]
) -> None:
    resident, receipt = handled
    kept = resident.request.get(f"/matters/{receipt.number}/files/1")
    assert kept.ok
    assert b"Exif" not in kept.body()


def test_a_stranger_with_the_number_alone_sees_no_more_than_what_is_public(
    new_page: NewPage, handled: tuple[Page, Receipt]
) -> None:
    _, receipt = handled
    stranger = new_page()
    stranger.goto(f"/matters/{receipt.number}")
    for secret in ("示例居民", "15400000000", "老人出行不便"):
        expect(stranger.locator("main")).not_to_contain_text(secret)


def test_the_tracking_code_opens_the_case_on_another_machine(
    new_page: NewPage, handled: tuple[Page, Receipt]
) -> None:
    _, receipt = handled
    elsewhere = new_page(size=PHONE)
    elsewhere.goto("/follow")
    elsewhere.locator("#code").fill(receipt.code)
    elsewhere.get_by_role("button", name="查看").click()
    expect(elsewhere.locator("main")).to_contain_text(TITLE)
    shoot(elsewhere, "matter-phone")


def test_what_was_reported_is_called_back_closed_and_rated(
    new_page: NewPage, handled: tuple[Page, Receipt]
) -> None:
    resident, receipt = handled
    caller = new_page("huifang")
    act(caller, receipt.number, "call_back", satisfaction="satisfied", solved="true")
    act(caller, receipt.number, "close")
    assert state(resident, receipt.number) == "办结"
    resident.locator(f'a[href$="/{receipt.number}/do/rate"]').click()
    fill(resident, {"rating": "satisfied"})
    resident.locator("form [data-send]").last.click()
    expect(resident.locator("main")).to_contain_text("评价")


def test_a_report_is_sent_from_a_phone(new_page: NewPage) -> None:
    page = new_page(size=PHONE)
    page.goto("/report/")
    shoot(page, "report-phone")
    receipt = report(page, "文昌社区停水")
    assert receipt.number
    assert receipt.code
    shoot(page, "receipt-phone")


def test_a_report_is_sent_in_english(new_page: NewPage) -> None:
    page = new_page(english=True)
    receipt = report(page, "Road surface has sunk", send="Send")
    expect(page.locator("main")).to_contain_text("What comes next")
    assert state(page, receipt.number) == "Received"


def test_a_report_is_sent_and_dispatched_with_the_keyboard_alone(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/report/joint_command_centre/report")
    page.locator("#f-title").focus()
    page.keyboard.type("东桥桥头护栏被撞坏")
    page.keyboard.press("Tab")
    page.keyboard.type("护栏断了约四米，下面就是河。")
    page.locator("#f-area").focus()
    page.keyboard.type("文昌")
    page.locator("[data-send]").last.focus()
    page.keyboard.press("Enter")
    number = page.locator(".receipt .big").first.inner_text()
    clerk = new_page("shouli")
    clerk.goto(f"/desk/cases/{number}")
    clerk.keyboard.press("a")
    expect(clerk.locator("form.act-form")).to_be_visible()
    clerk.locator("form.act-form button.btn-primary").focus()
    clerk.keyboard.press("Enter")
    expect(clerk.locator("main")).to_contain_text("待派单")
