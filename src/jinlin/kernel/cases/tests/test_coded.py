"""A list may not lose a code that cases bear, unless somebody says so."""

from __future__ import annotations

import pytest

from jinlin.kernel.cases.actions import open_case
from jinlin.kernel.cases.coded import codes_borne
from jinlin.kernel.cases.tests.town import RESIDENT
from jinlin.kernel.registry.actions import install_register, restore_register
from jinlin.lib import clock
from jinlin.lib.errors import BadInput

KEY = "town/kinds"
LEFT = [{"code": "flood", "grade": "urgent"}]


@pytest.fixture(autouse=True)
def _borne(monday: clock.Journey) -> None:
    for kind in ("pothole", "pothole", "flood"):
        open_case("town/report", {"subject": "楼前路面", "kind": kind}, RESIDENT)


def test_cases_tell_how_many_of_them_bear_a_code() -> None:
    assert codes_borne(KEY, ["pothole", "flood", "water"]) == {"pothole": 2, "flood": 1}
    assert not codes_borne("other/kinds", ["pothole"])


def test_a_citys_list_without_a_code_that_cases_bear_is_refused_with_their_number() -> None:
    with pytest.raises(BadInput, match="pothole（2件）"):
        install_register(KEY, ["grade"], LEFT, "city")
    with pytest.raises(BadInput, match=r"pothole \(2\)"):
        restore_register(KEY, ["grade"], LEFT)


def test_it_may_go_if_somebody_says_so_and_what_no_case_bears_may_go_anyway() -> None:
    kept = [*LEFT, {"code": "pothole", "grade": "general"}]
    assert install_register(KEY, ["grade"], kept, "city").count("removed") == 1
    assert install_register(KEY, ["grade"], LEFT, "city", may_drop=True).count("removed") == 1
