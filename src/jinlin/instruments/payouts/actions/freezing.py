"""A share that was approved and has not left yet is kept, because something came up about its claim."""

from __future__ import annotations

from jinlin.instruments.payouts.actions.asked import Asked
from jinlin.instruments.payouts.actions.moving import post
from jinlin.instruments.payouts.models import Instruction
from jinlin.instruments.payouts.places import Move
from jinlin.instruments.payouts.rows import found

_UNSENT = """
SELECT i.n, p.round, i.amount, i.place, i.attempts
  FROM payout_instruction i
  JOIN payout_plan p ON p.case_id = i.case_id AND p.n = i.plan
 WHERE i.case_id = %s AND i.claim = %s AND (i.place = 'pool' OR i.ready) ORDER BY i.n
"""


def hold_unsent(asked: Asked, claim: int, because: str) -> None:
    """Keep what has not been sent of this claim; what is in flight already, only the bank can call back."""
    moves = []
    for n, round_, fen, place, attempts in found(_UNSENT, [asked.id, claim]):
        kept = "held" if place == "pool" else place
        Instruction.objects.filter(case_id=asked.id, n=n).update(ready=False, place=kept, held=because)
        if kept != place:
            moves.append(Move(f"{round_}/{claim}/{attempts}/held", place, kept, fen))
    post(asked, moves)
