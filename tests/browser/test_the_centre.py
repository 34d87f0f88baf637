"""The centre: its wall, an emergency that rings, and one's place in a list."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import NewPage

WALLS = [{"width": 1920, "height": 1080}, {"width": 2560, "height": 1440}]
REFRESH = 21_000  # ms: the figures are read anew each 20 seconds
ROUND = 5_000  # ms: it rings each four
SILENT = """
window.tones = 0;
window.AudioContext = class {
  state = "running"; currentTime = 0; destination = {};
  resume() { return Promise.resolve(); }
  createOscillator() {
    window.tones += 1;
    return { frequency: {}, connect: (one) => one, start() {}, stop() {} };
  }
  createGain() {
    return { gain: { setValueAtTime() {}, exponentialRampToValueAtTime() {} }, connect: (one) => one };
  }
};
"""
STICKS_OUT = """() => [...document.querySelectorAll("main *")].filter((one) => {
  const box = one.getBoundingClientRect();
  const isOut = box.right > innerWidth + 1 || box.bottom > innerHeight + 1
    || (one.matches("section") && one.scrollHeight > one.clientHeight + 1);
  return box.width && isOut && !one.closest(".map, .chart");
}).map((one) => one.outerHTML.slice(0, 80))"""


def report(page: Page, title: str) -> str:
    """The number of a matter that somebody sends."""
    answers = {"title": title, "details": "三号楼五层。", "area": "990101001002"}
    sent = {"type": "joint_command_centre/report", "answers": answers}
    return str(page.request.post("/api/v1/cases", data=sent).json()["number"])


@pytest.mark.parametrize("size", WALLS, ids=["1920", "2560"])
def test_the_wall_shows_everything_without_scrolling_and_keeps_it_when_read_anew(
    new_page: NewPage, size: dict[str, int]
) -> None:
    page = new_page("zhuren", size=size)
    page.clock.install()
    page.goto("/board/?wall")
    expect(page.locator(".wall-trend svg path").first).to_be_attached()
    page.locator(".wall-map canvas").wait_for()
    for _ in range(2):
        assert page.evaluate(STICKS_OUT) == []
        assert page.evaluate("document.documentElement.scrollHeight <= innerHeight")
        with page.expect_response(re.compile(r"/board/\?wall")):
            page.clock.fast_forward(REFRESH)
        expect(page.locator(".wall-trend svg path").first).to_be_attached()
    letters = page.evaluate("parseFloat(getComputedStyle(document.querySelector('.wall-units td')).fontSize)")
    assert letters >= size["height"] / 60
    whole, seen = (page.locator(one).bounding_box() for one in (".wall-map", ".wall-map .map"))
    assert whole
    assert seen
    assert seen["y"] + seen["height"] <= whole["y"] + whole["height"]


def test_an_emergency_rings_without_reloading_until_somebody_has_it(new_page: NewPage) -> None:
    page, other = new_page("paidan"), new_page("shouli")
    for one in (page, other):
        one.add_init_script(SILENT)
        one.clock.install()
        one.goto("/desk/search")
    number = report(page, "电梯困人")
    for one in (page, other):
        one.clock.fast_forward(16_000)
        expect(one.locator(f"#ring-{number}")).to_be_visible()
        expect(one).to_have_title(re.compile("^【紧急】"))
        one.clock.fast_forward(ROUND)
        assert one.evaluate("window.tones") > 0
    page.locator(f"#ring-{number} button").click()
    expect(page).to_have_url(re.compile(f"/desk/cases/{number}$"))
    other.clock.fast_forward(16_000)
    expect(other.locator(f"#ring-{number}")).to_have_count(0)


def test_the_sound_can_be_switched_off_and_stays_so_and_the_sight_of_it_cannot(new_page: NewPage) -> None:
    page = new_page("zhuren")
    page.add_init_script(SILENT)
    page.clock.install()
    number = report(page, "有人落水")
    page.goto("/desk/")
    page.locator("[data-switch-sound]").click()
    expect(page.locator("[data-switch-sound]")).to_have_text("铃声：关")
    page.reload()
    expect(page.locator(f"#ring-{number}")).to_be_visible()
    page.clock.fast_forward(ROUND)
    assert page.evaluate("window.tones") == 0
    expect(page.locator("[data-switch-sound]")).to_have_text("铃声：关")


def test_one_comes_back_to_the_same_list_at_the_same_row(new_page: NewPage) -> None:
    page = new_page("zhuren")
    page.goto("/desk/watching?card=1")
    link = page.locator("#rows [data-item] th a").last
    address = link.get_attribute("href") or ""
    link.click()
    expect(page.locator("[data-back]")).to_be_visible()
    page.keyboard.press("u")
    expect(page).to_have_url(re.compile(r"/desk/watching\?card=1$"))
    expect(page.locator(f'#rows a[href="{address}"]')).to_be_focused()
