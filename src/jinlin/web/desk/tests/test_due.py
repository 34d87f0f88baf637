"""How much time is left, as people say it."""

from __future__ import annotations

import pytest

from jinlin.lib.spans import Span, Unit
from jinlin.web.desk.due import in_words


@pytest.mark.parametrize(
    ("span", "zh", "en"),
    [
        (Span(0, Unit.MINUTES), "0分", "0 min"),
        (Span(125, Unit.MINUTES), "2小时5分", "2 h 5 min"),
        (Span(47, Unit.HOURS), "47小时", "47 h"),
        (Span(48, Unit.HOURS), "2天", "2 d"),
        (Span(609 * 60 + 25, Unit.MINUTES), "25天9小时", "25 d 9 h"),
        (Span(150, Unit.WORKING_MINUTES), "2个工作小时30分", "2 h 30 min of work"),
        (Span(70, Unit.WORKING_HOURS), "70个工作小时", "70 h of work"),
        (Span(3, Unit.WORKING_DAYS), "3个工作日", "3 working days"),
    ],
)
def test_a_length_of_time_is_told_in_the_largest_units_that_people_use_for_it(
    span: Span, zh: str, en: str
) -> None:
    assert (in_words(span).zh, in_words(span).en) == (zh, en)
