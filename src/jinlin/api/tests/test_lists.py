"""Types, categories and areas over HTTP."""

from __future__ import annotations

from jinlin.api.tests.conftest import Town, code_of
from jinlin.api.v1.schemas.forms import AreaPage, FormGiven, OrganisationPage, RegisterPage, TypesGiven
from jinlin.kernel.cases.actions import install_definition
from jinlin.kernel.cases.definition import PERSON_PARTS, Definition
from jinlin.kernel.cases.tests.town import COUNTY, REPORT
from jinlin.kernel.registry.selectors import world


def test_anyone_may_see_which_types_there_are(town: Town) -> None:
    listed = town.get("/types")
    TypesGiven.model_validate(listed)
    assert [one["key"] for one in listed["items"]] == ["town/help", "town/interview", "town/report"]


def test_a_form_tells_all_that_a_program_needs_in_both_languages(town: Town) -> None:
    form = town.get("/types/town/report")
    FormGiven.model_validate(form)
    assert form["asks"]["subject"]["required"]
    assert form["asks"]["reporter"]["privacy"] == "personal"
    assert form["states"]["closed"]["final"]
    assert form["actions"]["urge"]["from"] == [n for n, one in form["states"].items() if not one["final"]]
    assert form["actions"]["get_help"]["asks"]["helpers"]["of"]["unit"]["type"] == "organisation"
    assert form["name"] == {"zh": "中Report", "en": "Report"}


def test_a_type_that_is_not_installed_is_not_found(town: Town) -> None:
    assert code_of(town.call("GET", "/types/town/nothing")) == (404, "not-found")
    assert code_of(town.call("GET", "/categories?type=town/nothing")) == (404, "not-found")


def test_categories_come_in_the_order_of_the_register_and_in_pages(town: Town) -> None:
    first = town.get("/categories?type=town/report&limit=2")
    second = town.get(f"/categories?type=town/report&limit=2&after={first['next']}")
    RegisterPage.model_validate(first)
    assert [row["code"] for row in first["items"] + second["items"]] == ["pothole", "flood", "water"]
    assert first["columns"] == ["grade"]
    assert second["next"] is None


def test_a_type_without_categories_says_so(town: Town) -> None:
    assert code_of(town.call("GET", "/categories?type=town/help")) == (404, "not-found")
    assert code_of(town.call("GET", "/categories?type=town/report&field=subject")) == (404, "not-found")
    assert town.get("/categories?type=town/report&field=kind")["register"] == "town/kinds"


def test_areas_are_walked_from_the_top(town: Town) -> None:
    top = town.get("/areas")
    AreaPage.model_validate(top)
    assert [area["code"] for area in top["items"]] == [COUNTY, "990102"]
    assert town.get(f"/areas?parent={COUNTY}")["items"] == []
    assert code_of(town.call("GET", "/areas?parent=nowhere")) == (404, "not-found")


def test_a_form_tells_whom_it_asks_and_which_parts_of_a_person(town: Town) -> None:
    asked = dict(REPORT["asks"]) | {
        "seen_by": {**REPORT["asks"]["reporter"], "parts": ["phone"], "asked_of": ["clerk"]}
    }
    install_definition(Definition.model_validate({**REPORT, "asks": asked}))
    asks = town.get("/types/town/report")["asks"]
    assert (asks["seen_by"]["parts"], asks["seen_by"]["asked_of"]) == (["name", "phone"], ["clerk"])
    assert (asks["subject"]["parts"], asks["subject"]["asked_of"]) == ([], [])
    assert asks["reporter"]["parts"] == list(PERSON_PARTS)


def test_organisations_come_by_code_and_in_pages_and_only_those_of_today(town: Town) -> None:
    first = town.get("/organisations?limit=1")
    second = town.get(f"/organisations?after={first['next']}")
    OrganisationPage.model_validate(first)
    codes = [one["code"] for one in first["items"] + second["items"]]
    assert codes == sorted(codes) == [one.code for one in world().organisations()]
    assert "phone" not in first["items"][0]


def test_a_cursor_of_another_list_is_refused(town: Town) -> None:
    after = town.get("/categories?type=town/report&limit=1")["next"]
    assert code_of(town.call("GET", f"/areas?after={after}")) == (422, "bad-input")
