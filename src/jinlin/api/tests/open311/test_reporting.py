"""GeoReport: POST requests and tokens."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinlin.api.open311.reporting import KNOWN
from jinlin.api.tests.conftest import at_rest
from jinlin.api.tests.open311.conftest import FULL, POTHOLE, ROOT, Caller, opened_up, told
from jinlin.kernel.cases.contents import Contents
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors import contents_of
from jinlin.kernel.registry.attempts import Attempts
from jinlin.kernel.registry.clients import Client


def held_by(number: str) -> Contents:
    return contents_of(Case.objects.get(number=number))


def test_a_report_becomes_a_case_of_its_pack(caller: Caller) -> None:
    number = caller.report()
    case = Case.objects.get(number=number)
    held = contents_of(case)
    assert (case.category, case.channel, case.opener, held.title) == (
        "pothole",
        "open311",
        "anyone",
        "A deep hole",
    )
    assert (case.lon, case.lat) == (120.33456, 40.32111)
    assert held.get("details") == FULL["description"]
    assert case.facts["confidential"] is True


def test_whoever_reports_can_follow_it_with_the_tracking_code(caller: Caller) -> None:
    answer = caller.send(FULL)
    number = answer.json()[0]["service_request_id"]
    shown = caller.town.get(f"/cases/{number}", x_tracking_code=answer["X-Tracking-Code"])
    assert shown["fields"]["reporter"]["value"] == {"name": "张三", "phone": "13912345678"}


def test_a_telephone_alone_says_who_reports(caller: Caller) -> None:
    number = caller.report(first_name="", last_name="")
    assert held_by(number).get("reporter") == {"phone": "13912345678"}


def test_a_report_is_answered_with_its_id_or_with_a_token_and_never_with_both(caller: Caller) -> None:
    (at_once,) = caller.send(FULL).json()
    assert set(at_once) == {"service_request_id", "service_notice"}
    opened_up({"hidden_in": ["received"]}, kind="public")
    (later,) = caller.send(FULL).json()
    assert set(later) == {"token", "service_notice"}


def test_a_token_gives_the_id_once_the_report_can_be_read(caller: Caller) -> None:
    opened_up({"hidden_in": ["received"]}, kind="public")
    token = caller.send(FULL).json()[0]["token"]
    assert caller.read(f"/tokens/{token}.json") == [{"service_request_id": None, "token": token}]
    assert "<service_request_id></service_request_id>" in caller.get(f"/tokens/{token}.xml").content.decode()
    number = Case.objects.get().number
    caller.take(number, "assign", {"kind": "pothole"}, "lin")
    assert caller.read(f"/tokens/{token}.json") == [{"service_request_id": number, "token": token}]
    xml = caller.get(f"/tokens/{token}.xml").content.decode()
    assert f"<request><service_request_id>{number}</service_request_id>" in xml


@pytest.mark.parametrize("token", ["x", "AAAA", "A" * 60, "%F0%9F%92%A9", "é", "a=b", "T2018-0001"])
def test_what_is_no_token_is_not_found(caller: Caller, token: str) -> None:
    status, (description,) = told(caller.get(f"/tokens/{token}.json"))
    assert status == 404
    assert "The token was not found" in description


def test_an_api_key_says_who_reports(caller: Caller) -> None:
    number = caller.report(api_key=caller.town.tokens["zhao"])
    assert Case.objects.get(number=number).opener.startswith("person/")


def test_a_wrong_api_key_is_refused_as_documented(caller: Caller) -> None:
    status, (description,) = told(caller.send(FULL | {"api_key": "nobody's"}))
    assert status == 403
    assert "The token is unknown" in description


def test_a_service_that_not_anyone_may_use_needs_an_api_key(caller: Caller) -> None:
    opened_up({}, opened_by=["clerk"], kind="public")
    assert told(caller.send(FULL))[0] == 403
    assert caller.report(api_key=caller.town.tokens["lin"])


def test_what_a_report_lacks_is_told_all_at_once_in_words_of_the_protocol(caller: Caller) -> None:
    status, descriptions = told(caller.send({"service_code": POTHOLE, "attribute[hue]": "red"}))
    assert status == 400
    assert len(descriptions) == 2
    assert descriptions[0].startswith("lat, long")
    assert descriptions[1].startswith("attribute[hue]")
    status, descriptions = told(caller.send(FULL | {"description": "", "attribute[depth]": "91"}))
    assert status == 400
    assert sorted(one.partition("：")[0] for one in descriptions) == ["attribute[depth]", "description"]
    assert Case.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"service_code": ""}, "service_code was not provided"),
        ({"service_code": "town.report.home"}, "was not found"),
        ({"lat": "x"}, "must be degrees"),
        ({"lat": ""}, "both of them"),
        ({"lat": "nan"}, "x (longitude)"),
        ({"lat": "1e999"}, "x (longitude)"),
        ({"long": "190"}, "x is the longitude"),
        ({"address_id": "7"}, "use lat and long"),
        ({"phone": "12"}, "phone"),
        ({"media_url": "javascript:alert(1)"}, "address of the web"),
        ({"colour": "red"}, "is not a parameter here"),
        ({"attribute[depth]": "deep"}, "whole number"),
        ({"attribute[confidential]": "maybe"}, "attribute[confidential]"),
        ({"attribute[seen_on]": "yesterday"}, "attribute[seen_on]"),
        ({"attribute[depth]": ["1", "2"]}, "may come only once"),
        ({"lat": ["1", "2"]}, "may come only once"),
        ({"description": "a\x00b"}, "U+0000"),
        ({"description": "x" * 4001}, "4000"),
    ],
)
def test_a_report_that_does_not_fit_changes_nothing(
    caller: Caller, changes: dict[str, Any], says: str
) -> None:
    answer = caller.send(FULL | changes)
    status, descriptions = told(answer)
    assert status in (400, 404)
    assert says in " ".join(descriptions)
    assert Case.objects.count() == 0


def test_attributes_are_kept_as_their_fields_are(caller: Caller) -> None:
    number = caller.report(**{"attribute[depth]": "12", "attribute[seen_on]": "2018-03-04T23:30:00Z"})
    facts = Case.objects.get(number=number).facts
    assert (facts["depth"], facts["seen_on"]) == (12, "2018-03-05")


def test_an_address_serves_where_the_place_is_not_known(caller: Caller) -> None:
    number = caller.report(lat="", long="", address_string="1 School Road")
    assert held_by(number).get("address") == "1 School Road"


def test_a_picture_elsewhere_is_told_with_the_description(caller: Caller) -> None:
    number = caller.report(media_url="https://pictures.example/1.jpg")
    assert held_by(number).get("details").endswith("\nhttps://pictures.example/1.jpg")


def test_what_nobody_needs_is_taken_and_not_kept(caller: Caller) -> None:
    number = caller.report(email="zhang@mail.example", device_id="d-123456", account_id="a-7")
    kept = json.dumps([held_by(number).hidden(), *at_rest("SELECT facts::text FROM case_case")])
    assert not any(text in kept for text in ("mail.example", "d-123456", "a-7"))


def test_a_title_that_is_public_does_not_tell_what_was_told_in_confidence(caller: Caller) -> None:
    opened_up({}, kind="public", subject="public")
    number = caller.report()
    assert Case.objects.get(number=number).public_title == "坑洞"


def test_parameters_may_stand_in_the_address_too(caller: Caller) -> None:
    form = dict(FULL)
    code = form.pop("service_code")
    answer = caller.town.client.post(
        f"{ROOT}/requests.json?service_code={code}",
        "&".join(f"{name}={value}" for name, value in form.items()),
        content_type="application/x-www-form-urlencoded",
    )
    assert answer.status_code == 200


def test_a_report_in_xml_is_answered_in_xml(caller: Caller) -> None:
    good = caller.send(FULL, "xml")
    assert good["Content-Type"] == "text/xml; charset=utf-8"
    number = Case.objects.get().number
    assert (
        "<service_requests><request>"
        f"<service_request_id>{number}</service_request_id><service_notice>中It is received</service_notice>"
        "</request></service_requests>"
    ) in good.content.decode()
    bad = caller.send({"service_code": POTHOLE}, "xml")
    assert bad.status_code == 400
    assert "<errors><error><code>400</code><description>lat, long" in bad.content.decode()


def test_reports_of_callers_who_are_not_known_are_counted_by_address(caller: Caller) -> None:
    for _ in range(59):
        Attempts.of_reporting(Client("127.0.0.1"), KNOWN).begin()
    assert caller.send({}).status_code == 400
    assert caller.report()
    answer = caller.send(FULL)
    assert told(answer)[0] == 429
    assert int(answer["Retry-After"]) > 0
    assert caller.report(api_key=caller.town.tokens["zhao"])


@pytest.mark.parametrize("media", ["application/json", "multipart/form-data; boundary=x", "text/plain"])
def test_only_forms_are_taken(caller: Caller, media: str) -> None:
    answer = caller.town.client.post(f"{ROOT}/requests.json", b"{}", content_type=media)
    assert told(answer)[0] == 415


def test_a_form_in_a_charset_that_is_not_known_is_refused(caller: Caller) -> None:
    media = "application/x-www-form-urlencoded; charset=klingon"
    answer = caller.town.client.generic("POST", f"{ROOT}/requests.json", b"lat=%FF%00", content_type=media)
    assert told(answer)[0] == 400


def test_a_report_costs_few_queries(caller: Caller) -> None:
    key = caller.town.tokens["zhao"]
    caller.report(api_key=key)
    with CaptureQueriesContext(connection) as queries:
        caller.report(api_key=key)
    assert len([one for one in queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE"))]) <= 8
