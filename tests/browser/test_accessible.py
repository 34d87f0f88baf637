"""WCAG 2.2 AA, as far as a program can tell: axe finds nothing on any page, in light and in dark."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import PHONE, NewPage

AXE = Path(__file__).parents[2] / "frontend" / "node_modules" / "axe-core" / "axe.min.js"
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PACK = "/mechanisms/joint_command_centre/"
PAGES = [
    ("", "/"),
    ("", "/mechanisms/"),
    ("", PACK),
    ("", f"{PACK}stories/pothole"),
    ("", "/account/login/"),
    ("", "/no/such/page"),
    ("", "/report/"),
    ("", "/report/joint_command_centre/report"),
    ("", "/report/five_mediations/mediation"),
    ("", "/report/investigation_order/order"),
    ("", "/follow"),
    ("", "/shares/"),
    ("zhuren", "/board/"),
    ("zhuren", "/desk/"),
    ("zhuren", "/desk/watching"),
    ("zhuren", "/desk/search?q=路"),
    ("zhuren", "/desk/cards"),
    ("huifang", "/desk/call-backs"),
    ("zhuren", "/desk/requests"),
    ("zhuren", "/account/"),
    ("zhuren", "/account/2fa/"),
    ("zhuren", "/account/2fa/webauthn/"),
    ("zhuren", "/account/2fa/totp/activate/"),
    ("zhuren", "/account/sessions/"),
    ("guanli", "/administration/"),
    ("guanli", "/administration/areas"),
    ("guanli", "/administration/organisations/DEMO-CENTRE"),
    ("guanli", "/administration/people/paidan"),
    ("guanli", "/administration/rows/offices"),
    ("guanli", "/administration/load/areas"),
    ("guanli", "/administration/registers/joint_command_centre/categories"),
    ("guanli", "/administration/tables/joint_command_centre/limits"),
    ("guanli", "/administration/calendar"),
]


def findings(page: Page) -> list[str]:
    """What axe finds: rule, how grave, and where."""
    page.evaluate(AXE.read_text())  # not as a script of the page: its policy would refuse it
    result: dict[str, Any] = page.evaluate("rules => axe.run({runOnly: {type: 'tag', values: rules}})", RULES)
    return [
        f"{one['id']} ({one['impact']}): {node['target']} {node['failureSummary']}"
        for one in result["violations"]
        for node in one["nodes"]
    ]


@pytest.mark.parametrize(("user", "path"), PAGES)
def test_axe_finds_nothing(new_page: NewPage, user: str, path: str) -> None:
    page = new_page(user)
    page.goto(path)
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        assert findings(page) == [], f"{path} {scheme}"


@pytest.mark.parametrize(("user", "path"), PAGES)
def test_nothing_scrolls_a_phone_sideways(new_page: NewPage, user: str, path: str) -> None:
    page = new_page(user, size=PHONE)
    page.goto(path)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
