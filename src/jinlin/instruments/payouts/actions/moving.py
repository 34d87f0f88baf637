"""Money of instructions goes from place to place: by the ledger, and by nothing else."""

from __future__ import annotations

from collections.abc import Iterable

from jinlin.instruments.ledger import actions as ledger
from jinlin.instruments.payouts.actions.asked import Asked
from jinlin.instruments.payouts.places import Move, transfer
from jinlin.instruments.payouts.rows import batches


def post(asked: Asked, moves: Iterable[Move]) -> None:
    """Post the moves of one step; the keys are the same whenever the same step is worked out again."""
    for batch in batches(moves):
        ledger.post([transfer(asked.id, Move(*move)) for move in batch], asked.actor)
