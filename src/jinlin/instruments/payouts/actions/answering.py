"""What the bank said: each line meets exactly one attempt, or becomes an exception."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jinlin.instruments.payouts import references
from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.actions.attempts import Known, known_attempts, latest_of_claims
from jinlin.instruments.payouts.actions.booking import Booked, store_bookings
from jinlin.instruments.payouts.actions.second import Wanted, ask_for, scan_of
from jinlin.instruments.payouts.bank.answers.answer import Answer, BadAnswer
from jinlin.instruments.payouts.bank.fields import CURRENCY
from jinlin.instruments.payouts.bank.matching import AttemptFacts, Decision, decide_all
from jinlin.instruments.payouts.models import AnswerFile, Attempt, Instruction, Trouble
from jinlin.lib.errors import NotPossible
from jinlin.lib.words import Words

Line = Answer | BadAnswer
BY_HAND = "by hand"
_TYPED = ("claim", "outcome", "amount", "reason", "slip_no")


@dataclass(frozen=True)
class BankAnswers:
    """A file of the bank's, read: its lines, and the digest by which it is known again."""

    name: str
    sha256: str
    lines: Sequence[Line]


def take_answers(asked: Asked) -> Change:
    """Book what the file that was handed over says. What somebody types from the bank's paper (the form's
    `bank_answers`) waits for a second person, who holds it against the scan."""
    brought = asked.handed(BankAnswers)
    if brought is None:
        rows = [{name: row.get(name) for name in _TYPED} for row in asked.needed("bank_answers")]
        wanted = Wanted("answers_by_hand", told={"rows": rows}, scan=scan_of(asked))
        return ask_for(asked, wanted, {"lines": len(rows), "scan": wanted.scan})
    _refuse_known(asked, brought)
    return _booking(asked, brought)


def confirm_answers(asked: Asked, trouble: Trouble) -> None:
    """What was typed from the bank's paper is booked."""
    _booking(asked, BankAnswers(BY_HAND, "", list(_by_hand(asked, trouble)))).store()


def _booking(asked: Asked, brought: BankAnswers) -> Change:
    attempts = known_attempts(asked.distribution.case_id, _references(asked.id, brought.lines))
    facts = {str(one.reference): AttemptFacts(one.amount, str(one.file), one.told) for one in attempts}
    decisions = list(decide_all(brought.lines, facts))
    booked = _booked(attempts, decisions)
    told: Counter[str] = Counter(_said(one) for one in decisions)
    told_facts = {"file": brought.sha256, "lines": len(brought.lines), **told}
    return Change(
        asked.id,
        told_facts,
        lambda: _store(asked, brought, booked, decisions),
        {"answers": int(bool(brought.sha256))},
        frozenset({AnswerFile, Attempt, Instruction, Trouble}),
    )


def _references(case: int, lines: Iterable[Line]) -> Iterator[references.Reference]:
    for line in lines:
        found = references.read(line.end_to_end) if isinstance(line, Answer) else None
        if found is not None and found.case == case:
            yield found


def _booked(attempts: Iterable[Known], decisions: Iterable[Decision]) -> list[Booked]:
    """The last word on each attempt of which there is news."""
    last: dict[str, Decision] = {}
    for one in decisions:
        if one.news and isinstance(one.line, Answer):
            last[one.line.end_to_end] = one
    known = {str(one.reference): one for one in attempts}
    return [Booked.of(known[reference], decision) for reference, decision in last.items()]


def _said(decision: Decision) -> str:
    if decision.trouble is not None:
        return "exceptions"
    if decision.state is None:
        return "other_money"
    return str(decision.state) if decision.news else "known_already"


def _by_hand(asked: Asked, trouble: Trouble) -> Iterator[Line]:
    """Lines of the form name the claim; the last attempt to pay it is meant. A line about a claim that was
    never paid names no attempt, and becomes an exception like any other."""
    rows = trouble.told["rows"]
    latest = latest_of_claims(asked.distribution.case_id, [int(row["claim"]) for row in rows])
    for n, row in enumerate(rows, 1):
        reference = latest.get(int(row["claim"]))
        yield Answer(
            source=f"{BY_HAND} {trouble.n}",
            line=n,
            end_to_end=str(reference or f"claim-{row['claim']}"),
            kind=row["outcome"],
            amount=row.get("amount"),
            currency=CURRENCY,
            reason=row.get("reason") or "",
            bank_reference=row.get("slip_no") or "",
        )


def _refuse_known(asked: Asked, brought: BankAnswers) -> None:
    if brought.sha256 and AnswerFile.objects.filter(case_id=asked.id, sha256=brought.sha256).exists():
        raise NotPossible(
            "这个回执文件已经读过，没有再次记账。",
            "This file of the bank's was read before; nothing was booked again.",
            help=Words(zh="请向银行索取新的回执。", en="Ask the bank for a new one."),
        )


def _store(
    asked: Asked, brought: BankAnswers, booked: Sequence[Booked], decisions: Sequence[Decision]
) -> None:
    if brought.sha256:
        values: dict[str, Any] = {"name": brought.name, "sha256": brought.sha256, "lines": len(brought.lines)}
        AnswerFile.objects.create(case_id=asked.id, n=asked.distribution.answers + 1, at=asked.now, **values)
    store_bookings(asked, booked, decisions)
