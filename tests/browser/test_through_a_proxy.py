"""A real installation behind nginx and TLS, in a real browser: signing in, reporting, following, leaving."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from playwright.sync_api import Browser, Page

from jinlin.project.bundled import bundled_url
from tests import deployed
from tests.browser.conftest import DESKTOP, PATIENCE
from tests.browser.people import report
from tests.house import a_house, free_port
from tests.reverse_proxies import NAME, running


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    """Where people open it."""
    with (
        TemporaryDirectory(prefix="jinlin-test-") as folder,
        TemporaryDirectory(prefix="jinlin-test-") as site,
    ):
        data, port = Path(folder) / "data", free_port()
        with a_house(data, "--no-demo", **deployed.OWN) as house:
            url = bundled_url(data / "pg") or ""
            deployed.let_people_in(data, {**deployed.OWN, "DATABASE_URL": url})
            with running("nginx", Path(site), port, house.port):
                yield f"https://{NAME}:{port}"


@pytest.fixture
def page(origin: str, browser: Browser) -> Iterator[Page]:
    """A browser that believes the test's own certificate."""
    context = browser.new_context(base_url=origin, viewport=DESKTOP, ignore_https_errors=True)  # type: ignore[arg-type] # a TypedDict of Playwright's own
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


def test_an_officer_signs_in(page: Page) -> None:
    page.goto("/account/login/")
    page.fill('input[name="login"]', deployed.USERNAME)
    page.fill('input[name="password"]', deployed.PASSWORD)
    page.press('input[name="password"]', "Enter")
    page.wait_for_url("**/")
    page.goto("/account/")
    assert "示例甲" in page.inner_text("main")


def test_a_resident_reports_follows_and_leaves(page: Page) -> None:
    number, code = report(page, "楼前路面塌陷")
    page.context.clear_cookies()
    page.goto("/follow")
    page.fill('[name="code"]', code)
    page.press('[name="code"]', "Enter")
    page.wait_for_url(f"**/matters/{number}")
    page.click(f'form[action="/matters/{number}/forget"] button')
    page.wait_for_url("**/follow")
    page.goto(f"/matters/{number}")
    assert "您的事项" not in page.inner_text("main")
