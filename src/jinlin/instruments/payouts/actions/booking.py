"""Writing down what the bank said: of attempts, of money, and of what nobody can explain yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from jinlin.instruments.payouts import references
from jinlin.instruments.payouts.actions.asked import Asked
from jinlin.instruments.payouts.actions.attempts import Known
from jinlin.instruments.payouts.actions.finding import last_trouble
from jinlin.instruments.payouts.actions.moving import post
from jinlin.instruments.payouts.bank.answers.answer import Answer
from jinlin.instruments.payouts.bank.matching import Decision
from jinlin.instruments.payouts.bank.reasons import classify
from jinlin.instruments.payouts.places import Move
from jinlin.instruments.payouts.rows import for_each
from jinlin.kernel.registry.actors import SYSTEM

DEAD = frozenset({"rejected", "returned"})
_ATTEMPT = ("case_id", "instruction", "n", "state", "told", "live", "reason", "slip_no", "at")

_ATTEMPTS = """
UPDATE payout_attempt a
   SET state = v.state, told = v.told, live = v.live, reason = v.reason, answered_at = v.at,
       slip_no = coalesce(nullif(v.slip_no, ''), a.slip_no)
  FROM jsonb_to_recordset(%s::jsonb) AS v (case_id bigint, instruction int, n int, state text, told text[],
       live boolean, reason text, slip_no text, at timestamptz)
 WHERE a.case_id = v.case_id AND a.instruction = v.instruction AND a.n = v.n
"""
_INSTRUCTIONS = """
UPDATE payout_instruction i SET place = v.place, trouble = v.trouble
  FROM jsonb_to_recordset(%s::jsonb) AS v (case_id bigint, n int, place text, trouble text)
 WHERE i.case_id = v.case_id AND i.n = v.n
"""
_TROUBLES = """
INSERT INTO payout_exception (case_id, n, key, kind, claim, instruction, attempt, told, opened_at,
       resolution, reason, by)
SELECT v.case_id, v.n, v.key, v.kind, i.claim, i.n, v.attempt, v.told, v.at, '', '', ''
  FROM jsonb_to_recordset(%s::jsonb) AS v (case_id bigint, n int, key text, kind text, instruction int,
       attempt int, told jsonb, at timestamptz)
  LEFT JOIN payout_instruction i ON i.case_id = v.case_id AND i.n = v.instruction
    ON CONFLICT (case_id, key) DO NOTHING
"""
_EXPLAINED = """
UPDATE payout_exception e SET resolved_at = v.at, resolution = 'explained', by = v.by
  FROM jsonb_to_recordset(%s::jsonb) AS v (case_id bigint, kind text, instruction int, attempt int, by text,
       at timestamptz)
 WHERE e.case_id = v.case_id AND e.kind = v.kind AND e.instruction = v.instruction
   AND e.attempt = v.attempt AND e.resolved_at IS NULL
"""


class Booked(NamedTuple):
    """An attempt of which there is news, and what follows from it."""

    attempt: Known
    state: str
    told: frozenset[str]
    reason: str
    slip_no: str = ""

    @classmethod
    def of(cls, attempt: Known, decision: Decision) -> Booked:
        """What a decision means for the attempt. The bank's reference of a slip is the slip's own number."""
        state, told, line = str(decision.state), decision.told or frozenset(), decision.line
        if not isinstance(line, Answer):
            return cls(attempt, state, told, "")
        return cls(attempt, state, told, line.reason, line.bank_reference if attempt.way == "slip" else "")

    @property
    def is_live(self) -> bool:
        """Whether its money may have arrived or may yet arrive; what is dead stays dead."""
        return self.attempt.live and self.state not in DEAD

    @property
    def target(self) -> str | None:
        """Where the money lies now; None if that is not for this attempt to say, or not known. Of a slip the
        bank says `settled` when it is redeemed; issued, its money is still in flight."""
        if not self.attempt.is_last or self.attempt.place not in ("in_flight", "paid"):
            return None
        if self.state in DEAD:
            return "returned"
        return "paid" if self.state == "settled" else None

    @property
    def move(self) -> Move | None:
        """How the money goes there."""
        one, target = self.attempt, self.target
        if target is None or target == one.place:
            return None
        key = f"{one.round}/{one.claim}/{one.n}/{target}/{len(self.told)}"
        return Move(key, one.place, target, one.amount)


def store_bookings(asked: Asked, booked: Sequence[Booked], decisions: Iterable[Decision]) -> None:
    """Write all of it."""
    names: tuple[str, ...] = _ATTEMPT
    for_each(_ATTEMPTS, names, (_attempt(asked, one) for one in booked))
    moving = [(one, move) for one in booked if (move := one.move)]
    places = (
        (asked.id, one.attempt.instruction, move.target, _trouble(one, move.target)) for one, move in moving
    )
    for_each(_INSTRUCTIONS, ("case_id", "n", "place", "trouble"), places)
    post(asked, (move for _, move in moving))
    names = ("case_id", "n", "key", "kind", "instruction", "attempt", "told", "at")
    troubled = list(decisions)
    for_each(_TROUBLES, names, _troubles(asked, troubled))
    for_each(
        _EXPLAINED, ("case_id", "kind", "instruction", "attempt", "by", "at"), _explained(asked, troubled)
    )


def _attempt(asked: Asked, one: Booked) -> tuple[Any, ...]:
    place = (asked.id, one.attempt.instruction, one.attempt.n)
    return (*place, one.state, sorted(one.told), one.is_live, one.reason[:40], one.slip_no, asked.now)


def _trouble(one: Booked, target: str) -> str:
    return classify(one.reason).kind if target == "returned" else ""


def _troubles(asked: Asked, decisions: Iterable[Decision]) -> Iterator[tuple[Any, ...]]:
    n = last_trouble(asked.id)
    for one in decisions:
        if one.trouble is not None:
            n += 1
            yield (asked.id, n, one.key, str(one.trouble), *_named(asked, one), _told(one), asked.now)


def _explained(asked: Asked, decisions: Iterable[Decision]) -> Iterator[tuple[Any, ...]]:
    for one in decisions:
        if one.closes is not None:
            yield (asked.id, str(one.closes), *_named(asked, one), SYSTEM.label, asked.now)


def _named(asked: Asked, one: Decision) -> tuple[int | None, int | None]:
    """The instruction and the attempt that a line names; nothing if they are not of this case."""
    found = references.read(one.line.end_to_end) if isinstance(one.line, Answer) else None
    return (found.instruction, found.attempt) if found and found.case == asked.id else (None, None)


def _told(one: Decision) -> dict[str, Any]:
    line = one.line
    told: dict[str, Any] = {"source": line.source, "line": line.line}
    if isinstance(line, Answer):
        told |= {
            "reference": line.end_to_end,
            "said": line.kind,
            "amount": line.amount,
            "reason": line.reason,
        }
    return told
