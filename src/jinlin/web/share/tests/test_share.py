"""A claimant's own page: opened by identity number and code, with nothing of anybody else on it."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from jinlin.instruments.messages import selectors as outbox
from jinlin.instruments.payouts import actions
from jinlin.kernel.alarms.actions import ring
from jinlin.kernel.cases.actions import open_case, take
from jinlin.kernel.cases.selectors import children
from jinlin.kernel.journal import actions as journal
from jinlin.kernel.registry.actors import SYSTEM, Actor, Post
from jinlin.lib import clock
from jinlin.packkit.compile import load_pack
from jinlin.packkit.demo import install_demo
from jinlin.packkit.install import install
from jinlin.packkit.stage import undone
from jinlin.web.gallery import mechanisms
from jinlin_verify import main

MONDAY = datetime(2022, 8, 1, 9, tzinfo=clock.LOCAL)
MATTER = {
    "subject": "示范公司集资案", "court": "DEMO-COURT", "enforcement_no": "（2022）示范执1号",
    "judgment_no": "（2021）示范刑初1号", "payer_name": "示范法院案款专户",
    "payer_account": "6222000000000001", "payer_bank_code": "102000000001",
}  # fmt: skip
MINE, THEIRS = "990101199001010051", "99010119900101006X"
PEOPLE = [
    {"name": "暗号甲", "id_no": MINE, "paid_in": "400000", "returned": "100000"},
    {"name": "暗号乙", "id_no": THEIRS, "paid_in": "700000", "account": "6222000000000106"},
]
FRAUD = "谨防诈骗"


def do(number: str, who: str, action: str, **answers: Any) -> None:
    take(number, action, answers, officer(who))


def officer(role: str) -> Actor:
    return Actor(f"person/{role}", role, role, (Post(role, "DEMO-COURT", "990101"),))


@pytest.fixture(scope="module")
def _court(django_db_setup: None, django_db_blocker: Any) -> Iterator[str]:
    """A distribution of 500,000 yuan between two, on notice; its number."""
    with django_db_blocker.unblock(), undone(), clock.travel(MONDAY):
        install_demo()
        install(load_pack("claims_payout"))
        mechanisms.forget()
        number = open_case("claims_payout/distribution", MATTER, officer("clerk")).case.number
        do(number, "cashier", "receive", received=50_000_000, receipt="1")
        do(number, "clerk", "register", claims=PEOPLE)
        do(number, "clerk", "end_registration")
        do(number, "verifier", "resolve", exception=1, resolution="checked", reason="转账凭证齐全")
        do(number, "verifier", "verify")
        do(number, "judge", "plan")
        do(number, "judge", "rehearse", seed=1)
        do(number, "judge", "publish", notice_place="法院官网")
        yield number
    mechanisms.forget()


@pytest.fixture
def number(_court: str, db: None) -> Iterator[str]:
    cache.clear()
    with clock.travel(MONDAY + timedelta(hours=1)):
        yield _court


@pytest.fixture
def client(number: str) -> Client:
    """Somebody with a browser."""
    return Client(raise_request_exception=False)


def code(number: str, n: int = 1) -> str:
    return actions.print_slips(number, str(n), officer("clerk"))[0].code


def enter(client: Client, number: str, id_no: str = MINE, with_code: str | None = None) -> Any:
    given = {"number": number, "id_no": id_no, "code": with_code or code(number)}
    return client.post("/shares/", given)


@pytest.fixture
def page(client: Client, number: str) -> str:
    """The page of the first claimant."""
    assert enter(client, number)["Location"] == f"/shares/{number}"
    return shown(client, number)


def shown(client: Client, number: str) -> str:
    answer = client.get(f"/shares/{number}")
    assert answer.status_code == 200
    return str(answer.content.decode())


class TestEntering:
    def test_warns_of_fraud_in_the_words_of_the_pack_before_anything_is_asked(self, client: Client) -> None:
        text = client.get("/shares/").content.decode()
        assert FRAUD in text
        assert text.index(FRAUD) < text.index('name="id_no"')

    @pytest.mark.parametrize("wrong", ["number", "id_no", "code"])
    def test_with_something_wrong_says_one_and_the_same_sentence(
        self, client: Client, number: str, wrong: str
    ) -> None:
        given = {"number": number, "id_no": MINE, "code": code(number)}
        given[wrong] = {"number": "AK2022-9999", "id_no": THEIRS, "code": code(number, 2)}[wrong]
        answer = client.post("/shares/", given)
        assert answer.status_code == 404
        assert "没有查到" in answer.content.decode()
        assert MINE not in answer.content.decode()

    def test_is_slowed_down_after_twenty_guesses_from_one_address(self, client: Client, number: str) -> None:
        for _ in range(20):
            assert enter(client, number, with_code="AAAA-AAAA-AAAA").status_code == 404
        assert enter(client, number).status_code == 429

    def test_by_many_who_know_their_code_is_never_slowed_down(self, client: Client, number: str) -> None:
        own = code(number)
        assert {enter(client, number, with_code=own).status_code for _ in range(25)} == {302}

    @pytest.mark.parametrize(
        "sent", [{}, {"number": "\x00", "id_no": MINE, "code": "a"}, {"id_no": "一" * 99}]
    )
    def test_with_nonsense_is_refused_with_a_sentence(self, client: Client, sent: dict[str, str]) -> None:
        assert client.post("/shares/", sent).status_code in (404, 422)

    def test_is_forgotten_after_half_an_hour_without_a_click(
        self, client: Client, page: str, number: str
    ) -> None:
        with clock.travel(clock.now() + timedelta(minutes=29)):
            shown(client, number)
        with clock.travel(clock.now() + timedelta(minutes=60)):
            assert client.get(f"/shares/{number}").status_code == 302

    def test_ends_when_one_leaves(self, client: Client, page: str, number: str) -> None:
        client.post(f"/shares/{number}/leave")
        assert client.get(f"/shares/{number}")["Location"].startswith("/shares/?number=")


class TestThePage:
    def test_says_what_was_claimed_what_the_share_is_and_how_it_was_computed(self, page: str) -> None:
        for fact in (
            "¥400,000.00",
            "¥100,000.00",
            "¥300,000.00",
            "50.00000%",
            "¥150,000.00",
            "¥1,000,000.00",
        ):
            assert fact in page, fact
        assert "方案待批准" in page
        assert FRAUD in page

    def test_has_nobody_elses_name_number_or_money(self, page: str) -> None:
        for secret in ("暗号乙", THEIRS, "¥700,000.00", "¥350,000.00", "0106"):
            assert secret not in page
        assert MINE not in page
        assert "暗号甲" not in page  # the name is masked: people look from computers that others see

    def test_speaks_english_too(self, client: Client, page: str, number: str) -> None:
        client.cookies["jinlin_language"] = "en"
        assert "Your share" in shown(client, number)

    def test_costs_so_many_queries_however_many_claims_there_are(
        self, client: Client, page: str, number: str
    ) -> None:
        with CaptureQueriesContext(connection) as queries:
            shown(client, number)
        assert len([one for one in queries if "SAVEPOINT" not in one["sql"]]) <= 23

    @pytest.mark.parametrize("what", ["", "/proof/1", "/do/object_oneself"])
    def test_is_for_nobody_who_has_not_shown_who_they_are(self, number: str, what: str) -> None:
        answer = Client().get(f"/shares/{number}{what}")
        assert answer["Location"] == f"/shares/?number={number}"


class TestWhatIsTakenAlong:
    def test_the_paper_is_a_pdf_about_oneself(self, client: Client, page: str, number: str) -> None:
        answer = client.post(f"/shares/{number}/papers/claim_paper/0")
        text = "".join(one.extract_text() for one in PdfReader(io.BytesIO(answer.content)).pages)
        assert "暗号甲" in text
        assert "暗号乙" not in text

    def test_the_plan_is_there_once_it_was_served_and_a_notice_of_payment_only_after_it(
        self, client: Client, page: str, number: str
    ) -> None:
        assert client.post(f"/shares/{number}/papers/plan/1").content.startswith(b"%PDF")
        assert client.post(f"/shares/{number}/papers/plan/2").status_code == 404
        assert client.post(f"/shares/{number}/papers/payment_notice/1").status_code == 422
        assert client.post(f"/shares/{number}/papers/reconciliation/1").status_code == 404

    def test_the_proof_is_checked_by_the_command_that_the_page_names(
        self, client: Client, page: str, number: str, settings: Any, tmp_path: Any
    ) -> None:
        assert client.get(f"/shares/{number}/proof/1").status_code == 409
        settings.DATA_FOLDER = tmp_path
        journal.seal()
        answer = client.get(f"/shares/{number}/proof/1")
        file = tmp_path / f"{number}-1.json"
        file.write_bytes(answer.content)
        assert f"jinlin-verify {file.name}" in page
        assert file.name in answer["Content-Disposition"]
        assert main([str(file)]) == 0
        assert json.loads(json.loads(answer.content)["line"])["claim"] == 1
        assert client.get(f"/shares/{number}/proof/9").status_code == 404


class TestAnObjection:
    GIVEN = {"ground": "own_amount", "objected": "还有一笔五万元没有计入。"}

    def test_is_made_on_the_page_and_shown_there_with_its_time(
        self, client: Client, page: str, number: str
    ) -> None:
        assert f"/shares/{number}/do/object_oneself" in page
        assert "objected" in client.get(f"/shares/{number}/do/object_oneself").content.decode()
        answer = client.post(f"/shares/{number}/do/object_oneself", self.GIVEN)
        assert answer["Location"] == f"/shares/{number}"
        (objection,) = children(number, SYSTEM)
        assert objection.case.facts["claim"] == 1
        text = shown(client, number)
        assert objection.case.number in text
        assert "8月16日 24:00" in text
        assert "do/object_oneself" not in text

    def test_that_says_nothing_is_sent_back_with_a_sentence(
        self, client: Client, page: str, number: str
    ) -> None:
        answer = client.post(f"/shares/{number}/do/object_oneself", {"ground": "own_amount"})
        assert answer.status_code == 422
        assert children(number, SYSTEM) == ()

    def test_is_not_offered_once_the_notice_is_over(self, client: Client, page: str, number: str) -> None:
        with clock.travel(MONDAY + timedelta(days=16)):
            ring()
            enter(client, number)
            assert client.get(f"/shares/{number}/do/object_oneself").status_code == 404

    @pytest.mark.parametrize("action", ["approve", "object", "nothing"])
    def test_is_all_that_a_claimant_can_do(self, client: Client, page: str, number: str, action: str) -> None:
        assert client.post(f"/shares/{number}/do/{action}", {"claim": "2"}).status_code == 404


class TestWhatBecameOfAnObjection:
    def test_is_told_to_its_claimant_on_their_page_and_to_nobody_else(
        self, client: Client, number: str, page: str
    ) -> None:
        client.post(f"/shares/{number}/do/object_oneself", TestAnObjection.GIVEN)
        assert "您的书面异议已收到" in shown(client, number)
        (objection,) = children(number, SYSTEM)
        do(objection.case.number, "judge", "withdraw", dropped_because="暗号丙的流水不能证明")
        told = shown(client, number)
        assert f"您的{objection.case.number}号异议已撤回" in told
        assert "已了结" not in told
        client.post(f"/shares/{number}/leave")
        enter(client, number, THEIRS, code(number, 2))
        assert objection.case.number not in shown(client, number)

    def test_names_nobody_and_holds_nothing_that_is_sealed(self, number: str) -> None:
        do(
            number,
            "clerk",
            "object",
            claim=1,
            objector={"name": "暗号丁"},
            ground="others",
            objected="暗号乙多报了",
        )
        (objection,) = children(number, SYSTEM)
        do(objection.case.number, "judge", "withdraw", dropped_because="暗号丙的流水不能证明")
        told = [str(one.text) for one in outbox.for_case(objection.contents) if one.to == "claimant"]
        assert len(told) == 2
        assert not any(hidden in text for text in told for hidden in ("暗号", MINE, THEIRS, "300,000"))
