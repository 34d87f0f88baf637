"""What a request may cost: queries, not seconds."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinlin.api.tests.conftest import Town

WRITE, LIST = 8, 12
KEY = "0b8c2f2e-6f0d-4f5f-9d5b-8b8a51f8e6aa"
FULL = {
    "subject": "A hole",
    "kind": "pothole",
    "place": {"x": 120.1, "y": 40.1, "crs": "WGS-84"},
    "reporter": {"name": "林小雨", "phone": "13800138000"},
}


def queries(work: Callable[[], object]) -> list[str]:
    """The statements of `work`. A transaction's own brackets (here savepoints) are not counted."""
    with CaptureQueriesContext(connection) as captured:
        work()
    statements = [one["sql"] for one in captured.captured_queries]
    return [sql for sql in statements if not sql.startswith(("SAVEPOINT", "RELEASE"))]


@pytest.fixture
def warm(town: Town) -> Town:
    """Every definition and table has been read, and the year's number sequence exists."""
    number = town.with_unit()
    town.get(f"/cases/{number}", who="lin")
    return town


def test_opening_a_case_with_everything_on_takes_at_most_8_queries(warm: Town) -> None:
    body = {"type": "town/report", "answers": FULL}
    made = queries(lambda: warm.post("/cases", body, who="lin", Idempotency_Key=KEY))
    assert len(made) <= WRITE, made


def test_acting_takes_at_most_8_queries(warm: Town) -> None:
    opened = warm.opened(reporter=FULL["reporter"])
    path = f"/cases/{opened['number']}/actions/assign"
    body = {"answers": {"kind": "pothole"}, "revision": opened["revision"]}
    made = queries(lambda: warm.post(path, body, who="lin", Idempotency_Key=KEY))
    assert len(made) <= WRITE, made
    answer = {"answers": {"answer": "Filled"}}
    made = queries(
        lambda: warm.post(f"/cases/{opened['number']}/actions/resolve", answer, who="wu", Idempotency_Key=KEY)
    )
    assert len(made) <= WRITE, made


def test_a_tracking_code_costs_no_more_than_a_token(warm: Town) -> None:
    opened = warm.opened()
    path, code = f"/cases/{opened['number']}/actions/urge", opened["tracking_code"]
    made = queries(lambda: warm.post(path, {}, X_Tracking_Code=code, Idempotency_Key=KEY))
    assert len(made) <= WRITE, made


def test_reading_a_case_takes_two_queries(warm: Town) -> None:
    number = warm.opened(**FULL)["number"]
    made = queries(lambda: warm.get(f"/cases/{number}", who="lin"))
    assert len(made) <= 2, made


def test_a_list_takes_at_most_12_queries_and_no_more_for_a_long_page(warm: Town) -> None:
    short = queries(lambda: warm.get("/cases?limit=1", who="lin"))
    for _ in range(20):
        warm.opened(**FULL)
    long = queries(lambda: warm.get("/cases?limit=200&area=990101&state=received", who="lin"))
    assert len(long) <= len(short) <= LIST, long


@pytest.mark.parametrize("part", ["timeline", "children", "attachments", "actions"])
def test_what_belongs_to_a_case_takes_at_most_12_queries(warm: Town, part: str) -> None:
    number = warm.with_unit()
    made = queries(lambda: warm.get(f"/cases/{number}/{part}", who="lin"))
    assert len(made) <= LIST, made
