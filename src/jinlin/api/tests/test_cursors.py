"""Opaque cursors."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.api.cursors import cursor, place
from jinlin.lib.errors import BadInput

PLACE = st.tuples(st.text("abc-:+ 林/雨", max_size=30), st.integers(0, 2**62))


@given(PLACE)
def test_a_cursor_leads_back_to_the_place_it_was_made_of(where: tuple[str, int]) -> None:
    made = cursor(list(where))
    assert place(made, (str, int)) == list(where)
    assert made.replace("-", "").replace("_", "").isalnum()


@given(st.text(max_size=40))
def test_any_other_text_is_refused_or_has_the_form_that_was_wanted(text: str) -> None:
    try:
        found = place(text, (str, int))
    except BadInput as refused:
        fields = refused.details["fields"]
    else:
        fields = {"after": found}
    assert set(fields) == {"after"}


def test_a_cursor_of_another_form_is_refused() -> None:
    others: list[list[str | int]] = [[1, "a"], ["a"], ["a", True], ["a", 1, 2]]
    for other in others:
        with pytest.raises(BadInput):
            place(cursor(other), (str, int))
