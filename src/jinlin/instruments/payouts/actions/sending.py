"""Out to the bank: each instruction that is ready gets one attempt, and its money is in flight."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.actions.moving import post
from jinlin.instruments.payouts.models import Attempt, BankFile
from jinlin.instruments.payouts.places import Move
from jinlin.instruments.payouts.rows import done, found
from jinlin.instruments.planner import note_growth
from jinlin.lib.errors import NotMet

WAYS = ("transfer", "slip")
# What waits for a person, or for a second one, does not leave: it stays ready for a later file.
_LEAVES = """
 i.case_id = %(case)s AND i.ready AND NOT EXISTS (
   SELECT FROM payout_exception e
    WHERE e.case_id = i.case_id AND e.resolved_at IS NULL AND (e.claim = i.claim OR e.other = i.claim))
"""
_READY = f"""
SELECT i.n, p.round, i.claim, i.amount, i.place, i.attempts + 1, c.way
  FROM payout_instruction i
  JOIN payout_claim c ON c.case_id = i.case_id AND c.n = i.claim
  JOIN payout_plan p ON p.case_id = i.case_id AND p.n = i.plan
 WHERE {_LEAVES} ORDER BY i.n
"""  # noqa: S608 -- our own words
_ATTEMPTS = f"""
INSERT INTO payout_attempt (case_id, instruction, n, file, sent_at, sealed)
SELECT i.case_id, i.n, i.attempts + 1, CASE c.way WHEN 'slip' THEN %(slip)s ELSE %(transfer)s END, %(now)s,
       c.sealed
  FROM payout_instruction i JOIN payout_claim c ON c.case_id = i.case_id AND c.n = i.claim WHERE {_LEAVES}
"""  # noqa: S608 -- our own words
_SENT = f"""
UPDATE payout_instruction i
   SET ready = false, place = 'in_flight', held = '', trouble = '', attempts = attempts + 1
 WHERE {_LEAVES}
"""  # noqa: S608 -- our own words


class Ready(NamedTuple):
    """An instruction that goes out now, and the number of its attempt."""

    n: int
    round: int
    claim: int
    amount: int
    place: str
    attempt: int
    way: str

    @property
    def move(self) -> Move:
        """Its money leaves the place where it lies."""
        return Move(f"{self.round}/{self.claim}/{self.attempt}/sent", self.place, "in_flight", self.amount)


def send(asked: Asked) -> Change:
    """Send everything that is ready: transfers in one file, slips in another. NotMet if nothing is."""
    ready = [Ready(*row) for row in found(_READY, {"case": asked.distribution.case_id})]
    if not ready:
        raise NotMet("没有待发出的款项", "Nothing is ready to be sent")
    files = _files(asked, ready)
    facts = {"files": [{"file": one.n, "kind": one.kind, "payments": one.payments, "amount": one.amount}
                       for one in files]}  # fmt: skip
    return Change(asked.id, facts, lambda: _store(asked, ready, files), {"files": len(files)})


def _files(asked: Asked, ready: Sequence[Ready]) -> list[BankFile]:
    files: list[BankFile] = []
    for way in WAYS:
        amounts = [one.amount for one in ready if one.way == way]
        if amounts:
            n = asked.distribution.files + len(files) + 1
            files.append(
                BankFile(
                    case_id=asked.id, n=n, kind=way, payments=len(amounts), amount=sum(amounts),
                    made_at=asked.now,
                )
            )  # fmt: skip
    return files


def _store(asked: Asked, ready: Sequence[Ready], files: Sequence[BankFile]) -> None:
    BankFile.objects.bulk_create(files)
    numbers: dict[str, Any] = dict.fromkeys(WAYS) | {one.kind: one.n for one in files}
    values = {"case": asked.id, "now": asked.now, **numbers}
    note_growth(Attempt._meta.db_table, done(_ATTEMPTS, values))
    done(_SENT, {"case": asked.id})
    post(asked, (one.move for one in ready))
