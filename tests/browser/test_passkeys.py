"""A passkey from beginning to end: added, used to sign in, removed, seen in the history of the account."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.axe import findings
from tests.browser.conftest import PATIENCE
from tests.house import House

KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def page(house: House, browser: Browser) -> Iterator[Page]:
    """A page at localhost, since an address of digits has no passkeys, with an authenticator of its own."""
    context = browser.new_context(base_url=f"http://localhost:{house.port}")
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    wire = context.new_cdp_session(page)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield page
    context.close()


def test_a_passkey_signs_in_without_name_and_password_and_is_removed(page: Page) -> None:
    page.goto("/")
    page.click('button[name="username"][value="huifang"]')
    page.goto("/account/2fa/webauthn/add/")
    page.get_by_role("checkbox").check()
    page.click("#mfa_webauthn_add")
    expect(page.locator("h1")).to_contain_text("确认访问")  # before it shows recovery codes
    page.goto("/account/2fa/webauthn/")
    expect(page.get_by_text("尚未使用")).to_be_visible()
    page.goto("/account/logout/")
    page.locator("main form button").click()
    expect(page.get_by_role("link", name="工作人员登录")).to_be_visible()

    page.goto("/account/login/")
    page.click("#passkey_login")
    expect(page.get_by_role("button", name="退出")).to_be_visible()
    page.goto("/account/2fa/webauthn/")
    assert findings(page) == []
    page.get_by_role("link", name="移除").click()
    expect(page.locator("h1")).to_contain_text("确认访问")
    assert findings(page) == []
    page.get_by_role("link", name="使用安全密钥").click()
    assert findings(page) == []
    page.locator("main form button").click()
    expect(page.locator("h1")).to_contain_text("移除")
    assert findings(page) == []
    page.locator("main form button").click()
    expect(page.get_by_text("还没有通行密钥")).to_be_visible()
    page.goto("/account/")
    expect(page.locator("h1")).to_contain_text("huifang")
    expect(page.locator("section", has_text="登录记录")).to_contain_text("移除登录方式")
    expect(page.locator("section", has_text="登录记录")).to_contain_text("通行密钥")
