"""A case on one screen: what is shown, what is masked, and acting on it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinlin.kernel.cases.actions import install_definition
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.selectors import timeline
from jinlin.kernel.cases.tests.town import REPORT, WATER
from jinlin.lib import clock
from jinlin.web.desk.tests.conftest import Desk

REPORTER = {"name": "示例张三丰", "phone": "13800000000"}
MOST_QUERIES = 12
PIECE: Any = {"headers": {"HX-Request": "true"}}


def test_the_page_shows_who_has_it_and_what_is_left_of_the_limit(desk: Desk) -> None:
    page = desk.page("gao", f"cases/{desk.report('A hole', 'pothole')}")
    for text in ("A hole", "T-ROADS", "还剩5个工作日", "中with_unit", "中Kind", "pothole"):
        assert text in page


def test_the_time_left_is_told_in_the_time_that_counts(desk: Desk) -> None:
    number = desk.report("A hole")
    desk.travel.move(clock.now().replace(minute=20))
    assert "还剩40分（工作时间）" in desk.page("lin", f"cases/{number}")
    desk.client.cookies["jinlin_language"] = "en"
    assert "40 min of work left" in desk.page("lin", f"cases/{number}")
    desk.travel.move(clock.now().replace(hour=3))
    assert "1 h 20 min of work late" in desk.page("lin", f"cases/{number}")


def test_whoever_may_not_see_a_case_is_told_that_there_is_none(desk: Desk) -> None:
    number = desk.report("A hole", "pothole")
    for path in ("", "/changed?revision=1", "/do/resolve", "/reveal/reporter", "/files/1"):
        assert desk.get("he", f"cases/{number}{path}").status_code == 404


def test_personal_values_are_masked_or_hidden(desk: Desk) -> None:
    number = desk.report("A hole", "pothole", reporter=REPORTER, diagnosis="示例病症")
    for who in ("lin", "wu", "gao"):
        page = desk.page(who, f"cases/{number}")
        assert ("示例张三丰" in page, "13800000000" in page, "示例病症" in page) == (False, False, False)
    assert (
        "示****" in desk.page("lin", f"cases/{number}"),
        "/reveal/reporter" in desk.page("wu", f"cases/{number}"),
    ) == (
        True,
        False,
    )


class TestRevealing:
    def test_needs_a_purpose(self, desk: Desk) -> None:
        path = f"cases/{desk.report('A hole', reporter=REPORTER)}/reveal/reporter"
        assert "示例张三丰" not in desk.page("lin", path)
        answer = desk.post("lin", path, purpose=" ")
        assert answer.status_code == 422
        assert ("示例张三丰" in answer.content.decode(), "请写明" in answer.content.decode()) == (False, True)

    def test_shows_the_value_once_and_is_journaled(self, desk: Desk) -> None:
        number = desk.report("A hole", reporter=REPORTER)
        answer = desk.post("lin", f"cases/{number}/reveal/reporter", purpose="核实地址")
        assert ("示例张三丰" in answer.content.decode(), "no-store" in answer["Cache-Control"]) == (
            True,
            True,
        )
        last = timeline(number, desk.actor("lin"))[-1]
        assert (last.kind, last.facts["purpose"]) == ("revealed", "核实地址")
        page = desk.page("lin", f"cases/{number}")
        assert ("示例张三丰" in page, "核实地址" in page) == (False, True)

    def test_is_refused_to_whom_the_pack_does_not_name(self, desk: Desk) -> None:
        number = desk.report("A hole", "pothole", reporter=REPORTER)
        for who, field in (("wu", "reporter"), ("lin", "diagnosis")):
            answer = desk.post(who, f"cases/{number}/reveal/{field}", purpose="核实地址")
            assert (answer.status_code, "示例张三丰" in answer.content.decode()) == (403, False)

    def test_of_what_is_no_field_is_told_so(self, desk: Desk) -> None:
        assert (
            desk.post("lin", f"cases/{desk.report('A hole')}/reveal/nothing", purpose="核实").status_code
            == 404
        )


class TestActing:
    def test_offers_what_i_may_do_and_says_why_not_the_rest(self, desk: Desk) -> None:
        number = desk.report("A hole", "pothole")
        offered = re.findall(r'href="/desk/cases/[^/]+/do/(\w+)"', desk.page("wu", f"cases/{number}"))
        assert set(offered) == {"resolve", "wait", "ask_return", "get_help", "ask_more"}
        page = desk.page("wu", f"cases/{number}")
        assert "此事项上须由中Clerk办理" in page
        assert "do/assign" not in page

    def test_asks_what_the_pack_asks_and_leads_back_to_the_case(self, desk: Desk) -> None:
        number = desk.report("A hole")
        form = desk.page("lin", f"cases/{number}/do/assign")
        assert ('name="kind"' in form, 'value="pothole"' in form) == (True, True)
        answer = desk.post("lin", f"cases/{number}/do/assign", kind="water", revision="1")
        assert answer["Location"] == f"/desk/cases/{number}"
        assert desk.case(number).holder == WATER

    def test_comes_back_with_what_was_typed_and_what_is_wrong(self, desk: Desk) -> None:
        number = desk.report("A hole")
        answer = desk.post("lin", f"cases/{number}/do/merge", into="T2018-9999", revision="1")
        page = answer.content.decode()
        assert (answer.status_code, 'value="T2018-9999"' in page) == (422, True)
        answer = desk.post("lin", f"cases/{number}/do/assign", revision="1")
        assert (answer.status_code, "aria-invalid" in answer.content.decode()) == (422, True)

    def test_on_what_somebody_changed_meanwhile_tells_what_happened(self, desk: Desk) -> None:
        number = desk.report("A hole")
        desk.take(number, "note", "lin", remark="seen")
        answer = desk.post("lin", f"cases/{number}/do/assign", kind="water", revision="1")
        page = answer.content.decode()
        assert (answer.status_code, desk.case(number).state) == (409, "received")
        assert ("中Note" in page, "示例lin" in page, 'name="revision" value="2"' in page) == (
            True,
            True,
            True,
        )
        assert 'value="water" selected' in page
        assert desk.post("lin", f"cases/{number}/do/assign", kind="water", revision="2").status_code == 302

    @pytest.mark.parametrize("revision", ["", "x", "-1", "1" * 30, "²"])
    def test_needs_the_revision_that_was_read(self, desk: Desk, revision: str) -> None:
        number = desk.report("A hole")
        answer = desk.post("lin", f"cases/{number}/do/assign", kind="water", revision=revision)
        assert (answer.status_code, desk.case(number).state) == (422, "received")

    def test_is_refused_in_words_to_whom_it_is_not_open(self, desk: Desk) -> None:
        number = desk.report("A hole", "pothole")
        answer = desk.post("gao", f"cases/{number}/do/resolve", answer="done", revision="2")
        assert (answer.status_code, "此事项上须由中Fixer办理" in answer.content.decode()) == (403, True)

    def test_is_not_possible_by_an_action_that_there_is_not(self, desk: Desk) -> None:
        assert desk.get("lin", f"cases/{desk.report('A hole')}/do/nothing").status_code == 404


class TestWhoseTurn:
    def test_is_the_units_while_it_deals_with_it_and_the_centres_afterwards(self, desk: Desk) -> None:
        fixed = {**REPORT["states"]["fixed"], "waits_for": "clerk"}
        made = {**REPORT, "states": {**REPORT["states"], "fixed": fixed}}
        install_definition(Definition.model_validate(made))
        number = desk.report("A hole", "pothole")
        assert whose_turn(desk, number) == "T-ROADS"
        desk.take(number, "resolve", "wu", answer="Filled")
        assert whose_turn(desk, number) == "中Clerk"

    def test_is_nobodys_once_it_is_closed(self, desk: Desk) -> None:
        number = desk.report("A hole", "pothole")
        desk.take(number, "resolve", "wu", answer="Filled")
        desk.take(number, "close", "lin")
        assert "现在等谁办" not in desk.page("gao", f"cases/{number}")


def whose_turn(desk: Desk, number: str) -> str:
    (told,) = re.findall(r"现在等谁办</dt><dd>([^<]*)</dd>", desk.page("gao", f"cases/{number}"))
    return str(told)


class TestTheKeyA:
    def test_asks_which_by_a_digit_where_no_step_is_usual(self, desk: Desk) -> None:
        page = desk.page("wu", f"cases/{desk.report('A hole', 'pothole')}")
        assert re.findall(r'data-key="(a[^"]*)"', page) == [f"a {n}" for n in range(1, 6)]
        assert '<kbd aria-hidden="true">a 1</kbd>' in page

    def test_opens_the_one_step_that_the_pack_calls_usual(self, desk: Desk) -> None:
        usual = {**REPORT, "way": ["received", "with_unit", "fixed", "closed"]}
        install_definition(Definition.model_validate(usual))
        page = desk.page("wu", f"cases/{desk.report('A hole', 'pothole')}")
        assert re.findall(r'do/(\w+)"[^>]*data-key="a"', page) == ["resolve"]
        assert 'data-key="a ' not in page


class TestRelatives:
    def test_are_shown_with_the_case(self, desk: Desk) -> None:
        whole, double = desk.report("A hole", "pothole"), desk.report("The same hole")
        desk.take(whole, "get_help", "wu", helpers=[{"unit": WATER}])
        desk.take(double, "merge", "lin", into=whole)
        page = desk.page("gao", f"cases/{whole}")
        assert ("关联事项" in page, "并入本件" in page, double in page) == (True, True, True)
        assert whole in desk.page("gao", f"cases/{double}")
        child = re.findall(r'/desk/cases/(H2018-\d+)"', page)[0]
        assert whole in desk.page("gao", f"cases/{child}")
        assert whole not in desk.page("he", f"cases/{child}")


FOR_STAFF = {"audience": "staff", "privacy": "internal"}


class TestFiles:
    def test_are_added_and_come_back_as_a_download_that_runs_nothing(self, desk: Desk) -> None:
        number = desk.report("A hole")
        sent = SimpleUploadedFile("照片.pdf", b"%PDF-1.4 hello")
        assert desk.post("lin", f"cases/{number}/files", file=sent, **FOR_STAFF).status_code == 302
        assert "照片.pdf" in desk.page("lin", f"cases/{number}")
        answer = desk.get("lin", f"cases/{number}/files/1")
        assert answer.content == b"%PDF-1.4 hello"
        assert answer["Content-Disposition"].startswith("attachment")
        assert "sandbox" in answer["Content-Security-Policy"]

    def test_of_a_person_ask_for_a_purpose_first(self, desk: Desk) -> None:
        number = desk.report("A hole", "pothole")
        sent = SimpleUploadedFile("letter.pdf", b"%PDF-1.4 hello")
        marked = {"audience": "everybody", "privacy": "personal"}
        assert desk.post("lin", f"cases/{number}/files", file=sent, **marked).status_code == 302
        asked = desk.page("lin", f"cases/{number}/files/1")
        assert ("用途" in asked, "hello" in asked) == (True, False)
        refused = desk.post("lin", f"cases/{number}/files/1", purpose="")
        assert (refused.status_code, b"hello" in refused.content) == (422, False)
        given = desk.post("lin", f"cases/{number}/files/1", purpose="call back about the hole")
        assert given.content == b"%PDF-1.4 hello"
        assert "call back about the hole" in desk.page("gao", f"cases/{number}")
        assert desk.get("wu", f"cases/{number}/files/1").status_code == 404
        assert "letter.pdf" not in desk.page("wu", f"cases/{number}")

    def test_are_not_taken_without_a_word_for_whom_they_are(self, desk: Desk) -> None:
        number, file = desk.report("A hole"), SimpleUploadedFile("a.pdf", b"%PDF-1.4")
        for given in ({}, {"audience": "staff"}, {**FOR_STAFF, "audience": "world"}):
            assert desk.post("lin", f"cases/{number}/files", file=file, **given).status_code == 422

    def test_that_are_none_are_refused(self, desk: Desk) -> None:
        number = desk.report("A hole")
        assert desk.post("lin", f"cases/{number}/files").status_code == 422
        assert (
            desk.post(
                "lin", f"cases/{number}/files", file=SimpleUploadedFile("x", b"MZ\x90"), **FOR_STAFF
            ).status_code
            == 422
        )


def test_an_open_page_is_told_quietly_what_somebody_else_did(desk: Desk) -> None:
    number = desk.report("A hole")
    path = f"cases/{number}/changed?revision=1"
    assert desk.get("gao", path, **PIECE).status_code == 204
    desk.take(number, "note", "lin", remark="seen")
    told = desk.get("gao", path, **PIECE).content.decode()
    assert ("中Note" in told, "示例lin" in told, "data-live" in told) == (True, True, False)


def test_the_whole_page_costs_no_more_than_any_list(desk: Desk) -> None:
    number = desk.report("A hole", "pothole", reporter=REPORTER)
    for _ in range(3):
        desk.take(number, "get_help", "wu", helpers=[{"unit": WATER}])
    desk.page("gao", f"cases/{number}")
    with CaptureQueriesContext(connection) as captured:
        assert desk.client.get(f"/desk/cases/{number}").status_code == 200
    assert 0 < len(captured) <= MOST_QUERIES


def test_an_act_that_gives_the_case_away_ends_on_the_list_and_says_what_was_done(desk: Desk) -> None:
    away = {"name": REPORT["actions"]["wait"]["name"], "from": "with_unit", "to": None, "by": "fixer"}
    away |= {"asks": {"unit": REPORT["facts"]["unit"]}, "does": [{"hold": "unit"}]}
    made = {**REPORT, "actions": {**REPORT["actions"], "pass_on": away}}
    install_definition(Definition.model_validate(made))
    number = desk.report("A hole", "pothole")
    revision = str(desk.case(number).revision)
    desk.sit("wu")
    place = "/desk/watching?type=town%2Freport"
    sent = {"unit": WATER, "revision": revision, "list": place}
    told = desk.client.post(f"/desk/cases/{number}/do/pass_on", sent, follow=True)
    assert (told.status_code, told.redirect_chain) == (200, [(place, 302)])
    assert number in told.content.decode()
    assert "不在您手里" in told.content.decode()
    stays = desk.client.post(
        f"/desk/cases/{desk.report('Another', 'pothole')}/do/wait", {"revision": "2"}, follow=True
    )
    assert "已办" in stays.content.decode()
