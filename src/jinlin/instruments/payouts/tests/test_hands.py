"""一人一手: money leaves only where several people each did their part."""

from __future__ import annotations

import io
from itertools import permutations
from typing import Any

import pytest
from django.db import connection

from jinlin.instruments.payouts import actions, selectors
from jinlin.instruments.payouts.actions.steps import NAMES
from jinlin.instruments.payouts.checks import verify
from jinlin.instruments.payouts.hands import hand_of, hands
from jinlin.instruments.payouts.tests.court import (
    CHECKS,
    JUDGE,
    PAYS,
    PEOPLE,
    answer,
    approved,
    confirm,
    open_refund,
    person,
    register,
    step,
)
from jinlin.kernel.cases.actions import attach
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotAllowed, NotMet, NotPossible, Problem

NEW = "6222999900001111"


@pytest.fixture
def number(monday: clock.Journey) -> str:
    """Two payments of ten yuan are with the bank."""
    number = open_refund(2000)
    register(number, "10", "10")
    approved(number)
    step(number, "send")
    return number


@pytest.mark.parametrize(("mine", "other"), list(permutations(hands(), 2)))
def test_whoever_acted_with_one_hand_acts_with_no_other(monday: clock.Journey, mine: str, other: str) -> None:
    number, actor = open_refund(2000), PEOPLE[mine]
    took = _took(number, actor, mine)
    for name in hands()[other].steps:
        with pytest.raises(NotAllowed, match="may not take this step too"):
            step(number, name, actor)
    assert took


def _took(number: str, actor: Any, hand: str) -> bool:
    """The actor takes one step of the hand, other hands having done what it needs."""
    person_rows = [person(1, "10")]
    order = ("enters", "checks", "decides", "approves", "pays")
    acts: dict[str, Any] = {
        "enters": lambda: step(number, "register", PEOPLE["enters"], claims=person_rows),
        "checks": lambda: step(number, "verify", PEOPLE["checks"]),
        "decides": lambda: step(number, "plan", PEOPLE["decides"]),
        "approves": lambda: (step(number, "rehearse", seed=1), step(number, "approve", PEOPLE["approves"])),
        "pays": lambda: step(number, "send", PEOPLE["pays"]),
    }
    for one in order[: order.index(hand) + 1]:
        acts[one]()
    return actor is PEOPLE[hand]


def test_a_person_with_every_office_moves_no_fen_alone(monday: clock.Journey) -> None:
    """Everything that one person can try, over and over, in an order that would pay somebody."""
    number, alone = open_refund(0), JUDGE
    scan = attach(number, "回单.txt", b"synthetic", alone).n
    tries: dict[str, dict[str, Any]] = {
        "receive": {"received": 2000, "receipt": "R9"},
        "register": {"claims": [person(1, "10"), person(2, "10")]},
        "verify": {},
        "plan": {},
        "rehearse": {"seed": 1},
        "approve": {},
        "send": {},
        "answers": {"bank_answers": [{"claim": 1, "outcome": "rejected", "amount": 1000}], "scan": str(scan)},
        "set_payee": {"claim": 1, "account": NEW, "capacity": "self"},
        "resolve": {"exception": 1, "resolution": "confirmed", "reason": "自己确认"},
        "reissue": {},
    }
    for first in hands():
        for _ in range(2):
            for name in sorted(tries, key=lambda one: hand_of(one) != first):
                try:
                    step(number, name, alone, **tries[name])
                except Problem:
                    continue
    assert selectors.files(number, JUDGE) == []
    assert selectors.money(number, JUDGE).in_flight == 0


def test_every_step_of_a_distribution_was_looked_at() -> None:
    free = {"open", "freeze", "rehearse"}
    assert {name for name in NAMES if hand_of(name) is None} == free


class TestAnswersByHand:
    def test_without_a_scan_are_not_taken(self, number: str) -> None:
        with pytest.raises(NotMet, match="Attach the scan"):
            step(number, "answers", bank_answers=[{"claim": 1, "outcome": "rejected"}])
        with pytest.raises(NotMet, match="Attach the scan"):
            step(number, "answers", bank_answers=[{"claim": 1, "outcome": "rejected"}], scan="7")

    def test_are_booked_when_a_second_person_has_confirmed_them(self, number: str) -> None:
        scan = str(attach(number, "回单.txt", b"synthetic", PAYS).n)
        step(number, "answers", bank_answers=[{"claim": 1, "outcome": "settled", "amount": 1000}], scan=scan)
        assert selectors.money(number, JUDGE).paid == 0
        with pytest.raises(NotAllowed):
            step(number, "resolve", PAYS, exception=1, resolution="confirmed", reason="自己确认")
        confirm(number)
        assert selectors.money(number, JUDGE).paid == 1000

    def test_that_are_refused_move_nothing(self, number: str) -> None:
        scan = str(attach(number, "回单.txt", b"synthetic", PAYS).n)
        step(number, "answers", bank_answers=[{"claim": 1, "outcome": "rejected", "amount": 1000}], scan=scan)
        confirm(number, "refused")
        assert selectors.money(number, JUDGE).in_flight == 2000


class TestAnotherAccount:
    def test_pays_nobody_until_a_second_person_has_looked(self, number: str) -> None:
        answer(number, (1, "rejected", 1000, "AC01"))
        step(number, "set_payee", claim=1, account=NEW, capacity="self")
        with pytest.raises(NotMet, match="exception"):
            step(number, "reissue", claim_numbers="1")
        assert "****0001" in _account(number)
        confirm(number)
        assert "****1111" in _account(number)
        step(number, "reissue", claim_numbers="1")
        step(number, "send")

    def test_asked_for_while_a_share_is_ready_keeps_that_share_back(self, monday: clock.Journey) -> None:
        number = open_refund(2000)
        register(number, "10", "10")
        approved(number)
        step(number, "set_payee", claim=1, account=NEW, capacity="self")
        step(number, "send")
        assert selectors.money(number, JUDGE).in_flight == 1000
        confirm(number, "refused")
        step(number, "send")
        assert selectors.money(number, JUDGE).in_flight == 2000

    def test_changes_no_file_that_was_sent(self, number: str) -> None:
        before = _written(number, "pain001.09")
        answer(number, (1, "rejected", 1000, "AC01"))
        step(number, "set_payee", claim=1, account=NEW, capacity="self")
        confirm(number)
        assert _written(number, "pain001.09") == before
        other_form = _written(number, "csv")
        assert NEW.encode() not in before + other_form
        assert person(1, "")["account"].encode() in other_form

    def test_none_at_all_is_a_slip_once_a_second_person_has_looked(self, number: str) -> None:
        answer(number, (1, "rejected", 1000, "AC01"))
        step(number, "set_payee", claim=1, capacity="self")
        confirm(number)
        assert selectors.claims(number, JUDGE)[0].way == "slip"
        step(number, "reissue", claim_numbers="1")
        step(number, "send")
        assert [one.kind for one in selectors.files(number, JUDGE)] == ["transfer", "slip"]

    @pytest.mark.parametrize("other", [{"capacity": "heir"}, {"capacity": "self", "payee": "示例壬"}])
    def test_none_at_all_is_no_slip_for_anybody_else(self, number: str, other: dict[str, Any]) -> None:
        with pytest.raises(BadInput, match="made out to the claimant alone"):
            step(number, "set_payee", claim=1, **other)

    def test_waits_once(self, number: str) -> None:
        step(number, "set_payee", claim=1, account=NEW, capacity="self")
        with pytest.raises(NotMet, match="waits already"):
            step(number, "set_payee", claim=1, account="6222999900002222", capacity="self")


def test_a_name_is_mended_by_two_people(number: str) -> None:
    step(number, "rename", claim=1, right_name="示例壹")
    revealed = actions.reveal_claim(number, 1, "核对姓名", JUDGE)
    assert revealed.person["name"] == "示例1"
    confirm(number)
    assert actions.reveal_claim(number, 1, "核对姓名", JUDGE).person["name"] == "示例壹"


def test_amounts_are_mended_by_two_people(monday: clock.Journey) -> None:
    number = open_refund(2000)
    register(number, "10", "10")
    step(number, "correct", claim=1, paid_in=5000)
    assert [one.loss for one in selectors.claims(number, JUDGE)] == [1000, 1000]
    confirm(number)
    assert [one.loss for one in selectors.claims(number, JUDGE)] == [5000, 1000]


@pytest.mark.parametrize("again", ["R1", " r1", "Ｒ１", "R-1", "R 1"])
def test_a_receipt_counts_once_however_it_is_written(monday: clock.Journey, again: str) -> None:
    number = open_refund(2000)
    with pytest.raises(NotPossible, match="recorded before"):
        step(number, "receive", received=2000, receipt=again)
    assert selectors.money(number, JUDGE).recovered == 2000
    step(number, "receive", received=500, receipt="R2")


def test_whoever_acted_with_another_hand_takes_no_file_for_the_bank_along(number: str) -> None:
    with pytest.raises(NotAllowed, match="may not take this step too"):
        actions.fetch_bank_file(number, 1, "csv", io.BytesIO(), CHECKS)


@pytest.mark.parametrize(
    "tampering",
    [
        "UPDATE payout_bank_form SET sha256 = repeat('0', 64)",
        "UPDATE payout_bank_form_part SET sealed = set_byte(sealed, 20, get_byte(sealed, 20) # 1)",
        "DELETE FROM payout_bank_form_part",
    ],
)
def test_verify_tells_a_bank_file_that_is_not_what_was_taken_along(number: str, tampering: str) -> None:
    _written(number, "csv")
    assert verify().faults == ()
    with connection.cursor() as cursor:
        cursor.execute(tampering)
    assert any("bank file 1 (csv) is not what was taken along" in fault for fault in verify().faults)


def test_verify_tells_a_bank_file_that_is_gone(number: str) -> None:
    _written(number, "csv")
    assert verify().faults == ()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM payout_bank_form_part")
        cursor.execute("DELETE FROM payout_bank_form")
    (fault,) = verify().faults
    assert "payout_bank_form is not what its last event vouches for" in fault


@pytest.mark.parametrize(
    "tampering",
    [
        "DELETE FROM payout_claim_code WHERE claim = 1",
        "UPDATE payout_claim_code SET digest = sha256(digest) WHERE claim = 2",
        "INSERT INTO payout_claim_code SELECT case_id, 3, digest, now() FROM payout_claim_code LIMIT 1",
    ],
)
def test_verify_tells_a_code_that_nobody_printed(number: str, tampering: str) -> None:
    actions.print_slips(number, "", JUDGE)
    actions.print_slips(number, "2", JUDGE)
    assert verify().faults == ()
    with connection.cursor() as cursor:
        cursor.execute(tampering)
    (fault,) = verify().faults
    assert "payout_claim_code is not what its last event vouches for" in fault


def _account(number: str) -> str:
    return selectors.claims(number, JUDGE)[0].account


def _written(number: str, form: selectors.Form) -> bytes:
    out = io.BytesIO()
    actions.fetch_bank_file(number, 1, form, out, PAYS)
    return out.getvalue()
