"""WCAG 2.2 AA, as far as a program can tell: axe finds nothing on any page, in light and on a dark phone."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import pytest
from django.urls import resolve
from playwright.sync_api import Page

from jinlin.lib import clock
from tests.addresses.table import EXPECTED
from tests.browser.axe import findings
from tests.browser.conftest import DESKTOP, PHONE, NewPage
from tests.browser.people import report

PACK = "/mechanisms/joint_command_centre/"
NUMBER = "SQ2026-000001"  # where a page is told by a case's number, that of the report of this file
CASE = f"/desk/cases/{NUMBER}"
PAYOUT = f"/desk/payouts/AK{clock.today().year}-0001"
PAYOUT_PAGES = (
    "",
    "/claims",
    "/claims/3",
    "/find",
    "/exceptions",
    "/plans/2",
    "/plans/1/2",
    "/bank",
    "/shares",
)


class Look(NamedTuple):
    """A page: who looks at it, where it is, and what is pressed once it is there."""

    user: str
    path: str
    press: str = ""


PAGES = [
    Look("", "/"),
    Look("", "/mechanisms/"),
    Look("", PACK),
    Look("", f"{PACK}stories/pothole"),
    Look("", f"{PACK}stories/pothole", "main form .btn-primary"),
    Look("", "/account/login/"),
    Look("", "/account/inactive/"),
    Look("", "/account/oidc/cancelled/"),
    Look("", "/no/such/page"),
    Look("", "/d/"),
    Look("", "/d/AAAA-AAAA-AAAA"),
    Look("", "/report/"),
    Look("", "/report/joint_command_centre/report"),
    Look("", "/report/joint_command_centre/report", "#say [data-send]"),
    Look("", "/report/five_mediations/mediation"),
    Look("", "/report/investigation_order/order"),
    Look("", "/report/reward_notice/notice"),
    Look("", "/follow"),
    Look("", "/shares/"),
    Look("", f"/receipt/{NUMBER}"),
    Look("", f"/matters/{NUMBER}"),
    Look("", f"/matters/{NUMBER}", 'a[href$="/do/add"]'),
    Look("", f"/matters/{NUMBER}/do/withdraw"),
    Look("zhuren", "/board/"),
    Look("zhuren", "/board/?wall"),
    Look("zhuren", "/desk/"),
    Look("zhuren", "/desk/urgent"),
    Look("zhuren", "/desk/watching"),
    Look("zhuren", "/desk/watching", "[data-opens='shortcuts']"),
    Look("zhuren", "/desk/search?q=路"),
    Look("zhuren", "/desk/cards"),
    Look("zhuren", "/desk/requests"),
    Look("zhuren", "/desk/queues/DEMO-CENTRE"),
    Look("huifang", "/desk/call-backs"),
    Look("faguan", "/desk/payouts/"),
    *(Look("heduiyuan", f"{PAYOUT}{path}") for path in PAYOUT_PAGES),
    Look("shujiyuan", f"{PAYOUT}/bring/claims"),
    Look("chuna", f"{PAYOUT}/bring/answers"),
    Look("shouli", CASE),
    Look("shouli", CASE, '#actions a[href$="/do/accept"]'),
    Look("shouli", f"{CASE}/do/turn_away"),
    Look("shouli", f"{CASE}/reveal/reporter"),
    Look("zhuren", "/account/"),
    Look("zhuren", "/account/2fa/"),
    Look("zhuren", "/account/2fa/webauthn/"),
    Look("zhuren", "/account/2fa/webauthn/add/"),
    Look("zhuren", "/account/2fa/totp/activate/"),
    Look("zhuren", "/account/2fa/recovery-codes/generate/"),
    Look("zhuren", "/account/sessions/"),
    Look("zhuren", "/account/logout/"),
    Look("guanli", "/administration/"),
    Look("guanli", "/administration/areas"),
    Look("guanli", "/administration/shifts"),
    Look("guanli", "/administration/rows/shifts"),
    Look("guanli", "/administration/grid"),
    Look("guanli", "/administration/organisations"),
    Look("guanli", "/administration/organisations/DEMO-CENTRE"),
    Look("guanli", "/administration/people"),
    Look("guanli", "/administration/people/paidan"),
    Look("guanli", "/administration/rows/offices"),
    Look("guanli", "/administration/load/areas"),
    Look("guanli", "/administration/registers"),
    Look("guanli", "/administration/registers/joint_command_centre/categories"),
    Look("guanli", "/administration/tables"),
    Look("guanli", "/administration/tables/joint_command_centre/limits"),
    Look("guanli", "/administration/calendar"),
]
NO_PAGES = {  # pieces of a page, and what is for programs
    "mechanisms/<slug:name>/proofs",
    "health",
    "map/areas.geojson",
    "board/cases.geojson",
    "desk/ringing",
    "administration/registers/<slug:pack>/<slug:register>/csv",
}

Everybody = Callable[[str], Page]


@pytest.fixture(scope="module")
def everybody(new_page_for_the_file: NewPage) -> Everybody:
    """One page for each person; nobody's is that of a resident, who has reported something."""
    return cache(new_page_for_the_file)


@pytest.fixture(scope="module")
def number(everybody: Everybody) -> str:
    """Of the resident's report."""
    return report(everybody(""), "村口路牌被撞歪").number


def test_every_kind_of_page_is_looked_at() -> None:
    lines = (one.split("  ") for one in EXPECTED.read_text().splitlines())
    answering = {route.removeprefix("/") for route, answer, _ in lines if answer == "200"}
    seen = {resolve(one.path.partition("?")[0]).route for one in PAGES if not one.path.startswith("/no/")}
    assert answering - NO_PAGES - seen == set()


@pytest.mark.parametrize("look", PAGES, ids=lambda look: "".join(look))
def test_axe_finds_nothing(everybody: Everybody, number: str, look: Look) -> None:
    page = everybody(look.user)
    page.set_viewport_size(DESKTOP)  # type: ignore[arg-type] # a TypedDict of Playwright's own
    page.emulate_media(color_scheme="light")
    page.goto(look.path.replace(NUMBER, number))
    if look.press:
        page.locator(look.press).first.click()
        page.wait_for_load_state("networkidle")
    assert findings(page) == []
    page.set_viewport_size(PHONE)  # type: ignore[arg-type] # the same
    page.emulate_media(color_scheme="dark")
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
