"""The life of a distribution: where the money lay after each step that moved any.

Nothing is remembered for it. When the steps were is read from the journal, and what moved between them is
added up from the ledger's transfers.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from jinlin.instruments.ledger import selectors as ledger
from jinlin.instruments.ledger.selectors import Flow
from jinlin.instruments.payouts.places import PLACES, RECOVERED, account
from jinlin.instruments.payouts.selectors.distribution import MoneyWay
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.selectors import CaseView
from jinlin.kernel.journal import selectors as journal
from jinlin.lib.words import Words

if TYPE_CHECKING:
    from jinlin.kernel.journal.models import Event

MOST_EVENTS = 200
MOST_STEPS = 40
NOTHING = MoneyWay(0, 0, 0, 0, 0, 0, 0)
BEFORE = Words(zh="此前各步", en="All steps before")


class Moment(NamedTuple):
    """A step after which the money lay otherwise than before: when, what it is called, and where it lay then.
    The first may stand for all that came before; it has no `at`."""

    at: datetime | None
    name: Words
    money: MoneyWay


def life_of(view: CaseView) -> list[Moment]:
    """The last steps of a distribution that moved money, oldest first, at most 41: two queries, whatever the
    number of claims."""
    events = _steps(journal.newest(f"case/{view.case.id}", limit=MOST_EVENTS))
    codes = [account(view.case.id, place) for place in (RECOVERED, *PLACES)]
    flows = ledger.flows(codes, [one.at for one in events])
    return list(_moments(events, flows, codes, view.definition))


def _steps(newest_first: Sequence[Event]) -> list[Event]:
    """Those that set a step in motion, oldest first; of several at one moment the last."""
    steps = (one for one in newest_first if "payout" in json.loads(one.facts))
    by_moment: dict[datetime, Event] = {}
    for one in steps:
        by_moment.setdefault(one.at, one)
    return list(by_moment.values())[:MOST_STEPS][::-1]


def _moments(
    events: Sequence[Event], flows: Sequence[Flow], codes: Sequence[str], definition: Definition
) -> Iterator[Moment]:
    lies = dict.fromkeys(codes, 0)
    before = NOTHING
    for span, event in enumerate([None, *events]):
        for flow in (one for one in flows if one.span == span):
            _move(lies, flow, recovered=codes[0])
        now = MoneyWay(*lies.values())
        if now != before:
            yield Moment(event.at if event else None, _name(event, definition), now)
        before = now


def _move(lies: dict[str, int], flow: Flow, recovered: str) -> None:
    """What was recovered grows by what leaves its account, which is at the other end of all money."""
    lies[flow.source] += flow.amount if flow.source == recovered else -flow.amount
    lies[flow.target] += -flow.amount if flow.target == recovered else flow.amount


def _name(event: Event | None, definition: Definition) -> Words:
    if event is None:
        return BEFORE
    action = definition.actions.get(event.kind.removeprefix("act."))
    return action.name if action else Words(zh=event.kind, en=event.kind)
