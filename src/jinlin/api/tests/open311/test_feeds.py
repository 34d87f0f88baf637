"""Feeds: GeoJSON of public cases, Atom of an area, and an officer's deadlines as a calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from xml.dom.minidom import parseString

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from icalendar import Calendar

from jinlin.api.tests.conftest import code_of, facts_of
from jinlin.api.tests.open311.conftest import Caller, opened_up
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.town import COUNTY
from jinlin.lib import clock

CASES = "/feeds/cases.geojson"


def get(caller: Caller, path: str, **parameters: str) -> Any:
    return caller.town.client.get(path, parameters)


def features(caller: Caller, **parameters: str) -> list[str]:
    body = get(caller, CASES, **parameters).json()
    assert body["type"] == "FeatureCollection"
    return [one["id"] for one in body["features"]]


def address(caller: Caller, who: str = "wu") -> str:
    """The path of a new calendar address of this officer."""
    return str(urlsplit(caller.town.post("/calendar", who=who)["address"]).path)


def events(caller: Caller, path: str) -> list[tuple[str, str]]:
    answer = get(caller, path)
    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    found = Calendar.from_ical(answer.content).walk("VEVENT")
    return [(str(one["summary"]), one.decoded("dtend").isoformat()) for one in found]


def test_geojson_has_a_feature_for_every_public_case_with_a_place(caller: Caller) -> None:
    number = caller.report()
    caller.report(lat="", long="", address_string="1 School Road")
    answer = get(caller, CASES)
    assert answer["Content-Type"] == "application/geo+json"
    assert answer["Access-Control-Allow-Origin"] == "*"
    (feature,) = answer.json()["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [120.335, 40.321]}
    assert feature["properties"] == {
        "number": number,
        "type": "town/report",
        "title": "坑洞",
        "category": "pothole",
        "category_name": "坑洞",
        "state": "received",
        "state_name": "中received",
        "holder": None,
        "area": None,
        "card": "none",
        "opened_at": "2018-03-05T09:00:00+08:00",
        "updated_at": "2018-03-05T09:00:00+08:00",
        "due_at": "2018-03-05T10:00:00+08:00",
        "closed_at": None,
    }
    assert "A deep hole" not in answer.content.decode()


def test_geojson_is_narrowed_by_box_category_state_and_area(caller: Caller) -> None:
    near, far = caller.report(), caller.report(lat="41.5", service_code="town.report.water")
    caller.take(far, "merge", {"into": near}, "lin")
    assert features(caller, bbox="120.3,40.3,120.4,40.4") == [near]
    assert features(caller, category="roads") == [near]
    assert features(caller, open="false") == [far]
    assert features(caller, open="true", type="town/report") == [near]
    assert features(caller, type="town/help") == []
    assert features(caller, area=COUNTY) == []


def test_geojson_comes_in_pages(caller: Caller, monday: clock.Journey) -> None:
    made = []
    for _ in range(3):
        monday.move(clock.now() + timedelta(minutes=1))
        made.append(caller.report())
    first = get(caller, CASES, limit="2").json()
    assert features(caller, after=first["next"]) == made[:1]


@pytest.mark.parametrize(
    ("name", "text"),
    [("bbox", "1,2,3"), ("bbox", "nan,0,1,1"), ("open", "x"), ("limit", "1001"), ("after", "x"),
     ("colour", "red"), ("limit", "٣")],
)  # fmt: skip
def test_what_geojson_does_not_understand_is_refused(caller: Caller, name: str, text: str) -> None:
    assert code_of(get(caller, CASES, **{name: text}))[0] == 422
    assert code_of(get(caller, CASES, category="a\x00b")) == (400, "malformed")


def test_atom_tells_what_is_new_in_an_area(caller: Caller, monday: clock.Journey) -> None:
    opened_up({}, kind="public", area="public")
    number = caller.report(**{"attribute[area]": COUNTY})
    monday.move(clock.now() + timedelta(minutes=5))
    caller.take(number, "assign", {"kind": "pothole"}, "lin")
    answer = get(caller, f"/feeds/areas/{COUNTY}.atom")
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = parseString(answer.content)  # noqa: S318 -- it is our own
    (entry,) = feed.getElementsByTagName("entry")
    (author,) = feed.getElementsByTagName("author")
    assert "<name>Town</name>" in author.toxml()
    text = entry.toxml()
    assert f"<title>{number} 坑洞</title>" in text
    assert f"<id>urn:jinlin:case:{number}</id>" in text
    assert "<updated>2018-03-05T09:05:00+08:00</updated>" in text
    assert "中with_unit：中It is with_unit（承办单位：T-ROADS）</summary>" in text
    (link,) = entry.getElementsByTagName("link")
    assert link.getAttribute("href") == f"http://testserver/matters/{number}"
    assert number in caller.town.client.get(link.getAttribute("href")).content.decode()


def test_an_area_that_is_not_there_has_no_feed(caller: Caller) -> None:
    for code in ("1", "%00", "x" * 300):
        assert code_of(get(caller, f"/feeds/areas/{code}.atom")) == (404, "not-found")


def test_a_calendar_shows_an_officer_what_waits_for_them_and_no_more(caller: Caller) -> None:
    number, other = caller.report(), caller.report()
    caller.take(number, "assign", {"kind": "pothole"}, "lin")
    at_roads, centre = address(caller, "wu"), address(caller, "lin")
    assert events(caller, at_roads) == [(f"{number} A deep hole", "2018-03-12T09:30:00+00:00")]
    assert [summary for summary, _ in events(caller, centre)] == [f"{other} A deep hole"]
    assert events(caller, address(caller, "he")) == []
    text = get(caller, at_roads).content.decode()
    assert not any(one in text for one in ("school", "张", "139", "DESCRIPTION", "LOCATION", "GEO"))


def test_what_is_done_leaves_the_calendar(caller: Caller) -> None:
    number = caller.report()
    caller.take(number, "assign", {"kind": "pothole"}, "lin")
    path = address(caller, "wu")
    caller.take(number, "resolve", {"answer": "Filled"}, "wu")
    assert events(caller, path) == []


def many(caller: Caller, hours: range) -> None:
    """Cases that wait for wu, each due so many hours from now: copies of one, for speed."""
    number = caller.report()
    caller.take(number, "assign", {"kind": "pothole"}, "lin")
    like = Case.objects.get(number=number)
    fields = {one.attname: getattr(like, one.attname) for one in Case._meta.concrete_fields}
    fields |= {"sealed": None, "sealed_key": None}  # it lies under the key of that one case
    now = clock.now()
    Case.objects.bulk_create(
        Case(**fields | {"id": like.id + n, "number": f"T2018-C{n}", "due_at": now + timedelta(hours=h)})
        for n, h in enumerate(hours, 1)
    )
    like.delete()


def test_of_three_hundred_deadlines_a_calendar_holds_those_to_come_and_some_that_passed_lately(
    caller: Caller,
) -> None:
    many(caller, range(-150 * 24 + 1, 150 * 24, 24))  # a day apart, half of them past
    days = [dated for _, dated in events(caller, address(caller, "wu"))]
    coming, late = days[:150], days[150:]
    now = clock.now().isoformat()
    assert (coming, late) == (sorted(coming), sorted(late))
    assert late[-1] < now < coming[0]
    assert len(late) == 28  # of four weeks


def test_where_all_are_still_to_come_a_calendar_holds_the_two_hundred_that_are_soonest(
    caller: Caller,
) -> None:
    many(caller, range(-10, 290))
    days = [dated for _, dated in events(caller, address(caller, "wu"))]
    assert len(days) == 200
    assert min(days) >= clock.now().isoformat()


def test_a_new_address_takes_the_place_of_the_one_before(caller: Caller) -> None:
    first, second = address(caller), address(caller)
    assert code_of(get(caller, first)) == (404, "not-found")
    assert events(caller, second) == []
    assert caller.town.call("DELETE", "/calendar", who="wu").status_code == 204
    assert code_of(get(caller, second)) == (404, "not-found")
    assert code_of(caller.town.call("DELETE", "/calendar", who="wu")) == (404, "not-found")


def test_an_address_is_journaled_without_its_secret_and_ends_after_a_year(
    caller: Caller, monday: clock.Journey
) -> None:
    path = address(caller)
    secret = path.removeprefix("/feeds/deadlines/").removesuffix(".ics")
    issued = facts_of("token.issued")
    assert any('"label":"calendar"' in one for one in issued)
    assert not any(secret in one for one in issued)
    monday.move(clock.now() + timedelta(days=366))
    assert get(caller, path).status_code == 404


def test_the_secret_of_a_calendar_opens_nothing_else(caller: Caller) -> None:
    path = address(caller, "lin")
    secret = path.removeprefix("/feeds/deadlines/").removesuffix(".ics")
    caller.town.tokens["calendar"] = secret
    assert code_of(caller.town.call("GET", "/cases", who="calendar")) == (401, "not-signed-in")
    assert caller.send({"service_code": "x", "api_key": secret}).status_code == 403
    token = caller.town.tokens["lin"]
    assert code_of(get(caller, f"/feeds/deadlines/{token}.ics")) == (404, "not-found")


def test_an_address_needs_somebody_who_is_signed_in(caller: Caller) -> None:
    for method in ("POST", "DELETE"):
        assert code_of(caller.town.call(method, "/calendar")) == (401, "not-signed-in")


def test_a_calendar_is_for_nobody_elses_scripts(caller: Caller) -> None:
    answer = get(caller, address(caller))
    assert "Access-Control-Allow-Origin" not in answer
    assert answer["Cache-Control"] == "no-store, private"


def test_feeds_cost_few_queries_whatever_their_length(caller: Caller) -> None:
    path = address(caller, "lin")
    costs = []
    for more in (1, 5):
        for _ in range(more):
            caller.report(api_key=caller.town.tokens["zhao"])
        with CaptureQueriesContext(connection) as queries:
            get(caller, CASES)
            get(caller, path)
        costs.append(len(queries))
    assert costs[1] <= costs[0] <= 12


@pytest.mark.parametrize("path", [CASES, f"/feeds/areas/{COUNTY}.atom", "/feeds/deadlines/x.ics"])
def test_feeds_are_only_read(caller: Caller, path: str) -> None:
    assert code_of(caller.town.client.post(path)) == (405, "wrong-method")
    assert code_of(get(caller, "/feeds/other")) == (404, "not-found")
