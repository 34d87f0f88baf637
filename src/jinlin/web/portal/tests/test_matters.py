"""The page of a matter: for everybody, and for whoever holds its code."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session

from jinlin.kernel.cases.actions import take
from jinlin.kernel.cases.models import Case
from jinlin.kernel.journal.actions import seal
from jinlin.kernel.registry.selectors import resident_of
from jinlin.lib import clock
from jinlin.web.followed import FOLLOWED, MOST_FOLLOWED
from jinlin.web.portal.tests.conftest import (
    UNIT,
    Resident,
    accepted,
    picture,
    queries,
    with_unit,
)


class TestForEverybody:
    def test_it_tells_in_plain_words_where_it_is_who_has_it_and_when_it_is_due(
        self, resident: Resident
    ) -> None:
        number = with_unit(resident.reports())
        page = Resident().get(f"/matters/{number}")
        for words in ("承办单位正在办理", "示范县交通运输局", "本环节期限", "0天", "待派单", "核实中"):
            assert words in page
        assert 'aria-current="step"' in page

    def test_it_is_in_the_hands_of_those_whose_turn_it_is(self, resident: Resident) -> None:
        number = with_unit(resident.reports())
        pages = [resident.get(f"/matters/{number}"), Resident().get(f"/matters/{number}")]
        assert [_in_hands(page) for page in pages] == ["近邻示范县交通运输局"] * 2
        take(number, "resolve", {"result": "已补"}, UNIT)
        pages = [resident.get(f"/matters/{number}"), Resident().get(f"/matters/{number}")]
        assert [_in_hands(page) for page in pages] == ["受理员"] * 2
        assert all("承办单位</dt><dd>近邻示范县交通运输局" in page for page in pages)
        withdrawn = with_unit(resident.reports())
        take(withdrawn, "withdraw", {}, resident_of(Case.objects.get(number=withdrawn).id))
        assert "在谁手里" not in resident.get(f"/matters/{withdrawn}")

    def test_nothing_that_somebody_wrote_or_who_it_was_is_on_it(self, resident: Resident) -> None:
        number = with_unit(resident.reports(title="暗号标题"))
        take(number, "resolve", {"result": "暗号结果"}, UNIT)
        pages = [Resident().get(f"/matters/{number}")]
        resident.client.cookies["jinlin_language"] = "en"
        pages.append(
            Resident(resident.client.__class__(raise_request_exception=False)).get(f"/matters/{number}")
        )
        for page in pages:
            assert "暗号" not in page
            assert "15400000001" not in page
            assert "40.375" not in page
            assert "示例经办人" not in page

    def test_before_the_centre_has_looked_at_it_a_number_opens_nothing(self, resident: Resident) -> None:
        number = resident.reports()
        hidden, missing = (Resident().client.get(f"/matters/{one}") for one in (number, "SZ1999-000001"))
        assert hidden.status_code == missing.status_code == 404
        pages = [
            one.content.decode().replace(number, "N").replace("SZ1999-000001", "N")
            for one in (hidden, missing)
        ]
        assert _without_tokens(pages[0]) == _without_tokens(pages[1])

    def test_an_officer_sees_there_what_everybody_sees(self, resident: Resident) -> None:
        number, hidden = with_unit(resident.reports()), resident.reports()
        officer = Resident()
        officer.client.force_login(get_user_model().objects.get(username="shouli"))
        page = officer.get(f"/matters/{number}")
        assert "暗号" not in page
        assert "公开的部分" in page
        assert officer.client.get(f"/matters/{hidden}").status_code == 404

    @pytest.mark.parametrize("number", ["%00", "a" * 61, "..", "'; drop", "%F0%9F%98%80", "%20"])
    def test_whatever_number_is_asked_for_it_is_no_fault_of_ours(
        self, resident: Resident, number: str
    ) -> None:
        for address in (f"/matters/{number}", f"/receipt/{number}", f"/matters/{number}/proof"):
            assert resident.client.get(address).status_code in (302, 404)

    def test_few_reporters_are_not_counted_and_many_are(self, resident: Resident) -> None:
        number = accepted(resident.reports())
        for count in range(4):
            page = Resident().get(f"/matters/{number}")
            assert "反映人</dt>" not in page, count
            assert "并案" not in page, count
            resident.reports(same=number)
        assert "5人" in Resident().get(f"/matters/{number}")

    def test_costs_at_most_12_queries(self, resident: Resident) -> None:
        number = with_unit(resident.reports())
        stranger = Resident()
        assert len(queries(lambda: stranger.get(f"/matters/{number}"))) <= 12


class TestForWhoeverHoldsTheCode:
    def test_the_code_opens_all_of_it_in_another_browser(self, resident: Resident) -> None:
        number = with_unit(resident.reports())
        other = Resident()
        assert "暗号" not in other.get(f"/matters/{number}")
        answer = other.client.post("/follow", {"code": resident.code(number).lower().replace("-", " ")})
        assert answer["Location"] == f"/matters/{number}"
        page = other.get(f"/matters/{number}")
        assert "暗号居民" in page
        assert "您的事项" in page

    def test_what_the_units_tell_is_on_it_and_what_they_write_for_themselves_is_not(
        self, resident: Resident
    ) -> None:
        number = with_unit(resident.reports())
        take(number, "request_contact", {"contact_purpose": "联系现场"}, UNIT)
        take(number, "ask_resident", {"question": "坑在哪一侧？"}, UNIT)
        page = resident.get(f"/matters/{number}")
        assert "坑在哪一侧？" in page
        assert "需要您补充情况" in page  # a message of the outbox
        assert "示例经办人" not in page
        assert "催办" not in _can(page)
        assert "补充情况" in _can(page)

    def test_the_pack_says_what_can_be_done_now(self, resident: Resident) -> None:
        number = resident.reports()
        assert [
            name for name in ("撤回", "补充说明") if name in _can(resident.get(f"/matters/{number}"))
        ] == [
            "撤回",
            "补充说明",
        ]
        with_unit(number)
        for action, answers, says in (
            ("urge", {"urged_because": "又摔了一个人"}, "又摔了一个人"),
            ("add", {"added": "坑又大了"}, "坑又大了"),
            ("withdraw", {"withdrawn_because": "自己填平了"}, "您已撤回"),
        ):
            assert "<form" in resident.get(f"/matters/{number}/do/{action}")
            assert resident.client.post(f"/matters/{number}/do/{action}", answers).status_code == 302
            assert says in resident.get(f"/matters/{number}")

    def test_urging_is_once_in_a_day_and_answered_with_when_it_can_be_done_again(
        self, resident: Resident
    ) -> None:
        number = with_unit(resident.reports())
        code = resident.code(number)
        assert resident.client.post(f"/matters/{number}/do/urge", {}).status_code == 302
        page = resident.get(f"/matters/{number}")
        assert page.count("起可以再办") == 2  # said now, and where it stands among what can be done
        assert resident.client.post(f"/matters/{number}/do/urge", {}).status_code == 409
        answer = Resident().client.post(
            f"/api/v1/cases/{number}/actions/urge", {}, "application/json", headers={"X-Tracking-Code": code}
        )
        assert answer.status_code == 409
        assert "起可以再办" in answer.json()["detail"]
        with clock.travel(clock.now() + timedelta(hours=24)):
            assert resident.client.post("/follow", {"code": code}).status_code == 302
            assert resident.client.post(f"/matters/{number}/do/urge", {}).status_code == 302

    def test_withdrawing_asks_first_and_says_what_follows(self, resident: Resident) -> None:
        number = with_unit(resident.reports())
        asked = resident.get(f"/matters/{number}/do/withdraw")
        assert "确定要“撤回”吗" in asked
        assert "这件事项就此结束，状态为“已撤回”" in asked
        assert "就此结束" not in resident.get(f"/matters/{number}/do/urge")
        assert Case.objects.get(number=number).state == "with_unit"

    def test_what_is_left_out_is_said_beside_the_field(self, resident: Resident) -> None:
        number = with_unit(resident.reports())
        answer = resident.client.post(f"/matters/{number}/do/add", {}, headers={"HX-Request": "true"})
        assert answer.status_code == 422
        assert 'aria-describedby="f-added-error' in answer.content.decode()
        assert "<html" not in answer.content.decode()

    def test_what_staff_do_is_not_done_here(self, resident: Resident) -> None:
        number = resident.reports()
        for action in ("accept", "decline", "merge", "reopen", "no_such"):
            assert resident.client.post(f"/matters/{number}/do/{action}", {}).status_code == 404
        assert Case.objects.get(number=number).state == "received"

    def test_without_the_code_nothing_can_be_done_or_taken_away(self, resident: Resident) -> None:
        number = with_unit(resident.reports())
        resident.send(f"/matters/{number}/photos", photos=[picture()])
        for stranger in (Resident(), _signed_in("shouli"), _signed_in("jiaotong")):
            assert stranger.client.post(f"/matters/{number}/do/withdraw", {}).status_code == 404
            assert stranger.send(f"/matters/{number}/photos", photos=[picture()]).status_code == 404
            assert stranger.client.get(f"/matters/{number}/files/1").status_code == 404
            assert stranger.client.get(f"/matters/{number}/proof").status_code == 404
        assert Case.objects.get(number=number).state == "with_unit"

    def test_a_code_opens_its_own_matter_alone(self, resident: Resident) -> None:
        mine, theirs = resident.reports(), Resident().reports()
        assert resident.get(f"/matters/{mine}")
        assert resident.client.get(f"/matters/{theirs}").status_code == 404

    def test_the_proof_is_there_once_the_journal_is_sealed(self, resident: Resident) -> None:
        number = resident.reports()
        assert resident.client.get(f"/matters/{number}/proof").status_code == 409
        seal()
        answer = resident.client.get(f"/matters/{number}/proof")
        assert answer["Content-Disposition"].startswith("attachment;")
        assert json.loads(answer.content)["event"]["stream"] == f"case/{Case.objects.get(number=number).id}"

    def test_it_costs_at_most_12_queries(self, resident: Resident) -> None:
        number = with_unit(resident.reports())
        resident.send(f"/matters/{number}/photos", photos=[picture(), picture()])
        assert len(queries(lambda: resident.get(f"/matters/{number}"))) <= 12


class TestLeaving:
    def test_a_code_gets_a_new_session_so_that_a_planted_one_opens_nothing(self, resident: Resident) -> None:
        number = resident.reports()
        code, planted = resident.code(number), Resident()
        planted.client.post("/follow", {"code": "nonsense"})
        planted.client.session["x"] = 1
        session = planted.client.session
        session.save()
        planted.client.cookies["sessionid"] = before = str(session.session_key)
        planted.client.post("/follow", {"code": code})
        assert planted.client.cookies["sessionid"].value != before
        thief = Resident()
        thief.client.cookies["sessionid"] = before
        assert "您的事项" not in thief.client.get(f"/matters/{number}").content.decode()

    def test_a_report_gets_a_new_session_too(self, resident: Resident) -> None:
        session = resident.client.session
        session.save()
        resident.client.cookies["sessionid"] = before = str(session.session_key)
        resident.reports()
        assert resident.client.cookies["sessionid"].value != before

    def test_whoever_leaves_leaves_nothing(self, resident: Resident) -> None:
        number = resident.reports()
        key = resident.client.session.session_key
        assert "退出查询" in resident.get(f"/matters/{number}")
        assert resident.client.post(f"/matters/{number}/forget")["Location"] == "/follow"
        assert "您的事项" not in resident.client.get(f"/matters/{number}").content.decode()
        assert resident.client.get(f"/receipt/{number}").status_code == 302
        assert not Session.objects.filter(session_key=key).exists()

    def test_leaving_one_matter_leaves_the_others_open(self, resident: Resident) -> None:
        one, other = resident.reports(), resident.reports()
        resident.client.post(f"/matters/{one}/forget")
        assert "您的事项" in resident.get(f"/matters/{other}")

    def test_half_an_hour_after_the_last_click_the_code_is_asked_for_again(self, resident: Resident) -> None:
        number = resident.reports()
        with clock.travel(clock.now()) as journey:
            for _ in range(3):
                journey.move(clock.now() + timedelta(minutes=29))
                assert "您的事项" in resident.get(f"/matters/{number}")
            journey.move(clock.now() + timedelta(minutes=31))
            assert "您的事项" not in resident.client.get(f"/matters/{number}").content.decode()

    def test_on_a_device_of_ones_own_it_lasts_for_twelve_hours(self, resident: Resident) -> None:
        number = resident.reports()
        own = Resident()
        own.client.post("/follow", {"code": resident.code(number), "own_device": "on"})
        with clock.travel(clock.now()) as journey:
            journey.move(clock.now() + timedelta(hours=11))
            assert "您的事项" in own.get(f"/matters/{number}")
            journey.move(clock.now() + timedelta(hours=13))
            assert "您的事项" not in own.client.get(f"/matters/{number}").content.decode()


class TestGuessing:
    def test_codes_is_stopped_and_the_right_one_does_not_count(self, resident: Resident) -> None:
        number = resident.reports()
        code, other = resident.code(number), Resident()
        for _ in range(25):
            assert other.client.post("/follow", {"code": code}).status_code == 302
        statuses = [
            other.client.post("/follow", {"code": "7KQ4M-XR9AT-3HWCP"}).status_code for _ in range(21)
        ]
        assert statuses == [401] * 20 + [429]
        assert other.client.post("/follow", {"code": code}).status_code == 429
        with clock.travel(clock.now() + timedelta(minutes=15)):
            assert other.client.post("/follow", {"code": code}).status_code == 302

    def test_wrong_codes_at_screen_and_interface_count_together(self, resident: Resident) -> None:
        number = resident.reports()
        code, wrong = resident.code(number), {"X-Tracking-Code": "7KQ4M-XR9AT-3HWCP"}
        address = f"/api/v1/cases/{number}"
        for _ in range(10):
            assert resident.client.get(address, headers=wrong).status_code == 401
            assert resident.client.post("/follow", {"code": "7KQ4M-XR9AT-3HWCP"}).status_code == 401
        assert resident.client.get(address, headers={"X-Tracking-Code": code}).status_code == 429
        assert resident.client.post("/follow", {"code": code}).status_code == 429

    def test_with_something_that_is_no_code_is_told_so(self, resident: Resident) -> None:
        for wrong in ("1", "\x00", "查询码", "O" * 15):
            answer = resident.client.post("/follow", {"code": wrong})
            assert answer.status_code == 422
            assert 'id="code-error"' in answer.content.decode()

    def test_a_number_leads_to_its_public_page(self, resident: Resident) -> None:
        assert (
            resident.client.post("/follow", {"number": "SZ2018-000001"})["Location"]
            == "/matters/SZ2018-000001"
        )
        for wrong in ("", "a/b", "a b", "\x00", "x" * 61):
            assert resident.client.post("/follow", {"number": wrong}).status_code == 200

    def test_a_browser_follows_at_most_so_many(self, resident: Resident) -> None:
        number = resident.reports()
        session = resident.client.session
        session[FOLLOWED] = {f"N-{n}": [n, clock.now().isoformat(), False] for n in range(MOST_FOLLOWED)}
        session.save()
        resident.reports()
        kept = resident.client.session[FOLLOWED]
        assert len(kept) == MOST_FOLLOWED
        assert number not in kept


def _in_hands(page: str) -> str:
    """In whose hands the page says that it is."""
    found = re.search(r"在谁手里</dt><dd>([^<]+)<", page)
    return found.group(1) if found else ""


def _can(page: str) -> str:
    """The part of the page that says what can be done now."""
    return page.split('id="can"')[1].split("</section>")[0]


def _signed_in(username: str) -> Resident:
    somebody = Resident()
    somebody.client.force_login(get_user_model().objects.get(username=username))
    return somebody


def _without_tokens(page: str) -> str:
    return re.sub(r'(csrfmiddlewaretoken" value="|X-CSRFToken": ")[^"]+', "", page)
