"""Makes an answer of what a line holds, or says why it cannot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from jinlin.instruments.payouts.bank.answers.answer import Answer, BadAnswer
from jinlin.instruments.payouts.bank.fields import (
    LONGEST_REFERENCE,
    as_one_line,
    check_reference,
    check_text,
)
from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words

LONGEST_TEXT = 500
NO_REFERENCE = "NOTPROVIDED"
"""What ISO 20022 writes where a payment has no reference."""


def read_line(source: str, line: int, read: Callable[[], Answer]) -> Answer | BadAnswer:
    """What `read` makes of the line, its fields checked; or the sentence with which it was refused. What the
    bank adds in its own words never spoils a line: it is cut, on one line."""
    try:
        answer = _checked(read())
    except BadInput as problem:
        return bad_line(source, line, problem)
    return answer


def _checked(answer: Answer) -> Answer:
    if answer.kind == "credited":
        answer = replace(answer, end_to_end=_any_reference(answer.end_to_end))
    check_reference(answer.end_to_end)
    for word in (answer.reason, answer.bank_reference, answer.currency, answer.status):
        if word:
            check_text(word, LONGEST_REFERENCE)
    return replace(answer, text=as_one_line(answer.text, LONGEST_TEXT))


def _any_reference(text: str) -> str:
    """Whoever sent us money chose the reference: one that could not be ours is none."""
    try:
        return check_reference(text)
    except BadInput:
        return NO_REFERENCE


def bad_line(source: str, line: int, problem: BadInput) -> BadAnswer:
    """The line that could not be read, with its number in the sentence."""
    said = problem.say
    return BadAnswer(source, line, Words(zh=f"第{line}行：{said.zh}", en=f"Line {line}: {said.en}"))
