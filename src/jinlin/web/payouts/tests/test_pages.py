"""The pages of a distribution: who reads them, what they hide, what they cost."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinlin.instruments.payouts.tests.court import id_no
from jinlin.kernel.cases.selectors import contents_by_id
from jinlin.kernel.journal.models import Event
from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry.selectors import actor_of
from jinlin.web.payouts.tests.conftest import CASHIER, CLERK, JUDGE, PRESIDENT, VERIFIER, Court

MOST_QUERIES = 12
PIECE = {"HX-Request": "true"}
PATHS = (
    "", "/claims", "/claims/1", "/exceptions", "/plans", "/plans/1", "/plans/1/2", "/bank", "/shares",
    "/bring/claims", "/bring/answers", "/claims/1/reveal", "/find",
)  # fmt: skip


@pytest.fixture
def underway(court: Court) -> Court:
    """Twelve people, two versions of the plan, none approved so far."""
    court.done(CASHIER, "receive", received="60000", receipt="示范进账1号")
    court.done(CLERK, "register", **registered(12))
    court.done(CLERK, "end_registration")
    court.done(VERIFIER, "verify", claim_numbers="")
    court.done(JUDGE, "plan", round_amount="30000")
    court.done(JUDGE, "plan", round_amount="")
    return court


def registered(count: int) -> dict[str, str]:
    """The form of so many made-up people."""
    rows = {"name": "示例{n}", "paid_in": "{n}000", "account": "6222{n:012}"}
    form = {
        f"claims.{n}.{part}": text.format(n=n) for n in range(1, count + 1) for part, text in rows.items()
    }
    return form | {f"claims.{n}.id_no": id_no(n) for n in range(1, count + 1)}


def facts_of(event: Event) -> dict[str, Any]:
    """What an event beside a case tells, to whoever holds the key of the case."""
    case = int(event.stream.partition("/")[2])
    return contents_by_id([case])[case].unlocked(json.loads(event.facts), event.stream)


class TestWhoReads:
    def test_officers_of_the_court_and_the_auditor_see_where_the_money_is(self, underway: Court) -> None:
        for who in (CLERK, VERIFIER, JUDGE, PRESIDENT, CASHIER, "shenji"):
            assert "¥60,000.00" in underway.page(who)
            assert underway.number in underway.sit(who).get("/desk/payouts/").content.decode()

    @pytest.mark.parametrize("path", PATHS)
    def test_nobody_else_gets_any_page(self, underway: Court, path: str) -> None:
        assert underway.get("shouli", path).status_code in (403, 404)
        assert underway.get("jumin", path).status_code == 403
        underway.client.logout()
        assert underway.client.get(f"/desk/payouts/{underway.number}{path}").status_code == 302

    def test_who_asked_for_a_change_is_told_by_name(self, underway: Court) -> None:
        asked = {"claim": "1", "account": "6222999900001111", "capacity": "self", "papers_seen": "true"}
        underway.done(CLERK, "set_payee", **asked)
        page = underway.page(VERIFIER, "/exceptions")
        assert actor_of(CLERK).label not in page
        assert actor_of(CLERK).name in page

    def test_only_those_whom_distributions_concern_are_led_there(self, underway: Court) -> None:
        for who, led in ((JUDGE, True), ("shouli", False)):
            page = underway.sit(who).get("/desk/").content.decode()
            assert ('href="/desk/payouts/"' in page) is led

    def test_the_page_of_the_case_leads_to_its_distribution(self, underway: Court) -> None:
        page = underway.sit(JUDGE).get(f"/desk/cases/{underway.number}").content.decode()
        assert f'href="/desk/payouts/{underway.number}"' in page


class TestNames:
    def test_are_masked_on_every_page(self, underway: Court) -> None:
        for path in PATHS:
            page = underway.page(VERIFIER, path)
            assert "示例3" not in page
            assert id_no(3) not in page
            assert "6222000000000003" not in page

    def test_are_shown_for_a_purpose_that_is_journaled(self, underway: Court) -> None:
        assert underway.get(VERIFIER, "/claims/3/reveal").status_code == 200
        path = f"/desk/payouts/{underway.number}/claims/3/reveal"
        assert underway.client.post(path, {"purpose": "x"}, headers=PIECE).status_code == 422
        shown = underway.client.post(path, {"purpose": "电话核对"}, headers=PIECE).content.decode()
        assert ("示例3" in shown, id_no(3) in shown, "<html" in shown) == (True, True, False)
        case = underway.case_id
        (event,) = history(f"payout/{case}")
        assert (event.kind, "电话核对" in event.facts) == ("revealed", False)
        assert facts_of(event)["purpose"] == "电话核对"

    def test_are_not_for_offices_to_which_the_pack_does_not_open_them(self, underway: Court) -> None:
        assert underway.get(CASHIER, "/claims/3/reveal").status_code == 403


class TestFinding:
    @pytest.mark.parametrize("by", [("id_no", id_no(3)), ("account", "6222 0000 0000 0003")])
    def test_by_what_is_sealed_leads_to_the_claim_and_is_journaled_without_it(
        self, underway: Court, by: tuple[str, str]
    ) -> None:
        answer = found_by(underway, VERIFIER, *by)
        page = answer.content.decode()
        assert f'/desk/payouts/{underway.number}/claims/3"' in page
        assert ("示例3" in page, id_no(3) in page) == (False, False)
        (event,) = history(f"payout/{underway.case_id}")
        assert facts_of(event) == {"part": by[0], "purpose": "电话核对", "found": [3]}
        assert event.kind == "searched"

    def test_by_what_no_claim_has_says_so(self, underway: Court) -> None:
        assert "没有这个号码的申报" in found_by(underway, VERIFIER, "id_no", id_no(99)).content.decode()

    @pytest.mark.parametrize(
        "by", [("name", "示例3"), ("id_no", "1"), ("account", ""), ("id_no", id_no(3), "x")]
    )
    def test_by_a_name_by_nonsense_or_without_a_purpose_is_refused(
        self, underway: Court, by: tuple[str, ...]
    ) -> None:
        assert found_by(underway, VERIFIER, *by).status_code == 422
        assert list(history(f"payout/{underway.case_id}")) == []

    def test_is_not_for_offices_to_which_the_pack_does_not_open_claimants(self, underway: Court) -> None:
        assert "不能查看申报人的完整信息" in underway.page(CASHIER, "/find")
        assert found_by(underway, CASHIER, "id_no", id_no(3)).status_code == 403

    def test_by_number_opens_the_claim(self, underway: Court) -> None:
        assert underway.get(CASHIER, "/find?claim=3")["Location"].endswith("/claims/3")


def found_by(court: Court, who: str, part: str, value: str, purpose: str = "电话核对") -> Any:
    """What this person is answered who searches."""
    sent = {"part": part, "value": value, "purpose": purpose}
    return court.sit(who).post(f"/desk/payouts/{court.number}/find", sent)


class TestSteps:
    def test_that_are_open_to_me_are_offered_and_the_others_say_why_not(self, underway: Court) -> None:
        page = underway.page(JUDGE)
        assert f"/desk/payouts/{underway.number}/do/rehearse" in page
        assert "不能办的操作和理由" in page
        assert "do/register" not in page
        assert "上须由" in page

    def test_bring_along_what_the_address_says(self, underway: Court) -> None:
        page = underway.page(CLERK, "/do/set_payee?claim=7")
        assert 'name="claim" value="7"' in page

    def test_for_ticked_claims_lead_to_the_form_with_their_numbers(self, court: Court) -> None:
        court.done(CLERK, "register", **registered(3))
        court.done(CLERK, "end_registration")
        answer = court.get(VERIFIER, "/picked/verify?ticked=1&claim=1&claim=3")
        assert answer["Location"].endswith("/do/verify?claim_numbers=1%2C+3")
        assert court.get(VERIFIER, "/picked/verify?ticked=1").status_code == 422
        assert court.get(CASHIER, "/picked/verify?ticked=1&claim=1").status_code == 404
        assert court.get(VERIFIER, "/picked/close?claim=1").status_code == 404

    def test_of_which_one_was_refused_move_nothing(self, underway: Court) -> None:
        before = underway.money()
        assert underway.do(JUDGE, "plan", round_amount="60000.01").status_code == 422
        assert underway.money() == before

    def test_of_approval_show_the_report_of_the_rehearsal_in_words(self, underway: Court) -> None:
        assert "尚未演练" in underway.page(JUDGE, "/do/rehearse")
        underway.done(JUDGE, "rehearse", seed="3")
        assert "编号3" in underway.page(PRESIDENT, "/plans/2")


class TestAddresses:
    @pytest.mark.parametrize(
        "path",
        ["/claims/9999999999", "/plans/7", "/plans/7/9", "/plans/99999999999999", "/bank/7/csv",
         "/bank/1/exe", "/bank/99999999999/csv", "/uploads/00", "/uploads/00/rejects.csv", "/bring/letters",
         "/claims/77", "/do/nothing"],
    )  # fmt: skip
    def test_that_name_nothing_say_so(self, underway: Court, path: str) -> None:
        assert underway.get(CASHIER, path).status_code in (403, 404)

    @pytest.mark.parametrize(
        "path",
        ["/claims?after=x", "/claims?after=99999999999", "/claims?standing=rich", "/shares?place=pocket",
         "/exceptions?after=-1", "/plans/1?after=²"],
    )  # fmt: skip
    def test_that_are_malformed_are_refused(self, underway: Court, path: str) -> None:
        assert underway.get(VERIFIER, path).status_code == 422

    @pytest.mark.parametrize("after", ["x", "~1", "2022-08-01~1", f"2022-08-01T00:00:00+08:00~{2**70}"])
    def test_of_no_page_of_the_list_are_refused(self, court: Court, after: str) -> None:
        assert court.sit(JUDGE).get("/desk/payouts/", {"after": after}).status_code == 422


class TestFilesForTheBank:
    def test_are_for_those_who_send_and_the_journal_keeps_who_took_one(self, underway: Court) -> None:
        sent(underway)
        for form, begins in (("pain001.09", b"<?xml"), ("pain001.03", b"<?xml"), ("csv", b"\xef\xbb\xbf")):
            answer = underway.get(CASHIER, f"/bank/1/{form}")
            assert b"".join(answer.streaming_content).startswith(begins)
            assert answer["Content-Disposition"].startswith("attachment")
        for who in (JUDGE, VERIFIER, "shenji"):
            assert underway.get(who, "/bank/1/csv").status_code == 403
            assert "只有办理发放的人员可以取用" in underway.page(who, "/bank")
        taken = [one for one in history(f"payout/{underway.case_id}") if one.kind == "fetched"]
        assert [one.actor for one in taken] == [actor_of(CASHIER).label] * 3


def sent(court: Court) -> None:
    """The newest plan is rehearsed, approved and sent."""
    court.done(JUDGE, "rehearse", seed="1")
    court.done(JUDGE, "publish", notice_place="法院官网")
    court.wait(17)
    court.done(PRESIDENT, "approve")
    court.done(CASHIER, "send")


@pytest.mark.parametrize("path", PATHS)
def test_no_page_costs_more_than_a_list(underway: Court, path: str) -> None:
    underway.page(VERIFIER, path)
    with CaptureQueriesContext(connection) as captured:
        assert underway.client.get(f"/desk/payouts/{underway.number}{path}").status_code == 200
    assert 0 < len(captured) <= MOST_QUERIES


def test_the_list_costs_the_same_for_many_as_for_one(court: Court) -> None:
    def costs() -> int:
        court.sit(JUDGE).get("/desk/payouts/")
        with CaptureQueriesContext(connection) as captured:
            assert court.client.get("/desk/payouts/").status_code == 200
        return len(captured)

    one = costs()
    for _ in range(4):
        court.open_another()
    assert costs() == one <= MOST_QUERIES


def test_pages_are_in_english_for_who_reads_english(underway: Court) -> None:
    underway.sit(JUDGE)
    underway.client.cookies["jinlin_language"] = "en"
    for path in PATHS:
        page = underway.client.get(f"/desk/payouts/{underway.number}{path}").content.decode()
        assert 'lang="en"' in page
        assert "Where the money is" in page or path


def test_codes_are_printed_once_by_those_who_register(underway: Court) -> None:
    path = f"/desk/payouts/{underway.number}/slips"
    first = underway.sit(CLERK).post(path, {"claim_numbers": "1-2"}).content.decode()
    codes = re.findall(r"[2-9A-Y]{4}-[2-9A-Y]{4}-[2-9A-Y]{4}", first)
    assert len(codes) == 2
    assert codes[0] not in underway.page(CLERK, "/slips") + underway.page(CLERK, "/claims/1")
    assert underway.sit(CASHIER).post(path, {"claim_numbers": "1"}).status_code == 403


def test_payments_under_way_are_a_file_to_fill_in(underway: Court) -> None:
    content = underway.get(CASHIER, "/answers.csv").content.decode("utf-8-sig")
    assert content.startswith("业务参考号,金额(元),币种,处理状态")
    assert underway.get(CLERK, "/answers.csv").status_code == 403
