"""A running demo, and a browser that looks at it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.chromium import SWITCHES, chromium
from tests.house import House, a_house
from tests.lived_in import copied

PATIENCE = 20_000  # ms that a page may take on a busy machine
DESKTOP = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}
HOST = "127.0.0.1"
NONE_TO_BE_HAD = "no Chromium on this machine and none could be installed: browser tests are left out"

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """A demo that all browser tests of this process share."""
    with copied(tmp_path_factory) as data, a_house(data) as running:
        yield running


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Chromium. Where JINLIN_NEEDS_BROWSER is set, as in CI, it must be there.

    For one file: Playwright keeps an event loop running, beside which Django refuses the database.
    """
    program = chromium()
    if program is None:
        if os.environ.get("JINLIN_NEEDS_BROWSER"):
            pytest.fail(NONE_TO_BE_HAD)
        pytest.skip(NONE_TO_BE_HAD)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(SWITCHES))
        yield started
        started.close()


def sign_in(page: Page, user: str) -> None:
    """The way in that a demo has without a password, also for those whom its first page does not list."""
    page.goto("/")
    token = page.locator('input[name="csrfmiddlewaretoken"]').first.input_value()
    form: dict[str, str | float | bool] = {"csrfmiddlewaretoken": token, "username": user}
    assert page.request.post("/account/demo", form=form, headers={"Referer": page.url}).ok


def speak(page: Page, language: str) -> None:
    """The page's reader reads Chinese (`zh`) or English (`en`)."""
    page.context.add_cookies([{"name": "jinlin_language", "value": language, "domain": HOST, "path": "/"}])


@contextmanager
def pages(house: House, browser: Browser) -> Iterator[NewPage]:
    """A function that opens a page for somebody: `user` of the demo, or a resident without an account.

    What a page complains of on its console fails the test: a blocked script or style, a missing file.
    """
    contexts: list[BrowserContext] = []
    complaints: list[str] = []
    address = f"http://{HOST}:{house.port}"

    def open_page(
        user: str = "", *, size: dict[str, int] = DESKTOP, english: bool = False, dark: bool = False
    ) -> Page:
        context = browser.new_context(
            base_url=address,
            viewport=size,  # type: ignore[arg-type] # a TypedDict of Playwright's own
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        page = context.new_page()
        speak(page, "en" if english else "zh")
        page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        if user:
            sign_in(page, user)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert [one for one in complaints if "Failed to load resource" not in one or "500" in one] == []


@pytest.fixture
def new_page(house: House, browser: Browser) -> Iterator[NewPage]:
    """Pages for one test."""
    with pages(house, browser) as opened:
        yield opened


@pytest.fixture(scope="module")
def new_page_for_the_file(house: House, browser: Browser) -> Iterator[NewPage]:
    """Pages that the tests of one file share."""
    with pages(house, browser) as opened:
        yield opened
