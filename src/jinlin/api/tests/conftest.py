"""The small town, with people who have tokens, and a caller that speaks HTTP to it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client

from jinlin.kernel.cases.tests.town import CENTRE, COUNTY, ROADS, WATER, build_town, local
from jinlin.kernel.registry.actions import install_offices, install_people, issue_token, set_password
from jinlin.lib import clock

ROOT = "/api/v1"
PASSWORD = "correct horse battery 7"
STAFF = {
    "lin": ("林悦", "clerk", CENTRE),
    "gao": ("高明", "head", CENTRE),
    "wu": ("吴刚", "fixer", ROADS),
    "he": ("何平", "fixer", WATER),
    "zhao": ("赵一", None, None),
}


@dataclass
class Town:
    """The town over HTTP."""

    tokens: dict[str, str]
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def call(
        self, method: str, path: str, body: Any = None, *, who: str | None = None, **headers: str
    ) -> Any:
        """One request; `who` is a username, or nobody. Header names are written as `idempotency_key`."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if who:
            sent["Authorization"] = f"Bearer {self.tokens[who]}"
        more = {} if body is None else {"data": body, "content_type": "application/json"}
        return self.client.generic(method, ROOT + path, headers=sent, **_bytes(more))

    def get(self, path: str, **more: Any) -> Any:
        """A GET that must succeed: its JSON."""
        return _json(self.call("GET", path, **more))

    def post(self, path: str, body: Any = None, **more: Any) -> Any:
        """A POST that must succeed: its JSON."""
        return _json(self.call("POST", path, {} if body is None else body, **more))

    def opened(self, **answers: Any) -> Any:
        """A report by anyone."""
        return self.post("/cases", {"type": "town/report", "answers": {"subject": "A hole", **answers}})

    def with_unit(self, kind: str = "pothole", **answers: Any) -> str:
        """The number of a report that a unit has."""
        number: str = self.opened(**answers)["number"]
        self.post(f"/cases/{number}/actions/assign", {"answers": {"kind": kind}}, who="lin")
        return number


def at_rest(statement: str, *values: str | int) -> list[Any]:
    """The first column of what the database holds: for tests of what must not be there in plain."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return [row[0] for row in cursor.fetchall()]


def facts_of(kind: str) -> list[str]:
    """The facts of all events of a kind."""
    return at_rest("SELECT facts FROM journal_event WHERE kind = %s ORDER BY position", kind)


def _bytes(more: dict[str, Any]) -> dict[str, Any]:
    from jinlin.lib.canonical import canonical

    data = more.get("data")
    return more if data is None or isinstance(data, bytes) else {**more, "data": canonical(data).encode()}


def _json(answer: Any) -> Any:
    assert answer.status_code in (200, 201), answer.content.decode()
    return answer.json()


@pytest.fixture
def monday(db: None) -> Iterator[clock.Journey]:
    """It is Monday 2018-03-05, nine in the morning; the test may move the clock."""
    with clock.travel(local("2018-03-05 09:00")) as travel:
        yield travel


@pytest.fixture(scope="module")
def _tokens_for_the_module(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    with django_db_blocker.unblock(), transaction.atomic():
        with clock.travel(local("2018-03-05 09:00")):
            tokens = _settled()
        yield tokens
        transaction.set_rollback(True)


@pytest.fixture
def town(_tokens_for_the_module: dict[str, str], monday: clock.Journey) -> Town:
    """The town on Monday, with people and tokens; what one test does to it the next does not see."""
    cache.clear()
    return Town(_tokens_for_the_module)


def _settled() -> dict[str, str]:
    """Build the town and let people move in; their tokens."""
    build_town()
    install_people([{"username": name, "name": person} for name, (person, _, _) in STAFF.items()])
    install_offices(
        [
            {"username": name, "role": role, "organisation": unit, "area": COUNTY, "valid_from": "2010-01-01"}
            for name, (_, role, unit) in STAFF.items()
            if role
        ]
    )
    set_password("lin", PASSWORD)
    return {name: issue_token(name, "tests") for name in STAFF}


def code_of(answer: Any) -> tuple[int, str]:
    """The status and the code of a problem, after a look at whether it is one as RFC 9457 wants it."""
    assert answer["Content-Type"] == "application/problem+json", answer.content.decode()
    problem = answer.json()
    assert problem["status"] == answer.status_code
    assert problem["type"] == f"urn:jinlin:problem:{problem['code']}"
    assert problem["say"]["zh"]
    assert problem["say"]["en"]
    return answer.status_code, problem["code"]
