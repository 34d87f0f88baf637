"""A town whose reports are open to Open311, and a caller of the protocol."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

import pytest

from jinlin.api.guard import FORM
from jinlin.api.tests.conftest import Town
from jinlin.kernel.cases.actions import install_definition
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.tests.town import REPORT, words
from jinlin.kernel.registry.actions import install_register

ROOT = "/open311/v2"
POTHOLE = "town.report.pothole"
COLUMNS = ("code", "grade", "parent", "public", "name", "name_en")
KINDS = [
    dict(zip(COLUMNS, row, strict=True))
    for row in (
        ("roads", "general", "", "yes", "道路", "Roads"),
        ("pothole", "general", "roads", "", "坑洞", "Pothole"),
        ("water", "general", "", "yes", "漏水", "Leak"),
        ("home", "general", "", "", "家事", "At home"),
    )
]
FULL = {
    "service_code": POTHOLE,
    "lat": "40.32111",
    "long": "120.33456",
    "description": "A deep hole\nbefore the school",
    "first_name": "三",
    "last_name": "张",
    "phone": "13912345678",
    "attribute[confidential]": "true",
}


def opened_up(
    public: dict[str, Any] | None = None, *, opened_by: Sequence[str] = ("resident",), **privacy: str
) -> None:
    """Install the town's report as a service, the named fields with another privacy."""
    body = deepcopy(REPORT)
    body["asks"] |= {
        "details": {"type": "long_text", "required": True, "max": 4000, "name": words("Details")},
        "address": {"type": "text", "name": words("Address")},
        "confidential": {"type": "yes_no", "name": words("Confidential")},
        "depth": {"type": "integer", "max": 90, "name": words("Depth")},
        "area": {"type": "area", "name": words("Area")},
        "seen_on": {"type": "date", "name": words("Seen on")},
    }
    for asks in (body["asks"], body["actions"]["assign"]["asks"]):
        for name in privacy.keys() & asks.keys():
            asks[name]["privacy"] = privacy[name]
    ours = {
        "description": "details",
        "address": "address",
        "reporter": "reporter",
        "attributes": ["confidential", "depth", "seen_on", "area"],
    }
    body |= {"public": public or {}, "open311": ours, "channels": ["open311", "web"]}
    body["opened_by"] = list(opened_by)
    install_definition(Definition.model_validate(body))


@dataclass
class Caller:
    """Somebody who speaks the protocol to the town."""

    town: Town

    def get(self, path: str, **parameters: str) -> Any:
        """A GET, whatever it answers."""
        return self.town.client.get(ROOT + path, parameters)

    def read(self, path: str, **parameters: str) -> Any:
        """A GET that must succeed: its JSON."""
        answer = self.get(path, **parameters)
        assert answer.status_code == 200, answer.content.decode()
        return answer.json()

    def send(self, form: dict[str, Any], suffix: str = "json", **headers: str) -> Any:
        """A report, whatever it answers."""
        body = urlencode(form, doseq=True)
        address = f"{ROOT}/requests.{suffix}"
        return self.town.client.post(address, body, content_type=FORM, headers=headers)

    def report(self, **changes: str) -> str:
        """The id of a report that must succeed."""
        answer = self.send(FULL | changes)
        assert answer.status_code == 200, answer.content.decode()
        (told,) = answer.json()
        return str(told["service_request_id"])

    def take(self, number: str, action: str, answers: dict[str, Any], who: str) -> None:
        """An action by REST, as the screens take it."""
        self.town.post(f"/cases/{number}/actions/{action}", {"answers": answers}, who=who)


def told(answer: Any) -> tuple[int, list[str]]:
    """The status and the descriptions of a documented error."""
    errors = answer.json()
    assert all(set(one) == {"code", "description"} and one["code"] == answer.status_code for one in errors)
    return answer.status_code, [one["description"] for one in errors]


@pytest.fixture
def caller(town: Town) -> Caller:
    """Pothole and leak are services; places are public to about 100 metres."""
    install_register("town/kinds", COLUMNS[1:], KINDS, "city")
    opened_up({"place_decimals": 3}, kind="public", place="public")
    return Caller(town)
