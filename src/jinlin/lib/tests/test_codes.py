from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.lib.codes import ALPHABET, grouped, read_code
from jinlin.lib.errors import BadInput

CODE = "7KQ4M-XR9AT-3HWCP"


@pytest.mark.parametrize(
    "typed",
    [
        "7KQ4MXR9AT3HWCP",
        "7kq4m-xr9at-3hwcp",
        " 7KQ4M XR9AT 3HWCP ",
        "７ＫＱ４Ｍ－ＸＲ９ＡＴ－３ＨＷＣＰ",
        "7KQ4M\u2013XR9AT\u20143HWCP",
        "7KQ4M\u200b-XR9AT-3HWCP\u202c",
        "7KQ4 MXR9 AT3H WCP",
        "7KQ4M.XR9AT.3HWCP。",
    ],
)
def test_a_code_is_read_however_it_was_typed(typed: str) -> None:
    assert read_code(typed, 3, 5) == CODE


def test_a_letter_that_is_in_no_code_is_read_as_the_one_it_is_taken_for() -> None:
    assert read_code("ZSBU2-22222-22222", 3, 5) == "258V2-22222-22222"


@pytest.mark.parametrize(
    "typed", ["", "7KQ4M", CODE + "7", "0KQ4M-XR9AT-3HWCP", "IKQ4M-XR9AT-3HWCP", "7" * 90, "路灯"]
)
def test_what_is_no_code_says_what_codes_look_like(typed: str) -> None:
    with pytest.raises(BadInput, match="7KQ4M-XR9AT-3HWCP"):
        read_code(typed, 3, 5)


@given(st.text(ALPHABET, min_size=12, max_size=12))
def test_every_code_is_read_back_as_it_was_given(letters: str) -> None:
    assert read_code(grouped(letters, 4), 3, 4) == read_code(letters.lower(), 3, 4) == grouped(letters, 4)
