"""Out to the bank: each instruction that is ready gets one attempt, and its money is in flight."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.actions.moving import post
from jinlin.instruments.payouts.models import Attempt, BankFile
from jinlin.instruments.payouts.places import Move
from jinlin.instruments.payouts.rows import copy_in, done, found
from jinlin.lib.errors import NotMet

WAYS = ("transfer", "slip")
_READY = """
SELECT i.n, p.round, i.claim, i.amount, i.place, i.attempts + 1, c.way
  FROM payout_instruction i
  JOIN payout_claim c ON c.case_id = i.case_id AND c.n = i.claim
  JOIN payout_plan p ON p.case_id = i.case_id AND p.n = i.plan
 WHERE i.case_id = %s AND i.ready ORDER BY i.n
"""
_SENT = """
UPDATE payout_instruction
   SET ready = false, place = 'in_flight', held = '', trouble = '', attempts = attempts + 1
 WHERE case_id = %s AND ready
"""


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
    ready = [Ready(*row) for row in found(_READY, [asked.distribution.case_id])]
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
    numbers = {one.kind: one.n for one in files}
    copy_in(Attempt._meta.db_table, ("case_id", "instruction", "n", "file", "sent_at"),
            _attempts(asked, ready, numbers))  # fmt: skip
    done(_SENT, [asked.id])
    post(asked, (one.move for one in ready))


def _attempts(asked: Asked, ready: Sequence[Ready], numbers: dict[str, int]) -> Iterator[tuple[Any, ...]]:
    return ((asked.id, one.n, one.attempt, numbers[one.way], asked.now) for one in ready)
