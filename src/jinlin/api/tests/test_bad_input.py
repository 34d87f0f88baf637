"""Malformed, oversized and hostile input gets a sentence, and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from jinlin.api.tests.conftest import ROOT, Town, at_rest, code_of

GOOD = {"type": "town/report", "answers": {"subject": "A hole"}}


@pytest.fixture(autouse=True)
def nothing_is_left(town: Town) -> Iterator[None]:
    """Not half a case, not an event of one."""
    yield
    assert at_rest("SELECT id FROM case_case") == []
    assert at_rest("SELECT seq FROM journal_event WHERE stream LIKE 'case/%%'") == []


def _answers(**answers: Any) -> dict[str, Any]:
    return {"type": "town/report", "answers": {"subject": "A hole", **answers}}


BODIES: dict[str, Any] = {
    "no body": b"",
    "half of it": b'{"type": "town/report", "answ',
    "not an object": [GOOD],
    "null": None.__repr__().encode(),
    "an unknown field": {**GOOD, "state": "closed"},
    "an unknown answer": _answers(nobody_asks_this=1),
    "a type that is a number": {**GOOD, "type": 7},
    "a type that is no key": {**GOOD, "type": "report"},
    "answers that are a list": {**GOOD, "answers": ["A hole"]},
    "answers that are null": {**GOOD, "answers": None},
    "a subject that is a number": _answers(subject=5),
    "a subject that is an object": _answers(subject={"zh": "x"}),
    "a blank subject": _answers(subject="   "),
    "a subject that is too long": _answers(subject="x" * 81),
    "a NUL": b'{"type": "town/report", "answers": {"subject": "a\\u0000b"}}',
    "a raw NUL": b'{"type": "town/report", "answers": {"subject": "a\x00b"}}',
    "a lone surrogate": b'{"type": "town/report", "answers": {"subject": "\\ud800"}}',
    "a bell": _answers(subject="\x07ding"),
    "names that come twice": b'{"type": "town/report", "type": "town/help", "answers": {"subject": "x"}}',
    "a code that is not in the register": _answers(kind="volcano"),
    "a code that is a list": _answers(kind=["pothole"]),
    "a point that is no point": _answers(place="here"),
    "a point beyond the globe": _answers(place={"x": 181.0, "y": 40.0, "crs": "WGS-84"}),
    "a point in no known system": _answers(place={"x": 120.0, "y": 40.0, "crs": "BD-09"}),
    "a point with NaN": b'{"type": "town/report", "answers": {"subject": "x", "place": {"x": NaN}}}',
    "a person with a wrong phone": _answers(reporter={"name": "Lin", "phone": "12"}),
    "a person with a wrong identity number": _answers(reporter={"name": "L", "id_no": "110105194912310021"}),
    "a person with more": _answers(reporter={"name": "Lin", "religion": "x"}),
    "a huge integer": b'{"type": "town/report", "answers": {"subject": ' + b"9" * 400 + b"}}",
    "deep nesting": b'{"type": "town/report", "answers": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    "a channel that is none": {**GOOD, "channel": "pigeon"},
    "a channel that is no name": {**GOOD, "channel": "../web"},
}  # fmt: skip


@pytest.mark.parametrize("name", BODIES)
def test_a_body_that_does_not_fit_gets_a_sentence(town: Town, name: str) -> None:
    status, _ = code_of(town.call("POST", "/cases", BODIES[name]))
    assert status in (400, 422)


def test_a_date_in_year_0_is_refused_in_answers_and_in_filters(town: Town) -> None:
    for value in ("0000-01-01", "0001-01-01", "9999-12-31T23:59:59-12:00", "12", "yesterday", "2018-02-30"):
        answer = town.call("GET", f"/cases?opened_from={value}", who="lin")
        assert code_of(answer) == (422, "bad-input"), value


def test_a_text_of_10_mb_is_too_large(town: Town) -> None:
    answer = town.call("POST", "/cases", _answers(subject="x" * 10_000_000))
    assert code_of(answer) == (413, "too-large")
    assert answer.json()["help"]["en"]


def test_a_body_of_another_media_type_is_refused(town: Town) -> None:
    for kind in ("text/plain", "application/xml", "multipart/form-data; boundary=x", "", "application/json5"):
        answer = town.client.generic("POST", f"{ROOT}/cases", b"{}", content_type=kind)
        assert code_of(answer) == (415, "wrong-media-type"), kind


def test_a_body_in_chunks_is_told_to_bring_its_length(town: Town) -> None:
    headers = {"Transfer-Encoding": "chunked"}
    answer = town.client.generic("POST", f"{ROOT}/cases", b"", "application/json", headers=headers)
    assert code_of(answer) == (411, "no-length")


def test_a_missing_body_is_named_as_such_and_its_fields_by_their_own_names(town: Town) -> None:
    assert set(town.call("POST", "/cases", b"").json()["fields"]) == {"body"}
    assert set(town.call("POST", "/cases", {"kind": 1}).json()["fields"]) == {"type", "answers", "kind"}


def test_json_may_say_its_charset(town: Town) -> None:
    answer = town.client.generic(
        "POST", f"{ROOT}/cases", b"{}", content_type="application/json; charset=utf-8"
    )
    assert code_of(answer) == (422, "bad-input")


@pytest.mark.parametrize(
    "path", ["/nothing", "/cases/", "/cases/a/b/c/d", "", "/../admin", "/cases/%2e%2e/x"]
)
def test_an_unknown_path_is_a_problem_too(town: Town, path: str) -> None:
    assert code_of(town.call("GET", path)) == (404, "not-found")


def test_every_path_under_api_is_told_as_a_problem(town: Town) -> None:
    for path in ("/api/", "/api/v2/cases", "/api/v1"):
        assert code_of(town.client.get(path)) == (404, "not-found")


@pytest.mark.parametrize(("method", "path"), [("PUT", "/cases"), ("DELETE", "/types"), ("PATCH", "/cases/x")])
def test_a_wrong_method_is_told_with_those_that_are_right(town: Town, method: str, path: str) -> None:
    answer = town.call(method, path)
    assert code_of(answer) == (405, "wrong-method")
    assert "GET" in answer["Allow"]


@pytest.mark.parametrize("number", ["%00", "a%00b", "%0a", "%FF%FE", "x" * 61, "' OR 1=1 --", "😀" * 20])
def test_a_number_that_cannot_be_one_finds_nothing(town: Town, number: str) -> None:
    status, _ = code_of(town.call("GET", f"/cases/{number}", who="lin"))
    assert status in (404, 422)


@pytest.mark.parametrize(
    "query",
    ["stat=open", "state=a&state=b", "limit=0", "limit=201", "limit=99999999999999999999", "state=",
     "limit=1e3", "state=%00", "card=green", "open=maybe", "open=1", "after=", "after=!!", "after=bnVsbA",
     "after=WzEsMl0", "after=WyJ4IiwxXQ", "after=WyIyMDE4LTAxLTAxIiwxXQ", "area=%ED%A0%80%00",
     "due_before=2018-13-01"],
)  # fmt: skip
def test_a_filter_that_does_not_fit_is_refused_and_never_lost(town: Town, query: str) -> None:
    assert code_of(town.call("GET", f"/cases?{query}", who="lin")) == (422, "bad-input")


def test_what_does_not_hold_as_a_token_is_told_how_to_get_one(town: Town) -> None:
    for header in ("Bearer nonsense", "Bearer ", "Basic bGluOng=", "Bearer a b", "nonsense", "Bearer \xff"):
        answer = town.client.get(f"{ROOT}/cases", headers={"Authorization": header})
        assert code_of(answer) == (401, "not-signed-in"), header
        assert answer["WWW-Authenticate"].startswith("Bearer")


def test_what_is_no_tracking_code_opens_nothing(town: Town) -> None:
    for code in ("7KQ4M-XR9AT-3HWCP", "short", "\xff\xfe", "x" * 5000):
        status, _ = code_of(town.client.get(f"{ROOT}/cases", headers={"X-Tracking-Code": code}))
        assert status in (401, 422), code


def test_an_exception_that_nobody_foresaw_is_told_without_its_details(
    town: Town, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("secret of the house")

    monkeypatch.setattr("jinlin.api.v1.cases.list_cases", broken)
    answer = town.call("GET", "/cases", who="lin")
    assert code_of(answer) == (500, "fault")
    assert "secret" not in answer.content.decode()
    assert "secret of the house" in caplog.text


def test_a_database_that_does_not_serve_is_no_fault_of_the_caller(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    from django.db import OperationalError

    def gone(*_: object, **__: object) -> None:
        raise OperationalError("server closed the connection")

    monkeypatch.setattr("jinlin.api.v1.cases.list_cases", gone)
    assert code_of(town.call("GET", "/cases", who="lin")) == (503, "not-ready")
