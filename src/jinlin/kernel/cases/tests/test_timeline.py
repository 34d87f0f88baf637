"""What happened, in words."""

from __future__ import annotations

import pytest

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.selectors.timeline import name_of_kind
from jinlin.kernel.cases.tests.town import REPORT

NAME = REPORT["states"]["with_unit"]["name"]["zh"]


@pytest.mark.parametrize(
    ("mark", "zh", "en"),
    [
        ("due", "到期", "Time limit of 'with_unit' passed"),
        ("before 4 working hours", "还有4工作时到期", "'with_unit': 4 working hours before the limit"),
        ("after 2 working days", "逾期2个工作日", "'with_unit': 2 working days after the limit"),
    ],
)
def test_what_silence_brought_is_told_in_the_readers_language(mark: str, zh: str, en: str) -> None:
    told = name_of_kind(Definition.model_validate(REPORT), f"lapse.with_unit.{mark}")
    assert (told.zh, told.en) == (f"“{NAME}”{zh}", en)
