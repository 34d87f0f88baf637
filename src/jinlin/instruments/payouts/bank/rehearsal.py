"""A rehearsal (演练): the batch goes to a hostile bank that is none, before it goes to the real one."""

from __future__ import annotations

import io
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import IO

from jinlin.instruments.payouts.bank import csv_file, pain001
from jinlin.instruments.payouts.bank.answers import Answer, BadAnswer, read_answers
from jinlin.instruments.payouts.bank.answers.answer import THE_WHOLE_FILE
from jinlin.instruments.payouts.bank.matching import AttemptFacts, Decision, decide_all
from jinlin.instruments.payouts.bank.pain001 import Version
from jinlin.instruments.payouts.bank.payments import Batch, Payment, Written
from jinlin.instruments.payouts.bank.profiles import BankProfile, Profile, of_answers
from jinlin.instruments.payouts.bank.reasons import classify
from jinlin.instruments.payouts.bank.report import Report, by_state, unexplained
from jinlin.instruments.payouts.bank.simulator import TYPICAL, AnswerFile, Behaviour, HostileBank
from jinlin.lib.errors import BadInput

XML = of_answers("iso20022")
_IN_MEMORY = 64 * 2**20  # bytes of the file, before it goes to the disk


def rehearse(
    batch: Batch,
    seed: int,
    *,
    version: Version = "09",
    profile: Profile | None = None,
    behaviour: Behaviour = TYPICAL,
) -> Report:
    """Write the batch (by `profile`, or as pain.001), give it to the bank, and follow it to its end.

    Nothing is sent anywhere. SumsDiffer and BadInput as when the file is written in earnest.
    """
    desk = _Desk(batch, XML if behaviour.own_references else None)
    bank = HostileBank(seed, behaviour)
    with tempfile.SpooledTemporaryFile(_IN_MEMORY) as file:
        written = desk.write(file, version, profile)
        file.seek(0)
        bank.receive(file, batch.execute_on, profile)
    days = _live_through(bank, desk, batch.execute_on)
    truth = bank.truth()
    left = unexplained(desk.attempts, truth.paid, desk.troubled())
    return Report(
        seed, written, days, desk.files, desk.lines, by_state(desk.attempts),
        dict(sorted(desk.reasons.items())), desk.troubles(), truth.total, len(left),
    )  # fmt: skip


def _live_through(bank: HostileBank, desk: _Desk, first: date) -> int:
    """Day by day until the bank has nothing more to say; how many days that took."""
    day = first
    while True:
        for file in bank.day(day):
            desk.take(file)
        if bank.quiet:
            return (day - first).days + 1
        day += timedelta(days=1)


class _Desk:
    """Our side: the attempts, and what a person would still have to look at."""

    def __init__(self, batch: Batch, of_xml: BankProfile | None) -> None:
        self._batch, self._of_xml = batch, of_xml
        self._open: dict[tuple[str, str], Decision] = {}
        self.attempts: dict[str, AttemptFacts] = {}
        self.reasons: Counter[str] = Counter()
        self.files = self.lines = 0

    def write(self, file: IO[bytes], version: Version, profile: Profile | None) -> Written:
        """Write the file, and note every payment as sent."""
        batch = replace(self._batch, payments=self._noted())
        return csv_file.write(batch, profile, file) if profile else pain001.write(batch, version, file)

    def take(self, file: AnswerFile) -> None:
        """Read an answer, and do what follows from each of its lines."""
        self.files += 1
        for decision in decide_all(self._lines_of(file), self.attempts):
            self.lines += 1
            self._apply(decision)

    def _lines_of(self, file: AnswerFile) -> Iterator[Answer | BadAnswer]:
        """The lines of the file; one that cannot be read at all is one unreadable line."""
        profile = file.profile or self._of_xml
        try:
            yield from read_answers(io.BytesIO(file.content), file.name, self._members, profile)
        except BadInput as problem:
            yield BadAnswer(file.name, THE_WHOLE_FILE, problem.say)

    def troubles(self) -> dict[str, int]:
        """The open exceptions, by name."""
        return dict(sorted(Counter(str(name) for _, name in self._open).items()))

    def troubled(self) -> frozenset[str]:
        """The references that have one."""
        return frozenset(reference for reference, _ in self._open)

    def _noted(self) -> Iterator[Payment]:
        for payment in self._batch.payments:
            self.attempts[payment.end_to_end] = AttemptFacts(payment.amount, self._batch.message_id)
            yield payment

    def _members(self, message: str) -> Iterable[str]:
        return tuple(self.attempts) if message == self._batch.message_id else ()

    def _apply(self, decision: Decision) -> None:
        line = decision.line
        about = line.end_to_end if isinstance(line, Answer) else f"{line.source}:{line.line}"
        if decision.closes is not None:
            self._open.pop((about, decision.closes), None)
        if decision.trouble is not None:
            self._open.setdefault((about, decision.trouble), decision)
        if isinstance(line, Answer) and decision.news and decision.told is not None:
            self.attempts[about] = replace(self.attempts[about], told=decision.told)
            if line.reason:
                self.reasons[classify(line.reason).kind] += 1
