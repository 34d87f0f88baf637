"""By what a personal value is found goes with the value."""

from __future__ import annotations

from typing import Any

import pytest

from jinlin.kernel.cases.actions import changing, find, open_case
from jinlin.kernel.cases.models import Finder
from jinlin.kernel.cases.tests.test_sealing import REPORTER, WHY
from jinlin.kernel.cases.tests.town import CLERK, RESIDENT
from jinlin.lib import clock


@pytest.mark.usefixtures("monday")
class TestAFinder:
    def number(self) -> str:
        return open_case("town/report", {"subject": "A", "reporter": REPORTER}, RESIDENT).case.number

    def put(self, number: str, value: Any) -> None:
        with changing(number, CLERK) as step:
            kept = step.draft.put("reporter", value)
            step.draft.record("corrected", CLERK, clock.now(), {"set": {"reporter": kept}})

    def test_goes_when_the_value_is_set_to_nothing(self) -> None:
        number = self.number()
        assert find("phone", REPORTER["phone"], WHY, CLERK) == [number]
        self.put(number, None)
        assert find("phone", REPORTER["phone"], WHY, CLERK) == []
        assert not Finder.objects.exists()

    def test_is_that_of_the_present_value_alone(self) -> None:
        number = self.number()
        self.put(number, {"name": "李四", "phone": "13900000001"})
        assert find("phone", REPORTER["phone"], WHY, CLERK) == []
        assert find("phone", "13900000001", WHY, CLERK) == [number]
        assert Finder.objects.count() == 1

    def test_stays_when_the_same_is_said_again(self) -> None:
        number = self.number()
        self.put(number, REPORTER)
        assert find("phone", REPORTER["phone"], WHY, CLERK) == [number]
