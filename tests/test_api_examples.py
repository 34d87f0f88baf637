"""What the interface shows as an example is taken by it, in the demo county."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.test import Client

from jinlin.api.v1.schemas.cases import Opening, Taking
from jinlin.kernel.registry.actions import issue_token
from jinlin.packkit.pack import Pack


def example(schema: Any) -> dict[str, Any]:
    (shown,) = schema.model_config["json_schema_extra"]["examples"]
    return dict(shown)


def post(path: str, body: dict[str, Any], officer: str | None = None) -> Any:
    headers = {"Authorization": f"Bearer {issue_token(officer, 'tests')}"} if officer else {}
    return Client().post(f"/api/v1/{path}", body, content_type="application/json", headers=headers)


def test_the_examples_of_the_interface_are_taken(county: Mapping[str, Pack]) -> None:
    opened = post("cases", example(Opening))
    assert opened.status_code == 201, opened.content
    taken = post(f"cases/{opened.json()['number']}/actions/accept", example(Taking), "shouli")
    assert taken.status_code == 200, taken.content
