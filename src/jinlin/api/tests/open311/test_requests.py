"""GeoReport: reading requests, one, several, or those of a query."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinlin.api.tests.open311.conftest import POTHOLE, ROOT, Caller, opened_up, told
from jinlin.lib import clock

LEAK = "town.report.water"


@pytest.fixture
def days(monday: clock.Journey) -> clock.Journey:
    """The clock, to be moved."""
    return monday


def ids(caller: Caller, **parameters: str) -> list[str]:
    return [one["service_request_id"] for one in caller.read("/requests.json", **parameters)]


def later(journey: clock.Journey, **span: float) -> None:
    journey.move(clock.now() + timedelta(**span))


def test_a_request_has_all_members_that_the_protocol_names(caller: Caller) -> None:
    number = caller.report()
    caller.take(number, "assign", {"kind": "pothole"}, "lin")
    (one,) = caller.read(f"/requests/{number}.json")
    assert one == {
        "service_request_id": number,
        "status": "open",
        "status_notes": "中with_unit: 中It is with_unit",
        "service_name": "坑洞",
        "service_code": POTHOLE,
        "description": None,
        "agency_responsible": "T-ROADS",
        "service_notice": None,
        "requested_datetime": "2018-03-05T09:00:00+08:00",
        "updated_datetime": "2018-03-05T09:00:00+08:00",
        "expected_datetime": "2018-03-12T17:30:00+08:00",
        "address": None,
        "address_id": None,
        "zipcode": None,
        "lat": 40.321,
        "long": 120.335,
        "media_url": None,
    }


def test_nothing_of_what_a_person_told_goes_out(caller: Caller) -> None:
    number = caller.report()
    for path in (f"/requests/{number}.json", f"/requests/{number}.xml"):
        shown = caller.get(path, extensions="true").content.decode()
        assert not any(text in shown for text in ("张", "139", "A deep hole", "school", "120.33456", "enc:"))


def test_a_description_that_the_pack_calls_public_is_shown(caller: Caller) -> None:
    opened_up({}, kind="public", details="public")
    (one,) = caller.read(f"/requests/{caller.report()}.json")
    assert one["description"] == "A deep hole\nbefore the school"


def test_several_ids_are_read_at_once_by_path_or_by_query(caller: Caller) -> None:
    one, two, three = caller.report(), caller.report(), caller.report()
    found = caller.read(f"/requests/{one},{three}.json")
    assert {request["service_request_id"] for request in found} == {one, three}
    assert set(ids(caller, service_request_id=f"{one}, {two},nothing")) == {one, two}
    swagger = caller.town.client.get(f"{ROOT}/request/{one}.json").json()
    assert swagger[0]["service_request_id"] == one


def test_ids_override_all_other_parameters(caller: Caller, days: clock.Journey) -> None:
    number = caller.report()
    later(days, days=200)
    assert ids(caller) == []
    assert ids(caller, service_request_id=number, status="closed", start_date="2001-01-01") == [number]


def test_an_id_that_is_not_there_or_not_public_is_not_found(caller: Caller) -> None:
    hidden = caller.town.opened(details="x", kind="home")["number"]
    for number in ("T2018-9999", hidden, "%00", "x" * 300):
        status, (description,) = told(caller.get(f"/requests/{number}.json"))
        assert status in (400, 404)
        assert description
    assert told(caller.get(f"/requests/{hidden}.json"))[0] == 404


def test_a_query_knows_services_one_or_several(caller: Caller) -> None:
    hole, leak = caller.report(), caller.report(service_code=LEAK)
    assert ids(caller, service_code=LEAK) == [leak]
    assert set(ids(caller, service_code=f"{LEAK},{POTHOLE}")) == {hole, leak}
    assert ids(caller, service_code="town.report.roads") == []
    assert told(caller.get("/requests.json", service_code="1"))[0] == 404


def test_a_query_knows_open_and_closed(caller: Caller) -> None:
    first, second = caller.report(), caller.report()
    caller.take(second, "merge", {"into": first}, "lin")
    assert ids(caller, status="open") == [first]
    assert ids(caller, status="closed") == [second]
    assert set(ids(caller, status="open,closed")) == {first, second}
    (one,) = caller.read(f"/requests/{second}.json")
    assert one["status"] == "closed"
    assert told(caller.get("/requests.json", status="done"))[0] == 400


def test_a_query_without_dates_is_about_the_last_90_days(caller: Caller, days: clock.Journey) -> None:
    old = caller.report()
    later(days, days=90)
    assert ids(caller) == [old]
    later(days, seconds=1)
    assert ids(caller) == []


def test_a_query_with_dates_spans_90_days_at_most(caller: Caller, days: clock.Journey) -> None:
    first = caller.report()
    later(days, days=10)
    second = caller.report()
    later(days, days=300)
    assert ids(caller, start_date="2018-03-05T09:00:00+08:00", end_date="2018-03-15T08:00:00+08:00") == [
        first
    ]
    assert ids(caller, start_date="2018-03-05T01:00:01Z") == [second]
    assert ids(caller, end_date="2018-03-05T09:00:00+08:00") == [first]
    assert ids(caller, end_date="2018-03-05") == []
    start, end = "2018-01-01T00:00:00+08:00", "2018-04-01T00:00:00+08:00"
    assert len(ids(caller, start_date=start, end_date=end)) == 2
    status, (description,) = told(
        caller.get("/requests.json", start_date=start, end_date="2018-04-01T00:00:01+08:00")
    )
    assert (status, "at most 90 days after it" in description) == (400, True)


@pytest.mark.parametrize(
    "text", ["today", "2018-13-01", "0001-01-01", "9999-12-31", "", "2018-03-05T09:00:00 08:00"]
)
def test_a_date_that_cannot_be_read_is_told_with_its_form(caller: Caller, text: str) -> None:
    for name in ("start_date", "end_date"):
        status, (description,) = told(caller.get("/requests.json", **{name: text}))
        assert status == 400
        assert description.startswith(name)


def test_pages_follow_each_other(caller: Caller, days: clock.Journey) -> None:
    made = []
    for _ in range(5):
        later(days, minutes=1)
        made.append(caller.report())
    pages = [ids(caller, page=str(n), page_size="2") for n in (1, 2, 3, 4)]
    assert pages == [made[:2:-1], made[2:0:-1], [made[0]], []]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("page", "0"),
        ("page", "x"),
        ("page", "-1"),
        ("page_size", "1001"),
        ("page_size", "0"),
        ("page", "999999"),
    ],
)
def test_a_page_that_is_none_is_refused(caller: Caller, name: str, text: str) -> None:
    status, (description,) = told(caller.get("/requests.json", **{name: text}))
    assert status == 400
    assert description.startswith(name)


def test_a_page_with_notes_is_shorter(caller: Caller) -> None:
    assert told(caller.get("/requests.json", extensions="true", page_size="101"))[0] == 400
    assert told(caller.get("/requests.json", extensions="yes"))[0] == 400


def test_extensions_tell_the_steps_and_what_the_mechanism_knows(caller: Caller, days: clock.Journey) -> None:
    number = caller.report()
    later(days, minutes=5)
    caller.take(number, "assign", {"kind": "pothole"}, "lin")
    caller.take(number, "note", {"remark": "known to us"}, "lin")
    (one,) = caller.read(f"/requests/{number}.json", extensions="true")
    attributes = one["extended_attributes"]
    assert (attributes["state"], attributes["card"], attributes["title"]) == ("with_unit", "none", "坑洞")
    assert attributes["fields"] == [{"code": "kind", "name": "中Kind", "value": "pothole"}]
    assert one["notes"] == [
        {"datetime": "2018-03-05T09:00:00+08:00", "type": "opened", "description": "登记", "agency": None},
        {"datetime": "2018-03-05T09:05:00+08:00", "type": "act.assign", "description": "中Assign",
         "agency": "T-CENTRE"},
    ]  # fmt: skip
    xml = caller.get(f"/requests/{number}.xml", extensions="true").content.decode()
    assert "<extended_attributes><title>坑洞</title>" in xml
    assert "<notes><note><datetime>2018-03-05T09:00:00+08:00</datetime>" in xml


def test_xml_gives_every_request_an_element(caller: Caller) -> None:
    number = caller.report()
    xml = caller.get("/requests.xml").content.decode()
    assert f"<service_requests><request><service_request_id>{number}</service_request_id>" in xml
    assert "<lat>40.321</lat><long>120.335</long><media_url></media_url></request></service_requests>" in xml


def test_markup_and_control_characters_are_data_in_xml(caller: Caller) -> None:
    opened_up({}, kind="public", details="public")
    number = caller.report(description="<b>&]]>")
    assert "&lt;b&gt;&amp;]]&gt;" in caller.get(f"/requests/{number}.xml").content.decode()
    hostile = caller.get("/services/\x0b\ufffe.xml")
    assert hostile.status_code == 404
    assert "\ufffd\ufffd" in hostile.content.decode()


def test_parameters_that_nobody_reads_are_refused(caller: Caller) -> None:
    for path in ("/requests.json", "/services.json", "/requests/1.json", "/tokens/1.json"):
        status, (description,) = told(caller.get(path, colour="1"))
        assert status == 400
        assert "is not a parameter here" in description


def test_any_page_may_read_and_only_read(caller: Caller) -> None:
    number = caller.report()
    for path in ("/services.json", f"/requests/{number}.json", "/requests/none.json"):
        assert caller.get(path)["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Origin" not in caller.send({})


@pytest.mark.parametrize("path", ["/requests.json", "/services.xml", "/tokens/1.json"])
@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_other_methods_are_refused(caller: Caller, method: str, path: str) -> None:
    answer = caller.town.client.generic(method, ROOT + path)
    assert answer.status_code == 405
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize("path", ["/requests", "/requests.csv", "/", "/services/.json/x", "/tokens.json"])
def test_other_addresses_are_not_there(caller: Caller, path: str) -> None:
    assert told(caller.get(path))[0] == 404


def test_a_page_costs_the_same_whatever_its_length(caller: Caller) -> None:
    costs = []
    for more in (1, 5):
        for _ in range(more):
            caller.report(api_key=caller.town.tokens["zhao"])
        caller.read("/requests.json", extensions="true")
        with CaptureQueriesContext(connection) as queries:
            caller.read("/requests.json", extensions="true")
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 7
