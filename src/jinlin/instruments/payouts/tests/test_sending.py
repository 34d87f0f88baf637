"""What goes to the bank: one live attempt for an instruction, and a file that is the same to the byte."""

from __future__ import annotations

import io

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import Model

from jinlin.instruments import planner
from jinlin.instruments.payouts import actions, references, selectors
from jinlin.instruments.payouts.bank.csv_file import read_payments
from jinlin.instruments.payouts.bank.profiles import profile_of
from jinlin.instruments.payouts.models import Allocation, Attempt, Claim, Distribution, Instruction
from jinlin.instruments.payouts.references import Reference
from jinlin.instruments.payouts.tests.court import (
    JUDGE,
    PAYS,
    answer,
    approved,
    confirm,
    open_refund,
    person,
    step,
)
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotFound, NotMet


@pytest.fixture
def number(monday: clock.Journey) -> str:
    """Two with an account and one without were sent their shares."""
    number = open_refund(3000)
    step(number, "register", claims=[person(1, "10"), person(2, "20"), person(3, "30", account="")])
    step(number, "verify")
    approved(number)
    step(number, "send")
    return number


def written(number: str, n: int, form: selectors.Form) -> bytes:
    """File `n` of the distribution."""
    out = io.BytesIO()
    actions.fetch_bank_file(number, n, form, out, PAYS)
    return out.getvalue()


@pytest.mark.parametrize("model", [Claim, Allocation, Instruction, Attempt])
def test_after_many_rows_the_planner_knows_how_many_there_are(
    model: type[Model], monday: clock.Journey, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(planner, "MANY", 3)
    with connection.cursor() as cursor:
        cursor.execute(f"ANALYZE {model._meta.db_table}")
        number = open_refund(3000)
        step(number, "register", claims=[person(n, "10") for n in (1, 2, 3)])
        step(number, "verify")
        approved(number)
        step(number, "send")
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = %s::regclass", [model._meta.db_table])
        assert cursor.fetchone() == (3,)


class TestABankFile:
    def test_is_the_same_to_the_byte_whenever_it_is_written(self, number: str, monday: clock.Journey) -> None:
        before = written(number, 1, "pain001.09")
        answer(number, (1, "settled"))
        monday.move(clock.now().replace(year=2019))
        assert written(number, 1, "pain001.09") == before

    def test_carries_what_was_sent_and_slips_stand_in_one_of_their_own(self, number: str) -> None:
        first, second = selectors.files(number, JUDGE)
        assert (first.kind, first.payments, first.amount) == ("transfer", 2, 1500)
        assert (second.kind, second.payments, second.amount) == ("slip", 1, 1500)
        (slip,) = read_payments(io.BytesIO(written(number, 2, "csv")), profile_of("deposit_slip"))
        assert (slip.amount, slip.name, slip.account) == (1500, "示例3", "")

    def test_of_slips_is_refused_in_a_format_that_has_no_word_for_them(self, number: str) -> None:
        with pytest.raises(BadInput, match="Slips go by CSV"):
            written(number, 2, "pain001.09")

    def test_that_was_never_sent_is_not_found(self, number: str) -> None:
        with pytest.raises(NotFound):
            written(number, 3, "csv")


class TestAnInstruction:
    def test_has_one_live_attempt_and_the_database_holds_it(self, number: str) -> None:
        first = Attempt.objects.get(instruction=1)
        with pytest.raises(IntegrityError, match="payout_one_live_attempt"), transaction.atomic():
            Attempt.objects.create(case_id=first.case_id, instruction=1, n=2, file=1, sent_at=first.sent_at)

    def test_is_issued_again_under_itself_after_its_attempt_is_dead(self, number: str) -> None:
        with pytest.raises(NotMet):
            step(number, "reissue", claim_numbers="1")
        answer(number, (1, "rejected", 500, "FF10"))
        step(number, "reissue")
        step(number, "send")
        states = Attempt.objects.filter(instruction=1).order_by("n").values_list("n", "state", "live")
        assert list(states) == [(1, "rejected", False), (2, "sent", True)]

    def test_of_a_slip_is_paid_to_its_holder_at_the_counter(self, number: str) -> None:
        answer(number, (3, "accepted", 1500))
        with pytest.raises(NotMet, match="not that of the slip"):
            step(number, "redeem", claim=3, holder_id_no=person(1, "")["id_no"])
        step(number, "redeem", claim=3, holder_id_no=person(3, "")["id_no"])
        assert selectors.money(number, JUDGE).paid == 1500
        answer(number, (3, "settled", 1500))  # the bank says so too
        assert selectors.money(number, JUDGE).paid == 1500


class TestHeirs:
    def test_take_over_what_was_lost_had_and_lies_still_in_their_parts(self, number: str) -> None:
        answer(number, (2, "rejected", 1000, "MD07"))
        heirs = [person(8, "", part=2), person(9, "", part=1)]  # type: ignore[arg-type]  # a number in a form
        for heir in heirs:
            del heir["paid_in"]
        step(number, "divide", claim=2, heirs=heirs)
        confirm(number)
        assert [(one.n, one.loss, one.had) for one in selectors.claims(number, JUDGE, after=3)] == [
            (4, 1334, 667), (5, 666, 333),
        ]  # fmt: skip
        step(number, "reissue")
        step(number, "send")
        answer(number, (4, "settled"), (5, "settled"))
        way = selectors.money(number, JUDGE)
        assert (way.paid, way.returned, way.holds) == (1000, 0, True)


def test_a_reference_names_case_instruction_and_attempt_within_what_a_bank_passes_on() -> None:
    longest = Reference(2**63 - 1, 999_999_999, 9999)
    assert len(str(longest)) <= 35
    assert references.read(str(longest)) == longest
    assert references.read("P1-2") is None


def test_the_seed_of_the_order_was_committed_to_before_anybody_was_registered(number: str) -> None:
    from jinlin.kernel.journal.selectors import history
    from jinlin.lib.crypto import sha256

    kept = Distribution.objects.get()
    opened = history(f"case/{kept.case_id}")[0]
    assert sha256(bytes(kept.seed)).hex() in opened.facts
