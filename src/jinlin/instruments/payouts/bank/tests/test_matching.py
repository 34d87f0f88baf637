from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jinlin.instruments.payouts.bank.answers import Answer, AnswerKind, BadAnswer
from jinlin.instruments.payouts.bank.matching import AttemptFacts, Decision, decide, decide_all
from jinlin.instruments.payouts.bank.told import State
from jinlin.instruments.payouts.bank.troubles import Trouble
from jinlin.lib.words import Words

SENT = AttemptFacts(100, "digest of the file")


def line(kind: AnswerKind, **more: Any) -> Answer:
    return Answer("f", 1, "P1", kind, **{"amount": 100, "currency": "CNY", **more})


def booked(kind: AnswerKind, reference: str = "B1") -> Answer:
    return line(kind, bank_reference=reference, booked_on=date(2026, 11, 24), booking=reference)


ACCEPTED, PENDING, REJECTED = line("accepted"), line("pending"), line("rejected", reason="AC04")
SETTLED, RETURNED, SETTLED_STATUS = booked("settled"), booked("returned", "B2"), line("settled")


def heard(*lines: Answer | BadAnswer, attempt: AttemptFacts = SENT) -> list[Decision]:
    return list(decide_all(lines, {"P1": attempt}))


def end(*lines: Answer) -> State | None:
    return heard(*lines)[-1].state


def open_troubles(decisions: list[Decision]) -> set[Trouble]:
    opened = {one.trouble for one in decisions if one.trouble}
    return opened - {one.closes for one in decisions if one.closes}


@pytest.mark.parametrize(
    ("lines", "state", "trouble"),
    [
        ([PENDING], "pending", None),
        ([PENDING, ACCEPTED], "accepted", None),
        ([ACCEPTED, SETTLED], "settled", None),
        ([SETTLED_STATUS, SETTLED], "settled", None),
        ([ACCEPTED, REJECTED], "rejected", None),
        ([SETTLED, RETURNED], "returned", Trouble.RETURNED_AFTER_SETTLEMENT),
        ([RETURNED], "return_early", Trouble.RETURNED_BEFORE_SETTLEMENT),
        ([REJECTED, SETTLED], "disputed", Trouble.SETTLED_AFTER_REJECTED),
        ([SETTLED, REJECTED], "disputed", Trouble.REJECTED_AFTER_SETTLED),
        ([SETTLED, booked("settled", "B9")], "disputed", Trouble.PAID_TWICE),
        ([SETTLED, RETURNED, booked("settled", "B9")], "disputed", Trouble.PAID_TWICE),
        ([SETTLED, RETURNED, booked("returned", "B9")], "disputed", Trouble.RETURNED_TWICE),
        ([REJECTED, line("rejected", reason="BE01")], "rejected", None),
        ([line("settled", amount=101)], "sent", Trouble.OTHER_AMOUNT),
        ([line("settled", currency="USD")], "sent", Trouble.OTHER_CURRENCY),
        ([line("rejected", reason="DU04")], "sent", Trouble.CALLED_DUPLICATE),
        ([line("accepted", amount=None, currency="")], "accepted", None),
        ([SETTLED, RETURNED, line("reversed")], "disputed", Trouble.RETURN_REVERSED),
        ([SETTLED, line("credited")], "disputed", Trouble.CAME_IN_UNCALLED),
    ],
)
def test_a_line_moves_its_attempt_or_is_an_exception_by_name(
    lines: list[Answer], state: State, trouble: Trouble | None
) -> None:
    last = heard(*lines)[-1]
    assert (last.state, last.trouble) == (state, trouble)


def test_other_money_that_came_in_is_no_answer_and_no_exception() -> None:
    found = decide(line("credited"), None)
    assert (found.trouble, found.state, found.news) == (None, None, False)


def test_a_payment_never_sent_is_an_exception_and_has_no_state() -> None:
    for attempt in (None, AttemptFacts(100, None)):
        found = decide(SETTLED, attempt)
        assert (found.trouble, found.state) == (Trouble.NEVER_SENT, None)


def test_an_unreadable_line_is_an_exception() -> None:
    found = decide(BadAnswer("f", 7, Words(zh="坏", en="bad")), None)
    assert found.trouble is Trouble.UNREADABLE


def test_a_misfit_moves_nothing() -> None:
    for odd in (line("settled", amount=1), line("settled", currency="USD"), line("rejected", reason="AM05")):
        found = decide(odd, SENT)
        assert (found.told, found.news) == (frozenset(), False)


def test_every_trouble_says_what_to_do_in_both_languages() -> None:
    assert all(one.says.zh and one.says.en for one in Trouble)


def test_the_same_trouble_has_the_same_key_in_whatever_file_it_comes() -> None:
    odd = line("settled", amount=1)
    elsewhere = replace(odd, source="another file", line=9)
    assert decide(odd, SENT).key == decide(elsewhere, SENT).key
    assert decide(odd, SENT).key != decide(replace(odd, amount=2), SENT).key


def test_an_early_return_is_explained_by_the_settlement_and_then_needs_what_every_return_needs() -> None:
    early, late = heard(RETURNED, SETTLED), heard(SETTLED, RETURNED)
    assert open_troubles(early) == open_troubles(late) == {Trouble.RETURNED_AFTER_SETTLEMENT}


# What one bank can truly say of one payment, each told once; the laws hold for every order of each.
TRUE_STORIES = [
    [PENDING, ACCEPTED, SETTLED_STATUS, SETTLED],
    [PENDING, ACCEPTED, REJECTED],
    [ACCEPTED, SETTLED_STATUS, SETTLED, RETURNED],
    [SETTLED, RETURNED, line("returned")],
]


@pytest.mark.parametrize("story", TRUE_STORIES)
def test_the_order_in_which_lines_come_changes_neither_the_end_nor_what_is_left_to_do(
    story: list[Answer],
) -> None:
    ends = {(end(*told), frozenset(open_troubles(heard(*told)))) for told in permutations(story)}
    assert len(ends) == 1


EVERYTHING = [
    ACCEPTED,
    PENDING,
    REJECTED,
    SETTLED,
    SETTLED_STATUS,
    RETURNED,
    line("returned"),
    booked("settled", "B9"),
]


@given(st.lists(st.sampled_from(EVERYTHING), min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_even_a_bank_that_contradicts_itself_leads_to_one_end(lines: list[Answer], dice: Any) -> None:
    shuffled = list(lines)
    dice.shuffle(shuffled)
    assert end(*lines) == end(*shuffled)


@given(st.lists(st.sampled_from(EVERYTHING), min_size=1, max_size=8))
def test_the_same_file_again_changes_nothing(lines: list[Answer]) -> None:
    first = heard(*lines)
    again = heard(*lines, attempt=replace(SENT, told=first[-1].told or frozenset()))
    assert not any(one.news or one.trouble for one in again)
    assert {one.state for one in again} == {first[-1].state}


@given(st.lists(st.sampled_from(EVERYTHING), max_size=6))
def test_money_that_moved_and_was_refused_is_never_free_to_be_paid_again(lines: list[Answer]) -> None:
    if lines and {"settled", "rejected"} <= {one.kind for one in lines}:
        assert end(*lines) == "disputed"
