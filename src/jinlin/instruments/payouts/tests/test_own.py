"""What a claimant sees: their own claim, how the share came about, where the money is, and a proof of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from jinlin.instruments.payouts import actions, selectors
from jinlin.instruments.payouts.models import ClaimCode, Distribution
from jinlin.instruments.payouts.selectors import Proven
from jinlin.instruments.payouts.selectors.claims import keeper_of
from jinlin.instruments.payouts.selectors.distribution import seen
from jinlin.instruments.payouts.tests.court import (
    JUDGE,
    PAYS,
    STRANGER,
    answer,
    approved,
    id_no,
    open_refund,
    register,
    step,
)
from jinlin.kernel.journal import actions as journal
from jinlin.kernel.journal.selectors import history
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotAllowed, NotFound
from jinlin_verify import Refused, check_share, main


@pytest.fixture
def number(monday: clock.Journey) -> str:
    """A distribution among three, approved."""
    number = open_refund(6000)
    register(number, "40", "100", "60")
    approved(number)
    return number


def code(number: str, n: int) -> str:
    """The code on the paper of claim `n`."""
    return actions.print_slips(number, str(n), JUDGE)[0].code


def claimant(number: str, n: int) -> Proven:
    """The claimant of claim `n`, who has shown identity number and code."""
    return selectors.prove(number, id_no(n), code(number, n))


class TestOnesOwn:
    def test_says_what_was_claimed_how_the_share_was_computed_and_where_the_money_is(
        self, number: str
    ) -> None:
        own = selectors.own_claim(claimant(number, 2))
        (share,) = own.shares
        assert (own.n, own.name, own.loss, own.standing) == (2, "示**", 10_000, "verified")
        assert share.share * share.ratio.owed == share.ratio.paid * own.loss
        assert (share.share, share.place, share.approved) == (3000, "pool", True)
        step(number, "send")
        answer(number, (2, "rejected", 3000, "AC01"))
        (share,) = selectors.own_claim(claimant(number, 2)).shares
        assert (share.place, share.attempts, share.trouble) == ("returned", 1, "wrong_account")

    @pytest.mark.parametrize("wrong", ["id", "code", "case"])
    def test_is_not_shown_to_who_lacks_one_of_number_code_and_case_and_the_refusal_says_not_which(
        self, number: str, wrong: str
    ) -> None:
        shown = {"id": (number, id_no(1), code(number, 2)), "code": (number, id_no(2), "AAAA-AAAA-AAAA")}
        with pytest.raises(NotFound) as refused:
            selectors.prove(*shown.get(wrong, ("R2018-9999", id_no(2), code(number, 2))))
        assert wrong == "case" or "核对案号、身份证号和查询码" in str(refused.value)

    def test_names_nobody_else(self, number: str) -> None:
        said = json.dumps(selectors.own_claim(claimant(number, 2)), default=str)
        assert not any(text in said for text in ("示例1", "示例3", id_no(1), id_no(3)))


class TestTheProof:
    @pytest.fixture
    def proof(self, number: str, settings: Settings, tmp_path: Path) -> dict[str, Any]:
        """The proof of the second claimant's line."""
        settings.DATA_FOLDER = tmp_path
        journal.seal()
        return selectors.own_proof(claimant(number, 2), 1)

    def test_of_a_line_is_checked_by_the_verifier_alone(self, proof: dict[str, Any], tmp_path: Path) -> None:
        place = tmp_path / "proof.json"
        place.write_text(json.dumps(proof))
        assert main([str(place)]) == 0

    def test_holds_for_no_other_line(self, proof: dict[str, Any]) -> None:
        key = bytes.fromhex(proof["proof"]["public_key"])
        check_share(proof, key)
        better = proof["line"].replace('"share":3000', '"share":9000')
        assert better != proof["line"]
        with pytest.raises(Refused, match="not part of the plan"):
            check_share(proof | {"line": better}, key)
        with pytest.raises(Refused, match="not a whole proof"):
            check_share(proof | {"path": None}, key)

    def test_tells_nothing_of_other_lines_but_hashes(self, proof: dict[str, Any]) -> None:
        said = json.dumps(proof)
        assert '"claim":1,' not in said.replace("\\", "")
        assert '"claim":3,' not in said.replace("\\", "")


def test_who_a_claimant_is_is_shown_for_a_purpose_and_the_journal_keeps_it(number: str) -> None:
    with pytest.raises(BadInput):
        actions.reveal_claim(number, 2, "", JUDGE)
    shown = actions.reveal_claim(number, 2, "打印告知书", JUDGE)
    assert shown.person["name"] == "示例2"
    stream = f"payout/{seen(number, JUDGE).case.id}"
    (event,) = history(stream)
    assert (event.kind, json.loads(event.facts)["claim"]) == ("revealed", 2)
    assert "打印告知书" not in event.facts


def test_the_list_is_for_the_officers_of_the_case(number: str) -> None:
    with pytest.raises(NotFound):
        selectors.claims(number, STRANGER)
    (first, *_) = selectors.claims(number, JUDGE)
    assert (first.name, first.account, first.id_no.count("*")) == ("示**", "****0001", 16)


class TestACode:
    def test_is_on_the_slip_that_was_printed_last_and_nowhere_else(self, number: str) -> None:
        first, second = code(number, 1), code(number, 1)
        with pytest.raises(NotFound):
            selectors.prove(number, id_no(1), first)
        assert selectors.prove(number, id_no(1), second.lower().replace("-", " ")).n == 1
        kept = ClaimCode.objects.get()
        assert second.encode() not in bytes(kept.digest)
        assert all(second not in event.facts for event in history(f"payout/{kept.case_id}"))

    def test_is_printed_once_for_everybody_who_has_none(self, number: str) -> None:
        code(number, 2)
        assert [one.claim for one in actions.print_slips(number, "", JUDGE)] == [1, 3]
        with pytest.raises(BadInput, match="no slip to print"):
            actions.print_slips(number, "", JUDGE)

    def test_that_people_hold_from_before_is_good_until_a_slip_is_printed(self, number: str) -> None:
        old = keeper_of(seen(number, JUDGE)).old_code(1)
        with pytest.raises(NotFound):
            selectors.prove(number, id_no(1), old)
        Distribution.objects.update(old_codes=3)
        assert selectors.prove(number, id_no(1), old).n == 1
        code(number, 1)
        with pytest.raises(NotFound):
            selectors.prove(number, id_no(1), old)

    def test_is_not_printed_by_those_who_pay(self, number: str) -> None:
        step(number, "send")
        with pytest.raises(NotAllowed):
            actions.print_slips(number, "1", PAYS)
