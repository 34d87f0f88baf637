"""What people do on the screens, as steps that stories put together."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.hands import POINTER, Hand, answer

SCREENS = Path(__file__).parents[2] / "docs" / "screens"
REPORT = "/report/joint_command_centre/report"


class Receipt(NamedTuple):
    """What a resident takes home."""

    number: str
    code: str


def photo() -> bytes:
    """A photo as a telephone takes it, with the position in its EXIF."""
    image, exif = Image.new("RGB", (640, 480), "#8a9a8f"), Image.Exif()
    exif.get_ifd(0x8825)[1] = "N"
    kept = io.BytesIO()
    image.save(kept, "JPEG", exif=exif)
    return kept.getvalue()


def shoot(page: Page, name: str) -> None:
    """Keep the screen for the documentation, where JINLIN_WRITES_SCREENS asks for it."""
    if os.environ.get("JINLIN_WRITES_SCREENS"):
        SCREENS.mkdir(exist_ok=True)
        page.wait_for_load_state("networkidle")
        page.screenshot(path=SCREENS / f"{name}.jpg", type="jpeg", quality=82)


def report(page: Page, title: str, hand: Hand = POINTER) -> Receipt:
    """A resident fills in the form, with a photo and a telephone number, and gets a receipt."""
    page.goto(REPORT)
    answers = {
        "title": title,
        "details": f"{title}，老人出行不便，请尽快处理。",
        "area": "990101001002",
        "reporter.name": "示例居民",
        "reporter.phone": "15400000000",
    }
    fill(page, answers, hand)
    taken = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    hand.attach(page.locator("#photos"), taken)  # type: ignore[arg-type] # a TypedDict of Playwright's own
    hand.press(page.locator("#say [data-send]"))
    asked = page.locator('.near input[value="none"][required]')
    page.locator(".receipt .code").or_(asked).first.wait_for()
    if asked.count():  # whether it is the same as a neighbour's
        hand.tick(asked)
        hand.press(page.locator("#say [data-send]"))
    expect(page.locator(".receipt .code")).to_be_visible()
    number, code = page.locator(".receipt .big").all_inner_texts()
    return Receipt(number, code)


def act(page: Page, number: str, action: str, answers: Mapping[str, str], hand: Hand = POINTER) -> None:
    """An officer opens the case on the desk, chooses an action, fills in what it asks and confirms it."""
    page.goto(f"/desk/cases/{number}")
    hand.press(page.locator(f'#actions a[href$="/do/{action}"]'))
    fill(page, answers, hand)
    hand.press(page.locator("form.act-form button.btn-primary"))
    expect(page.locator("form.act-form")).to_have_count(0)


def rate(page: Page, number: str, hand: Hand = POINTER) -> None:
    """The resident says what came of it."""
    page.goto(f"/matters/{number}")
    hand.press(page.locator(f'a[href$="/{number}/do/rate"]'))
    fill(page, {"rating": "satisfied"}, hand)
    hand.press(page.locator('form[action$="/do/rate"] [data-send]'))
    expect(page.locator(".alert-success")).to_be_visible()


def fill(page: Page, answers: Mapping[str, str], hand: Hand = POINTER) -> None:
    """Answer the fields of a form by their names, whatever they are."""
    for name, value in answers.items():
        answer(hand, page.locator(f'[name="{name}"]'), value)


def state(page: Page, number: str) -> str:
    """The state that the public page of a case shows."""
    page.goto(f"/matters/{number}")
    return page.locator("#now .state").inner_text()
