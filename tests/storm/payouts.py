"""The payouts of a storm: cashiers pay distributions over HTTP while everything is killed under their hands.

`begun` brings distributions to the end of their notice in travelled time, before the storm; a `Cashier`
then approves one, sends it, books what the bank says, issues again what failed, and closes it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Event
from typing import Any

import psycopg

from tests.house import run
from tests.storm.ledger import Ledger
from tests.storm.officers import Officer
from tests.storm.place import Place

PRESIDENT, CASHIER, JUDGE, VERIFIER = "yuanzhang", "chuna", "faguan", "heduiyuan"
AT_ONCE = 3  # answers in one write: so that many writes lie between sending and the end
REJECTED = 0.25


@dataclass
class Distribution:
    """One distribution: its number, and what each claim is to get, in fen."""

    number: str
    shares: dict[int, int]
    paid: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    exceptions: int = 0


def begun(place: Place, distributions: int, claims: int) -> list[Distribution]:
    """So many distributions, on notice until yesterday. The database must run."""
    command = [sys.executable, "-m", "tests.storm.beginning", str(distributions), str(claims)]
    done = subprocess.run(
        command, env=place.server.environment, capture_output=True, text=True, timeout=300, check=False
    )
    if done.returncode:
        raise RuntimeError(done.stderr[-4000:])
    found = json.loads(done.stdout.splitlines()[-1])
    return [
        Distribution(number, {int(n): fen for n, fen in shares.items()}) for number, shares in found.items()
    ]


class Cashier(Officer):
    """Pays one distribution after the other; the bank is in its head, and remembers what it has paid."""

    def __init__(
        self, name: str, place: Place, ledger: Ledger, calm: Event, seed: str, waiting: list[Distribution]
    ) -> None:
        super().__init__(name, place, ledger, calm, seed)
        self._waiting = waiting

    def run(self) -> None:
        """Pay what waits; what was begun is finished."""
        try:
            while self._waiting and not self._calm.is_set():
                self._pay(self._waiting.pop())
        except Exception as trouble:  # whatever it is, the storm must hear of it
            self._ledger.complain(f"{self.name}: {type(trouble).__name__}: {trouble}")

    def _pay(self, one: Distribution) -> None:
        self._take("approve", PRESIDENT, one.number)
        sent = list(one.shares)
        while sent:
            self._take("send", CASHIER, one.number)
            sent = self._booked(one, sent)
            if sent:
                self._take("reissue", JUDGE, one.number, claim_numbers=", ".join(map(str, sent)))
        self._take("reconcile", CASHIER, one.number)
        self._take("close", JUDGE, one.number)
        self._ledger.count("distributions closed")

    def _booked(self, one: Distribution, sent: list[int]) -> list[int]:
        """The bank answers in pieces, each claim once; those that it rejects come back."""
        rejected = []
        for at in range(0, len(sent), AT_ONCE):
            lines: list[dict[str, Any]] = []
            for claim in sent[at : at + AT_ONCE]:
                fails = self._luck.random() < REJECTED
                outcome = "rejected" if fails else "settled"
                lines.append(
                    {"claim": claim, "outcome": outcome, "amount": one.shares[claim], "reason": "FF10"}
                )
                rejected += [claim] if fails else []
                one.paid[claim] += 0 if fails else one.shares[claim]
            self._take("answers", CASHIER, one.number, bank_answers=lines, scan="1")
            one.exceptions += 1
            confirmed: dict[str, Any] = {"exception": one.exceptions, "resolution": "confirmed"}
            self._take("resolve", VERIFIER, one.number, reason="对照扫描件无误", **confirmed)
        return rejected


NEVER = {
    "an instruction with two live attempts": """
        SELECT case_id, instruction FROM payout_attempt WHERE live GROUP BY 1, 2 HAVING count(*) > 1
    """,
    "money that does not lie where the instruction says": """
        SELECT b.code, b.net, i.sum FROM (
            SELECT code, debits_posted - credits_posted AS net FROM ledger_account
             WHERE code ~ '/payout/(held|in_flight|paid|returned|unclaimed)$') b
        FULL JOIN (SELECT 'case/' || case_id || '/payout/' || place AS code, sum(amount) AS sum
                     FROM payout_instruction WHERE place NOT IN ('pool', 'divided') GROUP BY 1) i USING (code)
        WHERE coalesce(b.net, 0) <> coalesce(i.sum, 0)
    """,
    "a distribution that lost or made a fen": """
        SELECT substring(code FROM '^(.*)/'), sum(debits_posted - credits_posted) FROM ledger_account
         WHERE code LIKE '%/payout/%' GROUP BY 1 HAVING sum(debits_posted - credits_posted) <> 0
    """,
    "a share paid twice": """
        SELECT case_id, instruction FROM payout_attempt WHERE state = 'settled' GROUP BY 1, 2
        HAVING count(*) > 1
    """,
}
_PAID = """
    SELECT d.number, i.claim, i.amount FROM payout_instruction i JOIN payout_distribution d USING (case_id)
     WHERE i.place = 'paid'
"""


def reckon(place: Place, distributions: list[Distribution]) -> Iterator[str]:
    """A sentence for every fen that is lost, paid twice, or not where the books say."""
    with place.connect() as connection:
        for what, statement in NEVER.items():
            if found := connection.execute(statement.encode()).fetchall():
                yield f"{what}: {len(found)} times, as {found[:3]}"
        yield from _told(connection, distributions)
    ended = run(place.data, "verify", DATABASE_URL=place.url)
    if ended.returncode:
        yield f"verify: {ended.stdout} {ended.stderr}"


def _told(connection: psycopg.Connection, distributions: list[Distribution]) -> Iterator[str]:
    """The bank has paid what the books say was paid, claim by claim. The demo has had another bank."""
    ours, paid = {one.number for one in distributions}, connection.execute(_PAID).fetchall()
    held = {(number, claim): fen for number, claim, fen in paid if number in ours}
    told = {(one.number, claim): fen for one in distributions for claim, fen in one.paid.items() if fen}
    for key in sorted(held.keys() | told.keys()):
        if held.get(key, 0) != told.get(key, 0):
            yield f"{key}: the bank paid {told.get(key, 0)}, the books say {held.get(key, 0)}"
