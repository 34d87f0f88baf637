from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.lib.errors import BadInput
from jinlin.lib.text import (
    _PERHAPS_MARKS,
    clean,
    mask_id,
    mask_name,
    mask_phone,
    mask_text,
    narrow,
    quote,
    trimmed,
    visible,
)


def is_noncharacter(one: str) -> bool:
    return ord(one) & 0xFFFE == 0xFFFE or 0xFDD0 <= ord(one) <= 0xFDEF


plain = st.text(
    st.characters(exclude_categories=["Cc", "Cs"]).filter(lambda one: not is_noncharacter(one)), max_size=50
)


@given(plain)
def test_ordinary_text_stays_as_it_is_but_for_nfc_and_what_is_invisible_at_its_ends(text: str) -> None:
    cleaned = clean(text, 200)
    assert cleaned == trimmed(unicodedata.normalize("NFC", text))
    assert clean(cleaned, 200) == cleaned


def test_tabs_and_line_feeds_stay_and_every_line_break_is_a_line_feed() -> None:
    assert clean("一\t二\n三\r\n四\r五", 20) == "一\t二\n三\n四\n五"


def test_markup_and_quotes_are_data() -> None:
    hostile = "<script>alert('x')</script>'; DROP TABLE case_case; -- {{7*7}} ${x}"
    assert clean(hostile, 200) == hostile


@pytest.mark.parametrize(
    "bad", ["\x00", "\x07", "\x0b", "\x1b", "\x7f", "\x85", "\ud800", "\uffff", "\ufdd0", "\U0010fffe"]
)
def test_control_characters_and_half_characters_are_refused_with_their_place(bad: str) -> None:
    with pytest.raises(BadInput) as error:
        clean(f"ab{bad}c", 20)
    assert f"Character 3 (U+{ord(bad):04X})" in error.value.say.en
    error.value.say.zh.encode()


@given(st.characters())
def test_a_character_is_either_kept_or_refused_and_never_dropped(one: str) -> None:
    kept = one in "\t\n\r" or (unicodedata.category(one) not in ("Cc", "Cs") and not is_noncharacter(one))
    try:
        assert clean(f"a{one}b", 6) == unicodedata.normalize("NFC", f"a{one}b").replace("\r", "\n")
    except BadInput:
        assert not kept
    else:
        assert kept


def test_the_longest_text_is_taken_and_one_more_character_is_not() -> None:
    assert clean("字" * 80, 80) == "字" * 80
    with pytest.raises(BadInput, match="at most 80 characters, and it has 81"):
        clean("字" * 81, 80)


def test_length_is_counted_after_composition() -> None:
    assert clean("e\u0301" * 80, 80) == "é" * 80
    assert clean("\u1112\u1161\u11ab" * 80, 80) == "한" * 80
    assert clean("\u03b1\u0313\u0300\u0345" * 80, 80) == "ᾂ" * 80


def test_ten_megabytes_are_refused() -> None:
    with pytest.raises(BadInput, match="too long"):
        clean("e\u0301" * 5_000_000, 4000)


def test_marks_piled_on_one_letter_are_refused_before_they_cost_time() -> None:
    assert clean("a" + "\u0327\u0301" * 15, 100)
    with pytest.raises(BadInput, match="combining marks"):
        clean("a" + "\u0301\u0327" * 16, 100)


@pytest.mark.parametrize("letters", ["مرحبا" * 20, "สวัสดี" * 20, "😀" * 100, "ガ" * 40, "Привет" * 20])
def test_no_writing_is_taken_for_piled_marks(letters: str) -> None:
    assert clean(letters, 400) == unicodedata.normalize("NFC", letters)


def test_no_mark_hides_where_none_are_looked_for() -> None:
    skipped = [chr(code) for code in range(0x10000) if not _PERHAPS_MARKS.fullmatch(chr(code) * 31)]
    assert len(skipped) > 20_000
    assert not [one for one in skipped if unicodedata.combining(one)]


@pytest.mark.parametrize(
    ("name", "masked"), [("张三", "张*"), ("欧阳娜娜", "欧***"), ("李", "*"), ("", ""), ("Li Lei", "L*****")]
)
def test_of_a_name_the_first_character_is_shown(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13812345678", "138****5678"),
        ("0592-5051234", "**********34"),
        ("6623456", "*****56"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_of_a_phone_number_the_middle_is_hidden(phone: str, masked: str) -> None:
    assert mask_phone(phone) == masked


def test_of_an_identity_number_the_ends_are_shown() -> None:
    assert mask_id("11010519491231002X") == "1****************X"
    assert mask_id("1234") == "****"
    assert mask_id("") == ""


def test_of_other_text_nothing_is_shown() -> None:
    assert mask_text("近邻路1号") == mask_text("x") == "***"
    assert mask_text("") == ""


@given(st.text(st.characters(exclude_characters="*"), max_size=30))
def test_a_mask_never_shows_more_than_seven_characters(text: str) -> None:
    for mask in (mask_name, mask_phone, mask_id, mask_text):
        shown = len(mask(text)) - mask(text).count("*")
        assert shown <= 7
        assert not text or mask(text) != text


def test_a_quotation_is_short_and_printable() -> None:
    assert quote("三天") == "“三天”"
    assert quote("a\x00\ud800b") == "“a\ufffd\ufffdb”"
    assert quote("字" * 100) == f"“{'字' * 40}…”"


INVISIBLE = [
    "\u3164",
    "\u200b",
    "\u200d\u200c",
    "\u202a\u202c",
    "\ufeff",
    "\u2800",
    "\u00ad",
    "\uffa0",
    "\U000e0041",
    "\u3000",
]


@pytest.mark.parametrize("nothing", INVISIBLE)
def test_what_shows_nothing_is_blank_and_falls_away_at_the_ends(nothing: str) -> None:
    assert clean(nothing, 20) == ""
    assert clean(f"{nothing}路灯{nothing}", 20) == "路灯"


@pytest.mark.parametrize("text", ["❤\ufe0f", "葛\U000e0100", "👩\u200d🚒", "می\u200cخواهم"])
def test_what_belongs_to_a_character_stays_with_it(text: str) -> None:
    assert clean(text, 20) == text


def test_numbers_are_read_without_what_was_pasted_along() -> None:
    assert narrow("\u202a１1010519\u200b491231 002x\u202c") == "11010519491231002X"


def test_what_is_compared_holds_nothing_invisible() -> None:
    assert visible("南门路\u200b灯杆 旁") == "南门路灯杆 旁"


def test_no_letter_or_digit_shows_nothing_but_the_fillers() -> None:
    letters = (chr(code) for code in range(0x110000) if chr(code).isalnum())
    assert [one for one in letters if not visible(one)] == ["\u115f", "\u1160", "\u3164", "\uffa0"]
