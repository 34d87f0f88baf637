"""Who gets what at which address: the expected matrix of Open311 and the feeds."""

from __future__ import annotations

import pytest

from jinlin.api.guard import FORM
from jinlin.api.tests.open311.conftest import POTHOLE, Caller
from jinlin.kernel.cases.tests.town import COUNTY

CALLERS = ("anyone", "opener", "resident", "clerk", "unit", "wrong")
SAME_FOR_ALL = {
    "GET /open311/discovery.json": 200,
    "GET /open311/v2/services.json": 200,
    f"GET /open311/v2/services/{POTHOLE}.xml": 200,
    "GET /open311/v2/requests.json": 200,
    "GET /open311/v2/requests/PUBLIC.json": 200,
    "GET /open311/v2/requests/WITHHELD.json": 404,
    "GET /open311/v2/tokens/none.json": 404,
    "POST /open311/v2/requests.json": 400,
    "GET /feeds/cases.geojson": 200,
    f"GET /feeds/areas/{COUNTY}.atom": 200,
    "GET /feeds/deadlines/none.ics": 404,
}
"""Nobody sees more for being somebody: these addresses ask no one who they are."""
SIGNED_IN = {
    "POST /api/v1/calendar": {"resident": 201, "clerk": 201, "unit": 201},
    "DELETE /api/v1/calendar": {"resident": 204, "clerk": 204, "unit": 204},
}
EXPECTED = [(address, who, status) for address, status in SAME_FOR_ALL.items() for who in CALLERS] + [
    (address, who, given.get(who, 401)) for address, given in SIGNED_IN.items() for who in CALLERS
]


@pytest.fixture
def known(caller: Caller) -> tuple[Caller, dict[str, dict[str, str]], dict[str, str]]:
    """The caller, the headers by which each is known, and the numbers that stand in the addresses."""
    opened = caller.town.opened(details="x", kind="home")
    tokens = {"resident": "zhao", "clerk": "lin", "unit": "wu"}
    headers = {who: {"Authorization": f"Bearer {caller.town.tokens[name]}"} for who, name in tokens.items()}
    headers |= {
        "anyone": {},
        "opener": {"X-Tracking-Code": opened["tracking_code"]},
        "wrong": {"Authorization": "Bearer nobody's"},
    }
    return caller, headers, {"PUBLIC": caller.report(), "WITHHELD": opened["number"]}


def test_every_address_answers_every_caller_as_expected(
    known: tuple[Caller, dict[str, dict[str, str]], dict[str, str]],
) -> None:
    caller, headers, numbers = known
    found = []
    for address, who, _ in EXPECTED:
        method, path = address.split()
        for name, number in numbers.items():
            path = path.replace(name, number)
        media = FORM if "open311" in path else "application/json"
        answer = caller.town.client.generic(method, path, content_type=media, headers=headers[who])
        found.append((address, who, answer.status_code))
    assert found == EXPECTED
