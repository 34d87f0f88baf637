"""What a line of the bank's means for the attempt it names: a pure decision.

An attempt keeps the set of what the bank has told of it, and its state follows from that set alone. So the
same file again changes nothing, and the order in which lines arrive cannot change where it ends.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from jinlin.instruments.payouts.bank.answers.answer import Answer, BadAnswer
from jinlin.instruments.payouts.bank.fields import CURRENCY
from jinlin.instruments.payouts.bank.reasons import classify
from jinlin.instruments.payouts.bank.told import State, Told, closed_by, fact_of, state_of, trouble_of
from jinlin.instruments.payouts.bank.troubles import Trouble
from jinlin.lib.canonical import digest


@dataclass(frozen=True, slots=True)
class AttemptFacts:
    """What we know of an attempt: fen, the digest of the file it went out in, and what the bank has told.

    Without a `sent_file` nothing was sent. `told` is kept as `Decision.told` gave it.
    """

    amount: int
    sent_file: str | None
    told: Told = frozenset()

    @property
    def state(self) -> State:
        """Where the attempt stands by what the bank has told."""
        return state_of(self.told)


@dataclass(frozen=True, slots=True)
class Decision:
    """What follows from one line.

    `told` and `state` are what the attempt has from now on, None without an attempt. `trouble` opens an
    exception for a person, once for each `key`; while it is open the attempt is not issued again. `closes`
    is the trouble of this attempt that the line has cleared up. Without attempt and trouble the line speaks
    of other money that came in, which is counted and is no answer to a payment.
    """

    line: Answer | BadAnswer
    state: State | None = None
    told: Told | None = None
    trouble: Trouble | None = None
    closes: Trouble | None = None
    news: bool = False

    @property
    def key(self) -> str:
        """The same for the same trouble told again, in this or another file."""
        line = self.line
        said: list[object] = [line.source, line.line]
        if isinstance(line, Answer):
            said = [line.end_to_end, line.kind, line.amount, line.currency, line.booking]
        return digest([self.trouble, *said])


def decide(line: Answer | BadAnswer, attempt: AttemptFacts | None) -> Decision:
    """What `line` means, `attempt` being the one it names, or None if we know of none."""
    if isinstance(line, BadAnswer):
        return Decision(line, trouble=Trouble.UNREADABLE)
    if attempt is None and line.kind == "credited":
        return Decision(line)
    if attempt is None or attempt.sent_file is None:
        return Decision(line, trouble=Trouble.NEVER_SENT)
    if misfit := _misfit(line, attempt):
        return Decision(line, attempt.state, attempt.told, misfit)
    fact = fact_of(line)
    if fact in attempt.told:
        return Decision(line, attempt.state, attempt.told)
    told = attempt.told | {fact}
    trouble = trouble_of(fact, attempt.told)
    return Decision(line, state_of(told), told, trouble, closed_by(fact, attempt.told), news=True)


def decide_all(
    lines: Iterable[Answer | BadAnswer], attempts: Mapping[str, AttemptFacts]
) -> Iterator[Decision]:
    """A decision for each line, each knowing those before it; `attempts` by reference is not changed."""
    known: dict[str, AttemptFacts] = {}
    for line in lines:
        if isinstance(line, BadAnswer):
            yield decide(line, None)
            continue
        attempt = known.get(line.end_to_end) or attempts.get(line.end_to_end)
        decision = decide(line, attempt)
        if attempt is not None and decision.news and decision.told is not None:
            known[line.end_to_end] = replace(attempt, told=decision.told)
        yield decision


def _misfit(line: Answer, attempt: AttemptFacts) -> Trouble | None:
    """A line that speaks of other money, or of another sending, moves nothing."""
    if line.currency not in ("", CURRENCY):
        return Trouble.OTHER_CURRENCY
    if line.amount is not None and line.amount != attempt.amount:
        return Trouble.OTHER_AMOUNT
    if line.kind == "rejected" and classify(line.reason).kind == "duplicate":
        return Trouble.CALLED_DUPLICATE
    return None
