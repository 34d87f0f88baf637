"""Makes an answer of what a line holds, or says why it cannot."""

from __future__ import annotations

from collections.abc import Callable

from jinlin.instruments.payouts.bank.answers.answer import Answer, BadAnswer
from jinlin.instruments.payouts.bank.fields import LONGEST_REFERENCE, check_reference, check_text
from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words

LONGEST_TEXT = 500


def read_line(source: str, line: int, read: Callable[[], Answer]) -> Answer | BadAnswer:
    """What `read` makes of the line, its fields checked; or the sentence with which it was refused."""
    try:
        answer = read()
        check_reference(answer.end_to_end)
        for word in (answer.reason, answer.bank_reference, answer.currency, answer.status):
            if word:
                check_text(word, LONGEST_REFERENCE)
        if answer.text:
            check_text(answer.text, LONGEST_TEXT)
    except BadInput as problem:
        return bad_line(source, line, problem)
    return answer


def bad_line(source: str, line: int, problem: BadInput) -> BadAnswer:
    """The line that could not be read, with its number in the sentence."""
    said = problem.say
    return BadAnswer(source, line, Words(zh=f"第{line}行：{said.zh}", en=f"Line {line}: {said.en}"))
