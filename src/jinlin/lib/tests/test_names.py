from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.lib.errors import BadInput
from jinlin.lib.names import clean_name, name_of


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("\u2fbc明", "高明"),
        ("阿卜杜拉\u2022买买提", "阿卜杜拉·买买提"),
        ("阿卜杜拉\u30fb买买提", "阿卜杜拉·买买提"),
        ("\ue863", "䶮"),
        ("\ue81e", "龴"),
        ("甲甲\u200b", "甲甲"),
        ("\u202a丙丙\u202c", "丙丙"),
        ("欧\u200d阳", "欧阳"),
        ("  Li \u3000 Lei ", "Li Lei"),
        ("\uf9b4", "領"),
    ],
)
def test_a_name_is_spelt_as_banks_and_registers_spell_it(typed: str, spelt: str) -> None:
    assert clean_name(typed, 80) == spelt


@pytest.mark.parametrize("nothing", ["", " ", "\u3164", "\u200b\u200d", "\u2800"])
def test_what_shows_nothing_is_no_name(nothing: str) -> None:
    with pytest.raises(BadInput, match="missing"):
        name_of(nothing, 80)


@given(st.text("甲乙\u2fbc\u200b\u2022\ue863 a\ufeff", max_size=20))
def test_a_name_that_is_spelt_so_stays_so(text: str) -> None:
    spelt = clean_name(text, 80)
    assert clean_name(spelt, 80) == spelt
