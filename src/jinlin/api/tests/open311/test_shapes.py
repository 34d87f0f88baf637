"""The shapes that the protocol documents, for a client of it and in its official schemas."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import requests
from georeport import GeoReport
from jsonschema import Draft4Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT4

from jinlin.api.tests.open311.conftest import FULL, POTHOLE, ROOT, Caller, opened_up

TEXT = {"type": ["string", "null"]}
NUMBER = {"type": ["number", "null"]}
MOMENT = {"type": ["string", "null"], "format": "date-time"}
SERVICE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["service_code", "service_name", "metadata", "type"],
    "properties": {
        "service_code": {"type": "string"},
        "service_name": {"type": "string"},
        "description": TEXT,
        "metadata": {"type": "boolean"},
        "type": {"enum": ["realtime", "batch", "blackbox"]},
        "keywords": TEXT,
        "group": TEXT,
    },
}
ATTRIBUTE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["variable", "code", "datatype", "required", "order", "description"],
    "properties": {
        "variable": {"type": "boolean"},
        "code": {"type": "string"},
        "datatype": {"enum": ["string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"]},
        "required": {"type": "boolean"},
        "datatype_description": TEXT,
        "order": {"type": "integer", "minimum": 1},
        "description": TEXT,
        "values": {
            "type": "array",
            "items": {
                "required": ["key", "name"],
                "properties": {"key": {"type": "string"}, "name": {"type": "string"}},
            },
        },
    },
}
DEFINITION = {
    "type": "object",
    "additionalProperties": False,
    "required": ["service_code", "attributes"],
    "properties": {
        "service_code": {"type": "string"},
        "attributes": {"type": "array", "items": ATTRIBUTE},
    },
}
REQUEST = {
    "type": "object",
    "additionalProperties": False,
    "required": ["service_request_id", "status", "service_code", "requested_datetime"],
    "properties": {
        "service_request_id": {"type": "string"},
        "status": {"enum": ["open", "closed"]},
        "service_code": {"type": "string"},
        "description": {"type": ["string", "null"], "maxLength": 4000},
        "requested_datetime": {"type": "string", "format": "date-time"},
        **dict.fromkeys(("updated_datetime", "expected_datetime"), MOMENT),
        **dict.fromkeys(("lat", "long"), NUMBER),
        **dict.fromkeys(
            ("status_notes", "service_name", "agency_responsible", "service_notice", "address", "address_id",
             "zipcode", "media_url"), TEXT,
        ),
        "extended_attributes": {"type": "object"},
        "notes": {"type": "array", "items": {"required": ["datetime", "description"]}},
    },
}  # fmt: skip
MADE = {
    "type": "object",
    "additionalProperties": False,
    "properties": {name: {"type": "string"} for name in ("service_request_id", "token", "service_notice")},
}


def many(one: dict[str, Any]) -> dict[str, Any]:
    return {"type": "array", "minItems": 1, "items": one}


OURS = {
    "services": many(SERVICE),
    "service-definition": DEFINITION,
    "requests": many(REQUEST),
    "made": many(MADE),
}


def answers(caller: Caller) -> Iterator[tuple[str, Any]]:
    """Every JSON answer that the protocol knows, by the name of its shape."""
    made = caller.send(FULL).json()
    yield "made", made
    number = made[0]["service_request_id"]
    caller.take(number, "assign", {"kind": "pothole"}, "lin")
    closed = caller.report()
    caller.take(closed, "merge", {"into": number}, "lin")
    opened_up({}, kind="public", details="public", place="public")
    caller.report(description="x" * 4000)
    yield "services", caller.read("/services.json")
    yield "service-definition", caller.read(f"/services/{POTHOLE}.json")
    yield "requests", caller.read("/requests.json")
    yield "requests", caller.read("/requests.json", extensions="true")
    yield "requests", caller.read(f"/requests/{number}.json")
    opened_up({"hidden_in": ["received"]}, kind="public")
    yield "made", caller.send(FULL).json()


def test_every_answer_has_its_shape(caller: Caller) -> None:
    seen = set()
    for name, body in answers(caller):
        Draft4Validator(OURS[name], format_checker=FormatChecker()).validate(body)
        seen.add(name)
    assert seen == set(OURS)


def official() -> Path:
    """The folder with the official schemas: named in the environment, or beside the repository."""
    named = os.environ.get("JINLIN_OPEN311_SCHEMAS")
    beside = Path(__file__).parents[6] / "shared" / "data" / "open311"
    return Path(named) if named else beside


@pytest.mark.skipif(not official().is_dir(), reason="the official schemas of Open311 are not at hand")
def test_the_official_schemas_validate_every_answer(caller: Caller) -> None:
    bodies = {file.name: json.loads(file.read_text()) for file in official().glob("*.json")}
    known = Registry().with_resources(
        (name, Resource.from_contents(body, default_specification=DRAFT4))
        for name, body in bodies.items()
        if isinstance(body, dict)
    )
    made = bodies["swagger.json"]["definitions"]["RequestResponse"]
    shapes = {name: bodies[f"{name}.json"] for name in ("services", "service-definition", "requests")}
    shapes["made"] = {"type": "array", "items": made}
    for name, body in answers(caller):
        Draft4Validator(shapes[name], registry=known, format_checker=FormatChecker()).validate(body)


class TestAClientOfTheProtocol:
    """The package `georeport`, as others use it; its requests end in the test's own server."""

    @pytest.fixture
    def client(self, caller: Caller, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], GeoReport]:
        def get(address: str, params: dict[str, str]) -> requests.Response:
            answer = caller.town.client.get(urlsplit(address).path, params)
            response = requests.Response()
            response.status_code, response._content = answer.status_code, answer.content
            return response

        monkeypatch.setattr(requests, "get", get)
        return lambda form: GeoReport(f"http://testserver{ROOT}", output_format=form)

    @pytest.mark.parametrize("form", ["json", "xml"])
    def test_it_reads_services_and_their_definitions(
        self, client: Callable[[str], GeoReport], form: str
    ) -> None:
        services = client(form).get_service_list()
        assert [one["service_code"] for one in services] == [POTHOLE, "town.report.water"]
        asked = client(form).get_service_definition(POTHOLE)
        assert asked["service_code"] == POTHOLE

    @pytest.mark.parametrize("form", ["json", "xml"])
    def test_it_follows_requests(self, caller: Caller, client: Callable[[str], GeoReport], form: str) -> None:
        first, second = caller.report(), caller.report()
        caller.take(second, "merge", {"into": first}, "lin")
        assert client(form).get_service_request(first)["service_request_id"] == first
        both = client(form).get_service_requests(service_request_id=f"{first},{second}")
        assert {one["service_request_id"] for one in both} == {first, second}
        found = client(form).get_service_requests(
            service_code=POTHOLE, status="closed,open", start_date="2018-03-01T00:00:00Z"
        )
        assert {one["status"] for one in found} == {"open", "closed"}

    def test_it_is_told_of_errors(self, client: Callable[[str], GeoReport]) -> None:
        with pytest.raises(requests.HTTPError, match="404"):
            client("json").get_service_definition("nothing")
