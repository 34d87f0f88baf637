"""What people do on the screens, as steps that stories put together."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import NamedTuple

from PIL import Image
from playwright.sync_api import Page, expect

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


def report(page: Page, title: str, *, send: str = "提交") -> Receipt:
    """A resident fills in the form, with a photo and a telephone number, and gets a receipt."""
    page.goto(REPORT)
    page.locator("#f-title").fill(title)
    page.locator("#f-details").fill(f"{title}，老人出行不便，请尽快处理。")
    page.locator("#f-area").select_option("990101001002")
    page.locator("#f-reporter-name").fill("示例居民")
    page.locator("#f-reporter-phone").fill("15400000000")
    page.locator("#photos").set_input_files(
        {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": photo()}
    )
    page.get_by_role("button", name=send, exact=True).click()
    asked = page.locator('.near input[value="none"][required]')
    page.locator(".receipt .code").or_(asked).first.wait_for()
    if asked.count():  # whether it is the same as a neighbour's
        asked.check()
        page.get_by_role("button", name=send, exact=True).click()
    expect(page.locator(".receipt .code")).to_be_visible()
    number, code = page.locator(".receipt .big").all_inner_texts()
    return Receipt(number, code)


def act(page: Page, number: str, action: str, **answers: str) -> None:
    """An officer opens the case on the desk, chooses an action, fills in what it asks and confirms it."""
    page.goto(f"/desk/cases/{number}")
    page.locator(f'#actions a[href$="/do/{action}"]').click()
    fill(page, answers)
    page.locator("form.act-form button.btn-primary").click()
    expect(page.locator(f'#actions a[href$="/do/{action}"][aria-busy]')).to_have_count(0)


def fill(page: Page, answers: dict[str, str]) -> None:
    """Answer the fields of a form by their names, whatever they are."""
    for name, value in answers.items():
        page.locator(f'[name="{name}"]').first.wait_for(state="attached")
        choice = page.locator(f'input[type="radio"][name="{name}"][value="{value}"]')
        if choice.count():
            choice.check()
        else:
            page.locator(f"#f-{name}").fill(value)


def state(page: Page, number: str) -> str:
    """The state that the public page of a case shows."""
    page.goto(f"/matters/{number}")
    return page.locator("#now .state").inner_text()
