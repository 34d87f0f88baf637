"""What a file is, told by its first bytes; nobody needs a database for that."""

from __future__ import annotations

import pytest

from jinlin.kernel.cases.actions.files import NewFile, check_file
from jinlin.kernel.cases.media import media_type
from jinlin.kernel.cases.wording import folded
from jinlin.lib.errors import BadInput
from jinlin.lib.tests.test_pictures import HEIC


@pytest.mark.parametrize(
    "text", ["\u3000\u3000尊敬的领导：\r\n路灯不亮。", "\ufeff路灯不亮。", "第一\u2028第二", "\ue863\t某"]
)
def test_a_letter_is_plain_text_whatever_its_blanks(text: str) -> None:
    assert media_type(text.encode()) == "text/plain"


@pytest.mark.parametrize("content", [b"a\x00b", b"a\x1bb", "a\uffff".encode(), b"\xff\xfe"])
def test_control_characters_are_no_plain_text(content: bytes) -> None:
    with pytest.raises(BadInput, match="HEIC"):
        media_type(content)


def test_what_a_telephone_takes_is_kept_as_a_picture_that_every_browser_shows() -> None:
    kept = check_file(NewFile("IMG_0001.HEIC", HEIC))
    assert (kept.name, media_type(kept.content)) == ("IMG_0001.jpg", "image/jpeg")


def test_a_search_looks_past_what_is_invisible() -> None:
    assert folded("南门路\u200b灯杆") == folded("南门路灯杆\ufeff") == "南门路灯杆"
