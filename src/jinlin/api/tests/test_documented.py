"""The interface as it is documented."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from jinlin.api.tests.conftest import ROOT
from jinlin.api.v1 import snapshot

COMMITTED = Path(__file__).parents[4] / "docs" / "reference" / "openapi.json"
SCHEMA: dict[str, Any] = json.loads(snapshot.text())
OPERATIONS = [
    pytest.param(operation, id=f"{method} {path}")
    for path, methods in SCHEMA["paths"].items()
    for method, operation in methods.items()
]


def test_the_committed_document_is_the_one_that_is_served() -> None:
    assert COMMITTED.read_text() == snapshot.text(), (
        "The interface changed. If that is meant, run `make openapi` and commit docs/reference/openapi.json"
    )


def test_the_served_document_is_the_committed_one() -> None:
    assert Client().get(f"{ROOT}/openapi.json").json() == SCHEMA


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_operation_says_what_it_does_and_how_it_refuses(operation: dict[str, Any]) -> None:
    assert operation["summary"]
    assert operation["description"]
    assert operation["tags"]
    refusals = {status: told for status, told in operation["responses"].items() if status >= "400"}
    assert {"401", "503"} <= set(refusals)
    for told in refusals.values():
        assert told["content"]["application/problem+json"]["schema"] == {
            "$ref": "#/components/schemas/Problem"
        }


@pytest.mark.parametrize("operation", OPERATIONS)
def test_every_parameter_is_described_or_speaks_for_itself(operation: dict[str, Any]) -> None:
    plain = {"state", "channel", "card", "opened_from", "due_before", "pack", "type", "action"}
    for parameter in operation["parameters"]:
        assert parameter.get("description") or parameter["name"] in plain
        assert {"type": "null"} not in parameter["schema"].get("anyOf", [])


def test_every_post_takes_an_idempotency_key() -> None:
    for path, methods in SCHEMA["paths"].items():
        if "post" in methods:
            assert "Idempotency-Key" in {one["name"] for one in methods["post"]["parameters"]}, path


def test_every_reference_leads_somewhere() -> None:
    whole = json.dumps(SCHEMA)
    known = SCHEMA["components"]["schemas"]
    references = {part.split('"')[0] for part in whole.split('"#/components/schemas/')[1:]}
    assert references <= set(known)


def test_the_page_of_the_documentation_needs_nothing_from_elsewhere() -> None:
    answer = Client().get(f"{ROOT}/docs")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "http://" not in page
    assert "https://" not in page
    assert '"validatorUrl": null' in page
    assert "script-src 'self'" in answer["Content-Security-Policy"]
    scripts = [part.split(">")[0] for part in page.split("<script")[1:]]
    assert all("src=" in script or "application/json" in script for script in scripts)
