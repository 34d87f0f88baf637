"""Which cases an indicator counts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from jinlin.kernel.cases.histories import History
from jinlin.kernel.cases.indicators import Predicate
from jinlin.kernel.cases.measuring import meets
from jinlin.lib import clock

KINDS = st.sampled_from(["opened", "act.accept", "act.close", "act.close_late", "lapse.with_unit.due"])
WANTED = st.lists(KINDS | st.sampled_from(["act.*", "act.close*", "lapse.*"]), max_size=4).map(tuple)


def history(kinds: tuple[str, ...]) -> History:
    now = clock.now()
    return History(1, "T-1", None, None, None, "web", now, {}, kinds, (now,) * len(kinds), None)


@given(st.lists(KINDS, max_size=6).map(tuple), WANTED)
def test_had_any_is_had_of_one_of_them_and_counts_all_if_nothing_is_asked(
    kinds: tuple[str, ...], wanted: tuple[str, ...]
) -> None:
    one = history(kinds)
    expected = not wanted or any(meets(Predicate(had=(kind,)), one) for kind in wanted)
    assert meets(Predicate(had_any=wanted), one) == expected


@given(st.lists(KINDS, max_size=6).map(tuple), WANTED)
def test_what_had_none_of_them_had_not_any_of_them(kinds: tuple[str, ...], wanted: tuple[str, ...]) -> None:
    one = history(kinds)
    if wanted:
        assert meets(Predicate(had_any=wanted), one) != meets(Predicate(hadnt=wanted), one)


def test_what_is_due_was_closed_or_is_late() -> None:
    due = Predicate(had=("act.accept",), had_any=("act.close*", "lapse.with_unit.due"))
    assert meets(due, history(("act.accept", "act.close_late")))
    assert meets(due, history(("act.accept", "lapse.with_unit.due")))
    assert not meets(due, history(("act.accept",)))
    assert not meets(due, history(("lapse.with_unit.due",)))
