"""Schemathesis over the whole schema, as callers of several kinds: no answer is a fault, every answer is one
that the schema documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from jinlin.api.tests.conftest import ROOT, Town
from jinlin.project.testing import EXAMPLES

CHECKS = [
    not_a_server_error,
    negative_data_rejection,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    allow_header_conformance,
    unsupported_method,
]
schema = schemathesis.openapi.from_wsgi(f"{ROOT}/openapi.json", get_wsgi_application())
about_something = schema.include(path_regex=r"\{number\}|\{pack\}|categories")
bounded = settings(
    max_examples=max(1, EXAMPLES // 10),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture
def number(town: Town) -> Iterator[str]:
    """The number of a case that exists. From here on the test's connection, which holds the town, is not
    closed after each request; the test client, which built the town, would let it be closed again."""
    yielded = town.with_unit(reporter={"name": "林小雨", "phone": "13800138000"})
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield yielded
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


def _sent(case: schemathesis.Case[Any], town: Town, callers: tuple[str | None, ...]) -> None:
    for who in callers:
        headers = {"Authorization": f"Bearer {town.tokens[who]}"} if who else {}
        case.call_and_validate(headers=headers, checks=CHECKS)


@schema.parametrize()
@bounded
@pytest.mark.usefixtures("number")
def test_whatever_is_sent_the_answer_is_one_that_is_documented(
    case: schemathesis.Case[Any], town: Town
) -> None:
    _sent(case, town, (None, "lin", "zhao"))


@about_something.parametrize()
@bounded
def test_the_same_holds_for_what_exists(case: schemathesis.Case[Any], town: Town, number: str) -> None:
    known = {"number": number, "action": "urge", "pack": "town", "type": "report"}
    case.path_parameters.update({name: known[name] for name in case.path_parameters if name in known})
    if "type" in case.query:
        case.query["type"] = "town/report"
    _sent(case, town, (None, "lin", "wu"))
