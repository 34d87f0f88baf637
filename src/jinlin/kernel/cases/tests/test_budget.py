"""What a write costs: query counts, not seconds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinlin.kernel.cases.actions import open_case, take
from jinlin.kernel.cases.tests.town import CLERK, FIXER, RESIDENT, WATER
from jinlin.kernel.registry.selectors import world

BUDGET = 8


def statements(work: Callable[[], object]) -> int:
    with CaptureQueriesContext(connection) as queries:
        work()
    return len([one for one in queries if "SAVEPOINT" not in one["sql"]])


@pytest.mark.usefixtures("monday")
def test_no_write_makes_more_than_eight_queries() -> None:
    answers = {"subject": "A hole", "reporter": {"name": "张三", "phone": "13912345678"}}
    open_case("town/report", answers, RESIDENT)  # caches are warm in a running server
    here = world()
    number = open_case("town/report", answers, RESIDENT, world=here).case.number
    helpers = {"helpers": [{"unit": WATER}, {"unit": WATER}]}
    earlier = open_case("town/report", answers, RESIDENT).case.number
    take(earlier, "assign", {"kind": "pothole"}, CLERK)
    take(earlier, "get_help", helpers, FIXER)  # the year's first number makes its sequence
    costs = {
        "open": statements(lambda: open_case("town/report", answers, RESIDENT, world=here)),
        "assign": statements(lambda: take(number, "assign", {"kind": "pothole"}, CLERK, world=here)),
        "get_help": statements(lambda: take(number, "get_help", helpers, FIXER, world=here)),
        "urge": statements(lambda: take(number, "urge", {}, RESIDENT, world=here)),
    }
    assert {name: cost for name, cost in costs.items() if cost > BUDGET} == {}
