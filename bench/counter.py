"""What follows when a payment comes back: people come to the court's counter with their papers, two officers
look at them, a judge issues again, the cashier sends. Until everybody has their money.

Whose account was wrong or blocked brings another one; of who has died, the heir does. Whoever failed twice
gets a deposit slip. After a fault of the bank's system, or a limit, it simply goes again.
"""

from __future__ import annotations

from collections import Counter as Tally
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any, Final

from bench.payouts import VERSION, Court
from jinlin.instruments.payouts import actions, selectors
from jinlin.instruments.payouts.bank.profiles import Profile, of_answers, profile_of
from jinlin.instruments.payouts.bank.simulator import TYPICAL, HostileBank
from jinlin.lib import clock
from jinlin.lib.errors import NotPossible, Problem

AGAIN: Final = frozenset({"technical", "limit"})
TRIES: Final = 2
MOST_ROUNDS: Final = 20
PAGE: Final = 200


class Counter:
    """A distribution that was sent, its bank, and everybody who comes until it can be closed."""

    def __init__(self, court: Court, seed: int, folder: Path, journey: clock.Journey) -> None:
        self._court, self._folder, self._journey = court, folder, journey
        self.bank = HostileBank(seed, TYPICAL)
        self.came: Tally[str] = Tally()
        self._sent = 0

    def to_the_end(self) -> None:
        """Round by round, until nothing lies anywhere but with those whose it is; then the court closes."""
        for _ in range(MOST_ROUNDS):
            self._give_to_the_bank()
            self._hear_the_bank()
            self._clear_up()
            if not self._issue_again():
                break
        self._court.take("reconcile", self._court.cashier)
        self._court.take("close", self._court.judge)

    def _give_to_the_bank(self) -> None:
        court = self._court
        for one in selectors.files(court.number, court.cashier):
            if one.n <= self._sent:
                continue
            self._sent, path = one.n, self._folder / f"{one.n}.out"
            profile = profile_of("deposit_slip") if one.kind == "slip" else None
            with path.open("wb") as out:
                form: selectors.Form = "csv" if profile else VERSION
                actions.fetch_bank_file(court.number, one.n, form, out, court.cashier)
            with path.open("rb") as file:
                self.bank.receive(file, clock.today(), profile)

    def _hear_the_bank(self) -> None:
        while True:
            for one in self.bank.day(clock.today()):
                path = self._folder / one.name
                path.write_bytes(one.content)
                self._read(path, one.profile)
            if self.bank.quiet:
                return
            self._journey.move(self._journey.moment + timedelta(days=1))

    def _read(self, path: Path, profile: Profile | None) -> None:
        court, by = self._court, profile or of_answers("iso20022")
        try:
            actions.read_answers(court.number, path, court.cashier, profile=by)
            self.came["answer files"] += 1
        except NotPossible:
            self.came["answer files that came twice"] += 1
        except Problem:
            self.came["answer files that broke off and came again"] += 1

    def _clear_up(self) -> None:
        """What the bank told in pieces is asked of it; it has told the whole since."""
        for one in list(self._pages(selectors.troubles)):
            self._resolve(one.n, "clarified", "银行已补发完整回执")
            self.came["exceptions cleared up with the bank"] += 1

    def _issue_again(self) -> bool:
        court, back = self._court, list(self._pages(selectors.instructions, place="returned"))
        for one in back:
            if one.trouble and one.trouble not in AGAIN:
                self._come(one)
        for trouble in list(self._pages(selectors.troubles)):
            self._resolve(trouble.n, "confirmed", "已当面核对证件")
        if back:
            court.take("reissue", court.judge)
            court.take("send", court.cashier)
        return bool(back)

    def _come(self, one: selectors.InstructionInfo) -> None:
        """Somebody comes with papers about a share that came back."""
        answers: dict[str, Any] = {"claim": one.claim, "papers_seen": True, "capacity": "self"}
        account = {"account": f"6228{one.attempts:02}{one.claim:010}", "bank_code": "102000000001"}
        if one.trouble == "deceased":
            answers |= account | {"capacity": "heir", "payee": f"示例继承人{one.claim}"}
            self.came["heirs"] += 1
        elif one.attempts < TRIES:
            answers |= account
            self.came["other accounts"] += 1
        else:
            self.came["slips"] += 1
        self._court.take("set_payee", self._court.clerk, **answers)

    def _resolve(self, exception: int, resolution: str, reason: str) -> None:
        court = self._court
        court.take("resolve", court.verifier, exception=exception, resolution=resolution, reason=reason)

    def _pages(self, select: Any, **which: Any) -> Iterator[Any]:
        after, court = 0, self._court
        while page := select(court.number, court.verifier, after=after, limit=PAGE, **which):
            yield from page
            after = page[-1].n
