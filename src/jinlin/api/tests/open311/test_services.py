"""GeoReport: discovery, services and their definitions."""

from __future__ import annotations

import pytest

from jinlin.api.open311.parameters import is_served
from jinlin.api.tests.open311.conftest import POTHOLE, Caller, opened_up, told
from jinlin.kernel.cases.actions import install_definition
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.tests.town import COUNTY, REPORT
from jinlin.kernel.registry.grid import GridCellInfo
from jinlin.kernel.registry.world import World
from jinlin.lib import clock
from jinlin.lib.working_calendar import WorkingCalendar

SQUARE = '{"type":"Polygon","coordinates":[[[120,40],[121,40],[121,41],[120,41],[120,40]]]}'


def test_discovery_says_where_and_how_the_protocol_is_spoken(caller: Caller) -> None:
    found = caller.town.client.get("/open311/discovery.json").json()
    (endpoint,) = found["endpoints"]
    assert endpoint["url"] == "http://testserver/open311/v2"
    assert endpoint["formats"] == ["application/json", "text/xml"]
    assert endpoint["specification"] == "http://wiki.open311.org/GeoReport_v2"
    xml = caller.town.client.get("/open311/discovery.xml").content.decode()
    assert "<endpoint><specification>http://wiki.open311.org/GeoReport_v2</specification>" in xml
    assert "<formats><format>application/json</format><format>text/xml</format></formats>" in xml


def test_the_services_are_the_lowest_public_categories(caller: Caller) -> None:
    assert [one["service_code"] for one in caller.read("/services.json")] == [POTHOLE, "town.report.water"]


def test_a_service_has_all_members_that_the_protocol_names(caller: Caller) -> None:
    assert caller.read("/services.json")[0] == {
        "service_code": POTHOLE,
        "service_name": "坑洞",
        "description": None,
        "metadata": True,
        "type": "realtime",
        "keywords": None,
        "group": "道路",
    }


def test_a_service_whose_reports_are_looked_at_first_says_that_it_gives_a_token(caller: Caller) -> None:
    opened_up({"hidden_in": ["received"]}, kind="public")
    assert {one["type"] for one in caller.read("/services.json")} == {"batch"}


def test_services_are_asked_for_at_a_place(caller: Caller) -> None:
    assert caller.read("/services.json?lat=40.32&long=120.33") == caller.read("/services.json")
    cell = GridCellInfo("C", "C", COUNTY, SQUARE, clock.today(), None)
    gridded = World(1, WorkingCalendar({}), cells=[cell])
    assert is_served({"lat": "40.32", "long": "120.33"}, gridded)
    assert not is_served({"lat": "10", "long": "10"}, gridded)


@pytest.mark.parametrize("place", ["lat=40.32", "lat=x&long=1", "lat=91&long=1", "lat=nan&long=1"])
def test_what_is_no_place_is_refused(caller: Caller, place: str) -> None:
    status, (description,) = told(caller.get(f"/services.json?{place}"))
    assert status == 400
    assert "must be degrees" in description


def test_services_are_named_in_the_language_that_is_asked_for(caller: Caller) -> None:
    answer = caller.town.client.get(
        "/open311/v2/services.json", headers={"Accept-Language": "en-GB,zh;q=0.5"}
    )
    assert answer.json()[0]["service_name"] == "Pothole"
    assert "Accept-Language" in answer["Vary"]


def test_a_definition_asks_what_the_pack_asks(caller: Caller) -> None:
    found = caller.read(f"/services/{POTHOLE}.json")
    assert found["service_code"] == POTHOLE
    confidential, depth, seen_on, area = found["attributes"]
    assert confidential == {
        "variable": True,
        "code": "confidential",
        "datatype": "singlevaluelist",
        "required": False,
        "datatype_description": None,
        "order": 1,
        "description": "中Confidential",
        "values": [{"key": "true", "name": "是"}, {"key": "false", "name": "否"}],
    }
    assert area["values"][0] == {"key": "990101", "name": "Town"}
    assert (depth["datatype"], seen_on["datatype"], seen_on["order"]) == ("number", "datetime", 3)


def test_xml_says_the_same_in_elements(caller: Caller) -> None:
    services = caller.get("/services.xml")
    assert services["Content-Type"] == "text/xml; charset=utf-8"
    assert services.content.decode().startswith(
        '<?xml version="1.0" encoding="utf-8"?>\n<services><service>'
        f"<service_code>{POTHOLE}</service_code><service_name>坑洞</service_name><description></description>"
        "<metadata>true</metadata><type>realtime</type><keywords></keywords><group>道路</group></service>"
    )
    definition = caller.get(f"/services/{POTHOLE}.xml").content.decode()
    assert f"<service_definition><service_code>{POTHOLE}</service_code><attributes><attribute>" in definition
    assert "<values><value><key>true</key><name>是</name></value>" in definition


def test_a_service_that_is_not_there_is_not_found(caller: Caller) -> None:
    for code in ("town.report.home", "town.report.", "nowhere", "town.help.pothole"):
        status, (description,) = told(caller.get(f"/services/{code}.json"))
        assert status == 404
        assert code in description


def test_a_jurisdiction_may_be_left_out_and_must_be_ours(caller: Caller) -> None:
    assert caller.read("/services.json", jurisdiction_id="990101")
    status, (description,) = told(caller.get("/services.json", jurisdiction_id="sfgov.org"))
    assert status == 404
    assert "jurisdiction_id was not found; leave it out, or say 990101, 990102" in description


def test_a_city_with_nothing_open_has_no_services(caller: Caller) -> None:
    install_definition(Definition.model_validate(REPORT))
    assert caller.read("/services.json") == []
    assert caller.read("/requests.json") == []
