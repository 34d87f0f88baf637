"""Papers, page and voice of a claimant (X-C09): each gets their own, and nothing of anybody else's."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from django.core.cache import cache
from django.test import Client
from pypdf import PdfReader

from jinlin.api.v1.schemas.shares import OwnClaimGiven
from jinlin.cli import payouts
from jinlin.instruments.documents.judging import Verdict, judge
from jinlin.instruments.documents.models import Document
from jinlin.instruments.documents.selectors import by_code, for_case
from jinlin.instruments.documents.validity import Status
from jinlin.instruments.payouts import actions, selectors
from jinlin.kernel.cases.actions import take
from jinlin.kernel.cases.selectors import case_for, children
from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotAllowed, NotFound, NotMet, NotPossible
from jinlin.packkit.pack import Pack
from tests import court_case as court

JUDGE = court.officer("judge")


@pytest.fixture
def journey(county: Mapping[str, Pack]) -> Iterator[clock.Journey]:
    yield from court.travelling()


@pytest.fixture
def number(journey: clock.Journey) -> str:
    """A distribution of 600,000 yuan among three who lost 300,000, 300,000 and 600,000."""
    return court.registered()


def papers(number: str, kind: str) -> list[Document]:
    """All papers of a kind, the oldest first."""
    return list(Document.objects.filter(case_number=number, key=f"claims_payout/{kind}").order_by("n"))


def text(pdf: bytes) -> str:
    """All that stands on a paper, without blanks."""
    pages = PdfReader(io.BytesIO(pdf)).pages
    return "".join("".join(page.extract_text() for page in pages).split())


class TestThePlan:
    def test_is_issued_when_it_goes_on_notice_and_names_no_claimant(self, number: str) -> None:
        court.on_notice(number)
        (plan,) = for_case(number, JUDGE)
        said = text(actions.own_plan(court.claimant(number, 1), 1).content)
        assert plan.key == "claims_payout/plan"
        for fact in (
            "600,000.00",
            "50.00000",
            "（2022）示范执1号",
            "（2021）示范刑初1号",
            "2022年8月16日24时00分",
        ):
            assert fact in said
        assert not any(name in said for name in court.NAMES)
        root = selectors.plans(number, JUDGE)[0].root
        assert root in said

    def test_that_is_made_anew_is_withdrawn_and_the_next_takes_its_place(self, number: str) -> None:
        court.on_notice(number)
        actions.own_paper(court.claimant(number, 1), "claim_paper")
        court.do(number, "judge", "plan")
        assert [one.ended_as for one in papers(number, "plan")] == ["withdrawn"]
        assert [one.ended_as for one in papers(number, "claim_paper")] == ["withdrawn"]
        court.do(number, "judge", "publish", notice_place="法院官网")
        assert [one.ended_as for one in papers(number, "plan")] == ["withdrawn", ""]

    def test_of_a_round_that_was_paid_stands_when_a_further_round_is_planned(
        self, number: str, journey: clock.Journey
    ) -> None:
        court.sent(number, journey)
        court.do(number, "cashier", "reconcile")
        court.do(number, "cashier", "receive", received=1000, receipt="示范进账2号")
        court.on_notice(number)
        assert [(one.recipient, one.ended_as) for one in papers(number, "plan")] == [
            ("round/1", ""), ("round/2", ""),
        ]  # fmt: skip

    def test_is_served_to_nobody_before_it_goes_on_notice(self, number: str) -> None:
        court.do(number, "judge", "plan")
        with pytest.raises(NotFound):
            actions.own_plan(court.claimant(number, 1), 1)


class TestTheClaimantsPaper:
    def test_says_what_was_claimed_verified_computed_and_where_the_money_is_and_names_nobody_else(
        self, number: str
    ) -> None:
        court.on_notice(number)
        said = text(actions.own_paper(court.claimant(number, 1), "claim_paper").content)
        for fact in (
            "示例戊", "400,000.00元", "100,000.00元", "300,000.00元", "已核实", "50.00000%",
            "600,000.00÷1,200,000.00", "150,000.00元（人民币壹拾伍万元整）", "方案待批准", "法院窗口核对",
        ):  # fmt: skip
            assert fact in said, fact
        assert not any(name in said for name in court.NAMES[1:])

    def test_is_issued_anew_only_when_it_would_say_something_else(
        self, number: str, journey: clock.Journey
    ) -> None:
        one = court.claimant(number, 1)
        first = actions.own_paper(one, "claim_paper")
        assert actions.own_paper(one, "claim_paper") == first
        court.sent(number, journey)
        second = actions.own_paper(one, "claim_paper")
        assert second.name != first.name
        old, new = papers(number, "claim_paper")[0], papers(number, "claim_paper")[-1]
        assert (old.ended_as, new.ended_as) == ("withdrawn", "")

    def test_leaves_the_history_of_the_case_to_its_officers(self, number: str) -> None:
        one, case = court.claimant(number, 1), case_for(number, SYSTEM).case
        before = len(history(f"case/{case.id}"))
        actions.own_paper(one, "claim_paper")
        assert len(history(f"case/{case.id}")) == before
        kept = history(f"documents/{case.id}")
        assert [event.kind for event in kept] == ["document.issued", "document.signed"]
        assert kept[0].actor == f"member/{case.id}/1"

    def test_is_handed_to_the_officers_that_the_pack_names_and_the_journal_keeps_it(
        self, number: str
    ) -> None:
        clerk, case = court.officer("clerk"), case_for(number, SYSTEM).case
        file = actions.paper_of_claim(number, 3, "claim_paper", clerk)
        assert "示例庚" in text(file.content)
        (read,) = [one for one in history(f"documents/{case.id}") if one.kind == "document.read"]
        assert read.actor == clerk.label
        with pytest.raises(NotAllowed):
            actions.paper_of_claim(number, 3, "claim_paper", court.officer("cashier"))


class TestTheNoticeOfPayment:
    def test_is_not_there_before_something_was_sent(self, number: str) -> None:
        court.on_notice(number)
        with pytest.raises(NotMet, match="Nothing was sent"):
            actions.own_paper(court.claimant(number, 2), "payment_notice")

    def test_of_a_transfer_says_how_much_went_where(self, number: str, journey: clock.Journey) -> None:
        court.sent(number, journey)
        said = text(actions.own_paper(court.claimant(number, 2), "payment_notice").content)
        for fact in ("示例己", "150,000.00元", "壹拾伍万元整", "示例银行示范支行", "尾号0106"):
            assert fact in said, fact
        assert not any(name in said for name in (court.NAMES[0], court.NAMES[2]))

    def test_of_a_deposit_slip_bears_the_number_that_the_bank_gave_it(
        self, number: str, journey: clock.Journey
    ) -> None:
        court.sent(number, journey)
        one = court.claimant(number, 1)
        actions.own_paper(one, "payment_notice")
        court.answered(
            number, {"claim": 1, "outcome": "accepted", "amount": 15_000_000, "slip_no": "CD2022-77"}
        )
        assert "存单号CD2022-77" in text(actions.own_paper(one, "payment_notice").content)
        first, second = papers(number, "payment_notice")
        assert (first.ended_as, first.ended_by, second.ended_as) == ("superseded", second.number, "")
        (share,) = selectors.own_claim(one).shares
        assert share.slip_no == "CD2022-77"

    def test_is_issued_to_all_in_parts_none_is_set_and_nobody_gets_two(
        self, number: str, journey: clock.Journey, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("jinlin.instruments.payouts.selectors.claim_papers.PAGE", 2)
        monkeypatch.setattr("jinlin.instruments.documents.actions.renewing.AT_ONCE", 2)
        court.sent(number, journey)
        cashier = court.officer("cashier")
        assert actions.issue_to_all(number, "payment_notice", cashier) == 3
        assert actions.issue_to_all(number, "payment_notice", cashier) == 0
        issued = papers(number, "payment_notice")
        assert [(one.recipient, one.pdf_digest) for one in issued] == [
            ("claim/1/1", None), ("claim/2/1", None), ("claim/3/1", None),
        ]  # fmt: skip
        with pytest.raises(NotAllowed):
            actions.issue_to_all(number, "payment_notice", court.officer("verifier"))


class TestTheStatementOfReconciliation:
    def test_comes_with_the_end_and_accounts_for_every_fen(self, number: str, journey: clock.Journey) -> None:
        court.sent(number, journey)
        court.do(number, "cashier", "state_account")
        on_the_way = text(_newest(number, "reconciliation"))
        assert "在途600,000.00" in on_the_way
        court.answered(
            number,
            {"claim": 1, "outcome": "accepted", "amount": 15_000_000},
            {"claim": 2, "outcome": "settled", "amount": 15_000_000},
            {"claim": 3, "outcome": "settled", "amount": 30_000_000},
        )
        court.do(number, "cashier", "redeem", claim=1, holder_id_no=court.ID_NOS[0])
        court.do(number, "cashier", "reconcile")
        court.do(number, "judge", "close")
        at_the_end = text(_newest(number, "reconciliation"))
        assert "已付600,000.00" in at_the_end
        assert "差额0.00元" in at_the_end
        assert "没有未决异常" in at_the_end
        assert [one.ended_as for one in papers(number, "reconciliation")] == ["superseded", ""]

    def test_is_stated_by_auditors_too_and_by_no_clerk(self, number: str) -> None:
        auditor = court.officer("auditor")
        take(number, "state_account", {}, auditor)
        with pytest.raises(NotAllowed):
            court.do(number, "clerk", "state_account")


def _newest(number: str, kind: str) -> bytes:
    from jinlin.instruments.documents.actions import fetch

    return fetch(number, papers(number, kind)[-1].n, JUDGE).content


class TestThePageThatAPaperOpens:
    def test_says_in_force_expired_superseded_withdrawn_and_altered(
        self, number: str, journey: clock.Journey
    ) -> None:
        one = court.claimant(number, 1)
        pdf = actions.own_paper(one, "claim_paper").content
        paper = papers(number, "claim_paper")[0]
        assert judge(pdf).verdict is Verdict.GENUINE
        at = len(pdf) // 3
        altered = pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]
        assert judge(altered, paper.code).verdict is Verdict.ALTERED
        journey.move(court.MONDAY.replace(month=9))
        assert by_code(paper.code).status is Status.EXPIRED

    def test_says_so_of_what_was_superseded_and_withdrawn(self, number: str) -> None:
        one = court.claimant(number, 1)
        first = actions.own_paper(one, "claim_paper")
        court.do(number, "clerk", "correct", claim=1, paid_in=50_000_000, evidence="银行流水")
        court.confirm(number)
        actions.own_paper(one, "claim_paper")
        old, new = papers(number, "claim_paper")
        assert (by_code(old.code).status, by_code(old.code).ended_by) == (Status.SUPERSEDED, new.number)
        assert judge(first.content).document == by_code(old.code)
        court.do(number, "judge", "plan")
        assert by_code(new.code).status is Status.WITHDRAWN


class TestAnObjectionOfOnesOwn:
    SAID = {"ground": "own_amount", "objected": "还有一笔五万元没有计入。"}

    def test_holds_that_share_and_nobody_elses(self, number: str, journey: clock.Journey) -> None:
        court.on_notice(number)
        actions.act_oneself(court.claimant(number, 3), "object_oneself", self.SAID)
        (objection,) = children(number, SYSTEM)
        assert (objection.case.type, objection.case.facts["claim"]) == ("objection", 3)
        journey.move(court.MONDAY.replace(day=17))
        court.do(number, "court_president", "approve")
        places = [(one.claim, one.place) for one in selectors.instructions(number, JUDGE)]
        assert places == [(1, "pool"), (2, "pool"), (3, "held")]

    def test_is_seen_by_whose_it_is_and_by_no_other_claimant(self, number: str) -> None:
        court.on_notice(number)
        actions.act_oneself(court.claimant(number, 3), "object_oneself", self.SAID)
        (mine,) = selectors.own_claim(court.claimant(number, 3)).objections
        assert (mine.state.en, mine.is_closed) == ("Examined", False)
        assert selectors.own_claim(court.claimant(number, 1)).objections == []

    def test_names_no_share_but_ones_own(self, number: str) -> None:
        court.on_notice(number)
        with pytest.raises(BadInput):
            actions.act_oneself(court.claimant(number, 3), "object_oneself", self.SAID | {"claim": 1})
        assert children(number, SYSTEM) == ()

    def test_is_taken_while_the_plan_is_on_notice_and_not_a_minute_longer(
        self, number: str, journey: clock.Journey
    ) -> None:
        court.do(number, "judge", "plan")
        with pytest.raises(NotPossible):
            actions.act_oneself(court.claimant(number, 3), "object_oneself", self.SAID)
        court.do(number, "judge", "publish", notice_place="法院官网")
        journey.move(court.MONDAY.replace(day=16, hour=23, minute=59))
        assert [one.name for one in selectors.own_actions(court.claimant(number, 1))] == ["object_oneself"]
        actions.act_oneself(court.claimant(number, 1), "object_oneself", self.SAID)
        journey.move(court.MONDAY.replace(day=17, hour=0))
        with pytest.raises(NotPossible):
            actions.act_oneself(court.claimant(number, 3), "object_oneself", self.SAID)

    def test_is_one_at_a_time_for_a_share(self, number: str) -> None:
        court.on_notice(number)
        actions.act_oneself(court.claimant(number, 3), "object_oneself", self.SAID)
        with pytest.raises(NotMet, match="open already"):
            actions.act_oneself(court.claimant(number, 3), "object_oneself", self.SAID)
        with pytest.raises(NotMet, match="open already"):
            court.do(number, "clerk", "object", claim=3, objector={"name": "示例庚"}, **self.SAID)

    def test_is_open_to_who_was_excluded(self, number: str) -> None:
        court.do(number, "judge", "exclude", claim=2, exclusion="no_payment")
        court.on_notice(number)
        actions.act_oneself(
            court.claimant(number, 2), "object_oneself", {"ground": "left_out", "objected": "有转账凭证。"}
        )
        assert selectors.own_claim(court.claimant(number, 2)).frozen

    def test_gives_no_right_to_anything_else(self, number: str) -> None:
        court.on_notice(number)
        one = court.claimant(number, 3)
        for action in ("approve", "exclude", "object", "set_payee"):
            with pytest.raises(NotFound):
                actions.act_oneself(one, action, {})


class TestOverTheInterface:
    def test_one_reads_and_takes_along_ones_own_with_two_headers(self, number: str) -> None:
        court.on_notice(number)
        own = get(number, 3).json()
        OwnClaimGiven.model_validate(own)
        assert (own["claim"], own["loss"], own["shares"][0]["share"]) == (3, 60_000_000, 30_000_000)
        assert not any(name in json.dumps(own) for name in court.NAMES)
        assert get(number, 3, "/papers/claim_paper/0").content.startswith(b"%PDF")
        assert get(number, 3, "/papers/plan/1").content.startswith(b"%PDF")
        assert get(number, 3, "/proofs/1").status_code == 409

    def test_one_objects_once_however_often_it_is_sent(self, number: str) -> None:
        court.on_notice(number)
        said = {"answers": TestAnObjectionOfOnesOwn.SAID}
        first, second = (
            Client().post(
                f"/api/v1/shares/{number}/actions/object_oneself", json.dumps(said), "application/json",
                headers={**headers(number, 3), "Idempotency-Key": "0123456789abcdef"},
            )
            for _ in range(2)
        )  # fmt: skip
        assert first.status_code == second.status_code == 200
        assert second["Idempotent-Replay"] == "true"
        assert len(children(number, SYSTEM)) == 1

    def test_guessing_is_refused_in_one_sentence_and_then_slowed_down(self, number: str) -> None:
        cache.clear()
        wrong = headers(number, 3) | {"X-Claim-Code": "AAAA-AAAA-AAAA"}
        answers = [Client().get(f"/api/v1/shares/{number}", headers=wrong).status_code for _ in range(21)]
        assert answers == [404] * 20 + [429]
        cache.clear()


def headers(number: str, n: int) -> dict[str, str]:
    return {"X-Identity-Number": court.ID_NOS[n - 1], "X-Claim-Code": court.code(number, n)}


def get(number: str, n: int, what: str = "") -> Any:
    return Client().get(f"/api/v1/shares/{number}{what}", headers=headers(number, n))


class TestOnTheCommandLine:
    @pytest.fixture
    def run(self) -> Callable[..., str]:
        """Run a command of `jinlin payouts`; what it prints."""

        jinlin = click.Group()
        payouts.add_to(jinlin)

        def run(*arguments: str) -> str:
            done = CliRunner().invoke(jinlin, ["payouts", *arguments], obj=Here())
            assert done.exit_code == 0, done.output + str(done.exception)
            return done.output

        return run

    def test_a_claim_is_found_by_its_number_and_for_a_purpose_by_identity_number(
        self, number: str, run: Callable[..., str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(payouts, "_actor", lambda _: court.officer("clerk"))
        found = run("find", number, "id_no", court.ID_NOS[2], "--purpose", "电话核对", "--as", "shu")
        assert found == run("find", number, "claim", "3", "--as", "shu")
        assert court.ID_NOS[2] not in found
        (searched,) = history(f"payout/{case_for(number, SYSTEM).case.id}")
        assert searched.kind == "searched"

    def test_one_reads_the_paper_and_objects(
        self, number: str, run: Callable[..., str], tmp_path: Path
    ) -> None:
        court.on_notice(number)
        who = ("--id-no", court.ID_NOS[2], "--code", court.code(number, 3))
        run("paper", number, "claim_paper", str(tmp_path / "p.pdf"), *who)
        assert "示例庚" in text((tmp_path / "p.pdf").read_bytes())
        said = run("object", number, *who, "--answers", json.dumps(TestAnObjectionOfOnesOwn.SAID))
        assert "审查中" in said
        assert "您的书面异议已收到" in said
        assert "300,000.00" in run("own", number, *who)

    def test_officers_issue_to_all(
        self,
        number: str,
        run: Callable[..., str],
        journey: clock.Journey,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setattr(  # nobody of the demo county held an office in 2022
            "jinlin.kernel.registry.selectors.actor_of", lambda _: court.officer("cashier")
        )
        court.sent(number, journey)
        assert run("papers", number, "payment_notice", "--as", "chuna").strip() == "3"


class Here:
    """The installation is this very test's."""

    def opened(self) -> AbstractContextManager[None]:
        return nullcontext()
