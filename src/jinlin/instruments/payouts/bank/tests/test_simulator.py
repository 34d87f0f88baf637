from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest

from jinlin.instruments.payouts.bank import csv_file, pain001
from jinlin.instruments.payouts.bank.matching import AttemptFacts
from jinlin.instruments.payouts.bank.payments import Payment
from jinlin.instruments.payouts.bank.profiles import Profile, profile_of
from jinlin.instruments.payouts.bank.rehearsal import rehearse
from jinlin.instruments.payouts.bank.report import unexplained
from jinlin.instruments.payouts.bank.simulator import (
    CALM,
    HOSTILE,
    TYPICAL,
    AnswerFile,
    Behaviour,
    HostileBank,
)
from jinlin.instruments.payouts.bank.tests.making import MONDAY, batch, many, slip
from jinlin.instruments.payouts.bank.tests.schemas import assert_valid
from jinlin.lib.errors import BadInput

PAYMENTS = many(60)
TOTAL = sum(one.amount for one in PAYMENTS)
WAYS: list[tuple[list[Payment], Profile | None]] = [
    (many(30), None),
    (many(30), profile_of("generic")),
    ([slip(f"S{at}", 100 + at) for at in range(30)], profile_of("deposit_slip")),
]


def sent(payments: Sequence[Payment] = PAYMENTS, message: str = "M1") -> io.BytesIO:
    out = io.BytesIO()
    pain001.write(batch(payments, message_id=message), "03", out)
    out.seek(0)
    return out


def life(bank: HostileBank, first: date = MONDAY) -> Iterator[AnswerFile]:
    day = first
    while not bank.quiet:
        yield from bank.day(day)
        day += timedelta(days=1)


class TestItsBooks:
    def test_a_calm_bank_pays_everything_once(self) -> None:
        bank = HostileBank(1, CALM)
        bank.receive(sent(), MONDAY)
        list(life(bank))
        assert bank.truth().paid == {one.end_to_end: one.amount for one in PAYMENTS}
        assert bank.truth().total == TOTAL

    def test_nothing_is_paid_before_its_day(self) -> None:
        bank = HostileBank(1, CALM)
        bank.receive(sent(), MONDAY)
        assert (bank.truth().total, bank.quiet) == (0, False)

    @pytest.mark.parametrize("behaviour", [TYPICAL, replace(HOSTILE, paid_twice=0)])
    def test_a_reference_is_never_paid_twice_however_often_it_comes(self, behaviour: Behaviour) -> None:
        bank = HostileBank(3, behaviour)
        for message in ("M1", "M1", "M2"):
            bank.receive(sent(message=message), MONDAY)
        list(life(bank))
        paid = bank.truth().paid
        assert all(paid[one.end_to_end] in (0, one.amount) for one in PAYMENTS)

    def test_only_a_bank_told_to_pays_twice(self) -> None:
        bank = HostileBank(3, replace(CALM, paid_twice=1.0))
        bank.receive(sent(), MONDAY)
        list(life(bank))
        assert bank.truth().total == 2 * TOTAL

    def test_about_one_in_twenty_is_refused(self) -> None:
        bank = HostileBank(5, replace(TYPICAL, returned=0))
        bank.receive(sent(many(1_000)), MONDAY)
        list(life(bank))
        refused = sum(fen == 0 for fen in bank.truth().paid.values())
        assert 30 <= refused <= 70

    def test_a_file_that_is_not_whole_is_not_taken(self) -> None:
        bank = HostileBank(1)
        whole = sent().getvalue()
        for broken in (whole[:-40], whole.replace(b"<NbOfTxs>60", b"<NbOfTxs>61"), b"", b"<x/>"):
            with pytest.raises(BadInput):
                bank.receive(io.BytesIO(broken), MONDAY)
        assert (bank.truth().paid, bank.quiet) == ({}, True)


class TestItsAnswers:
    def test_the_same_seed_gives_the_same_files_to_the_byte(self) -> None:
        def files(seed: int) -> list[AnswerFile]:
            bank = HostileBank(seed, HOSTILE)
            bank.receive(sent(), MONDAY)
            return list(life(bank))

        assert files(7) == files(7)
        assert files(7) != files(8)

    @pytest.mark.parametrize("message", ["pain.002.001.03", "camt.054.001.08"])
    def test_its_xml_is_valid_by_the_schema(self, message: str) -> None:
        bank = HostileBank(2, replace(HOSTILE, file_broken_off=0, whole_file_rejected=0, odd_forms=0))
        bank.receive(sent(), MONDAY)
        bank.receive(sent(), MONDAY)
        contents = [one.content for one in life(bank) if message.encode() in one.content]
        assert contents
        for content in contents:
            assert_valid(content, message)

    def test_bad_manners_show(self) -> None:
        bank = HostileBank(4, HOSTILE)
        bank.receive(sent(many(300)), MONDAY)
        names = [one.name for one in life(bank)]
        assert any(name.startswith("again-") for name in names)
        assert any(name.startswith("part-") for name in names)


class TestChaos:
    """Whatever the bank does, every payment ends as the bank's books say, or has an exception by name."""

    @pytest.mark.parametrize("tens", range(0, 100, 10))
    @pytest.mark.parametrize("behaviour", [TYPICAL, HOSTILE], ids=["typical", "hostile"])
    def test_nothing_is_left_unexplained(self, tens: int, behaviour: Behaviour) -> None:
        for seed in range(tens, tens + 10):
            payments, profile = WAYS[seed % len(WAYS)]
            report = rehearse(batch(payments), seed, profile=profile, behaviour=behaviour)
            assert report.holds, f"seed {seed}"

    @pytest.mark.parametrize("tens", range(0, 40, 10))
    def test_nothing_is_left_unexplained_by_a_bank_without_references_of_its_own(self, tens: int) -> None:
        behaviour = replace(HOSTILE, own_references=False)
        for seed in range(tens, tens + 10):
            assert rehearse(batch(many(30)), seed, behaviour=behaviour).holds, f"seed {seed}"

    def test_a_bank_that_denies_what_it_paid_is_an_exception_for_each(self) -> None:
        report = rehearse(batch(many(5)), 1, behaviour=replace(CALM, told_the_contrary=1.0))
        assert (report.troubles, report.holds) == ({"rejected_after_settled": 5}, True)

    def test_a_difference_of_one_fen_would_be_seen(self) -> None:
        attempts = {
            "P1": AttemptFacts(100, "digest", frozenset({"settled:B1"})),
            "P2": AttemptFacts(100, "digest", frozenset({"rejected"})),
            "P3": AttemptFacts(100, "digest"),
        }
        assert unexplained(attempts, {"P1": 100, "P2": 0, "P3": 0}, ()) == ["P3"]
        assert unexplained(attempts, {"P1": 99, "P2": 1, "P3": 0}, ("P3",)) == ["P1", "P2"]


class TestRehearsal:
    def test_the_report_counts_everything_for_the_approver(self) -> None:
        report = rehearse(batch(many(200)), 11)
        assert report.written.count == sum(one.count for one in report.states.values()) == 200
        assert report.written.total == sum(one.fen for one in report.states.values())
        assert report.paid == report.states["settled"].fen
        assert report.states["rejected"].count + report.states["returned"].count == sum(
            report.reasons.values()
        )
        assert report.days > 1

    def test_a_calm_bank_leaves_nothing_to_do(self) -> None:
        report = rehearse(batch(many(20)), 1, behaviour=CALM)
        assert (report.troubles, report.reasons, set(report.states)) == ({}, {}, {"settled"})

    def test_a_whole_file_refused_leaves_nobody_paid(self) -> None:
        for profile in (None, profile_of("generic")):
            report = rehearse(
                batch(many(20)), 1, profile=profile, behaviour=replace(CALM, whole_file_rejected=1.0)
            )
            assert (report.paid, set(report.states), report.unexplained) == (0, {"rejected"}, 0)

    def test_the_report_is_json_for_the_journal(self) -> None:
        facts = rehearse(batch(many(20)), 1).as_facts()
        assert facts["written"]["count"] == 20
        assert facts["states"]["settled"]["count"] > 10

    def test_sums_that_differ_stop_it_as_in_earnest(self) -> None:
        with pytest.raises(Exception, match="void"):
            rehearse(batch(many(3), total=5), 1)


def test_the_csv_of_a_batch_given_twice_is_refused_line_by_line_and_paid_once() -> None:
    bank, profile = HostileBank(1, CALM), profile_of("generic")
    for _ in range(2):
        out = io.BytesIO()
        csv_file.write(batch(PAYMENTS), profile, out)
        out.seek(0)
        bank.receive(out, MONDAY, profile)
    text = "".join(one.content.decode("utf-8-sig") for one in life(bank))
    assert text.count("重复交易") == len(PAYMENTS)
    assert bank.truth().total == TOTAL
