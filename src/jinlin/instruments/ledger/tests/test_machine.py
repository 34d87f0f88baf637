"""Whatever is posted in whatever order, the ledger says what a few dictionaries say."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from jinlin.instruments.ledger import checks, selectors
from jinlin.instruments.ledger.entries import Posted, Transfer
from jinlin.instruments.ledger.tests.conftest import BANK, PAID, POOL, fill, post
from jinlin.lib.errors import Problem

PAIRS = [(BANK, POOL), (POOL, PAID), (POOL, BANK), (PAID, BANK)]
KINDS = ["post", "post", "hold"]
LEGS = st.tuples(st.sampled_from(PAIRS), st.integers(1, 1_000), st.sampled_from(KINDS))


@dataclass
class Model:
    """The ledger as anybody would write it down: posted and held amounts by side and account."""

    posted: Counter[tuple[str, str]] = field(default_factory=Counter)
    held: Counter[tuple[str, str]] = field(default_factory=Counter)
    holds: dict[str, Transfer] = field(default_factory=dict)

    def add(self, one: Transfer) -> None:
        """Write one transfer down."""
        ends = (("debit", one.debit), ("credit", one.credit))
        if one.kind == "hold":
            self.holds[one.key] = one
            self.held.update(dict.fromkeys(ends, one.amount))
            return
        if one.of:
            self.held.subtract(dict.fromkeys(ends, self.holds.pop(one.of).amount))
        if one.kind != "release":
            self.posted.update(dict.fromkeys(ends, one.amount))

    def left_in_pool(self) -> int:
        """What may still leave the one account that takes no overdraft."""
        return self.posted["credit", POOL] - self.posted["debit", POOL] - self.held["debit", POOL]


class LedgerMachine(RuleBasedStateMachine):
    """Posts, holds, settles and releases at random, some of them twice."""

    def __init__(self) -> None:
        super().__init__()
        self.mark = transaction.savepoint()
        self.model = Model()
        self.known: list[Transfer] = []
        self.keys = map(str, count())
        fill()

    def teardown(self) -> None:
        """Undo all of it for the next run."""
        transaction.savepoint_rollback(self.mark)

    @rule(legs=st.lists(LEGS, min_size=1, max_size=4))
    def move(self, legs: list[tuple[tuple[str, str], int, Any]]) -> None:
        """Several at once: all of them, or none if the pool would be overdrawn."""
        self.send([Transfer(next(self.keys), *pair, amount, kind=kind) for pair, amount, kind in legs])

    @precondition(lambda self: self.model.holds)
    @rule(data=st.data(), kind=st.sampled_from(["settle", "release"]))
    def resolve(self, data: st.DataObject, kind: Any) -> None:
        """Settle a part of a hold, or release all of it."""
        hold = self.model.holds[data.draw(st.sampled_from(sorted(self.model.holds)))]
        amount = hold.amount if kind == "release" else data.draw(st.integers(1, hold.amount))
        self.send([hold._replace(key=next(self.keys), amount=amount, kind=kind, of=hold.key)])

    @precondition(lambda self: self.known)
    @rule(data=st.data())
    def repeat(self, data: st.DataObject) -> None:
        """The same again: nothing moves."""
        assert post(data.draw(st.sampled_from(self.known))) == Posted(0, 1)

    def send(self, transfers: list[Transfer]) -> None:
        after = Model(self.model.posted.copy(), self.model.held.copy(), dict(self.model.holds))
        for one in transfers:
            after.add(one)
        if after.left_in_pool() < 0:
            with pytest.raises(Problem):
                post(*transfers)
            return
        assert post(*transfers) == Posted(len(transfers), 0)
        self.model = after
        self.known += transfers

    @invariant()
    def the_ledger_says_what_the_model_says(self) -> None:
        """Every balance is that of the model, and debits equal credits."""
        for code in (BANK, POOL, PAID):
            found = selectors.balance(code)
            assert (found.debits_posted, found.credits_posted) == (
                self.model.posted["debit", code],
                self.model.posted["credit", code],
            )
            assert (found.debits_pending, found.credits_pending) == (
                self.model.held["debit", code],
                self.model.held["credit", code],
            )
        assert selectors.trial_balance("CNY").holds

    @invariant()
    def verify_finds_nothing(self) -> None:
        """Recomputed from the transfers alone it is the same."""
        assert checks.verify().faults == ()


@pytest.mark.django_db
def test_the_ledger_is_what_a_few_dictionaries_are() -> None:
    run_state_machine_as_test(
        LedgerMachine,
        settings=settings(
            max_examples=5, stateful_step_count=8, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
