"""What the pack opens to everybody: public fields on the public page, steps with a button, and no more."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from django.test import Client

from jinlin.kernel.cases.actions import install_definition, open_case, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.tests.town import CLERK, REPORT, build_town, local, words
from jinlin.kernel.registry.actions import install_register
from jinlin.kernel.registry.actors import ANYONE
from jinlin.lib import clock

TEXT = {"type": "text", "name": words("T"), "max": 80}
MADE = {
    **REPORT,
    "roles": {**REPORT["roles"], "passer_by": {"name": words("Passer-by"), "scope": "anyone"}},
    "public": {"hidden_in": ["received", "fixed"]},
    "classified_by": "sort",
    "asks": {
        **REPORT["asks"],
        "sort": {"type": "code", "name": words("S"), "register": "sorts", "privacy": "public"},
        "tool": {**TEXT, "name": words("Tool wanted"), "privacy": "public"},
        "inner": {**TEXT, "name": words("Inner")},
    },
    "actions": {
        **REPORT["actions"],
        "hint": {
            "name": words("Give a hint"),
            "from": "with_unit",
            "by": "passer_by",
            "asks": {"hint": TEXT},
        },
        "say_fixed": {
            "name": words("Say it is fixed"),
            "from": "with_unit",
            "to": "fixed",
            "by": "passer_by",
        },
    },
}


@pytest.fixture
def number(db: None) -> Iterator[str]:
    """A public report of Monday 2018-03-05."""
    with clock.travel(local("2018-03-05 09:00")):
        build_town()
        rows = [{"code": "road", "name": "道路", "public": "yes"}]
        install_register("town/sorts", ["name", "public"], rows, "pack")
        install_definition(Definition.model_validate(MADE))
        answers = {"subject": "暗号标题", "sort": "road", "tool": "热沥青", "inner": "暗号内部"}
        made = open_case("town/report", answers, ANYONE).case.number
        take(made, "assign", {"kind": "pothole"}, CLERK)
        yield made


def test_the_public_page_shows_the_public_fields_and_no_other(client: Client, number: str) -> None:
    page = client.get(f"/matters/{number}").content.decode()
    assert "热沥青" in page
    assert "暗号" not in page


def test_a_step_for_everybody_has_a_button_and_ends_on_the_public_page(client: Client, number: str) -> None:
    page = client.get(f"/matters/{number}").content.decode()
    assert f"/matters/{number}/do/hint" in page
    assert "/do/urge" not in page
    assert client.get(f"/matters/{number}/do/hint").status_code == 200
    assert client.get(f"/matters/{number}/do/urge").status_code == 404
    told = client.post(f"/matters/{number}/do/hint", {"hint": "雨后才有"}, follow=True)
    assert told.redirect_chain == [(f"/matters/{number}", 302)]
    assert "中Give a hint" in told.content.decode()
    assert "雨后才有" not in told.content.decode()


def test_a_step_after_which_nobody_may_look_says_so_and_does_not_end_in_a_refusal(
    client: Client, number: str
) -> None:
    told = client.post(f"/matters/{number}/do/say_fixed", {}, follow=True)
    assert (told.status_code, told.redirect_chain[-1][0]) == (200, "/follow")
    assert "中Say it is fixed" in told.content.decode()
    assert client.get(f"/matters/{number}/do/hint").status_code == 404


def test_whoever_may_act_and_not_read_is_told_number_and_state(client: Client, number: str) -> None:
    address = f"/api/v1/cases/{number}/actions/hint"
    answer = client.post(address, json.dumps({"answers": {"hint": "雨后"}}), content_type="application/json")
    assert answer.status_code == 200, answer.content
    assert answer.json().keys() == {"number", "state"}
    assert (answer.json()["number"], answer.json()["state"]["code"]) == (number, "with_unit")
