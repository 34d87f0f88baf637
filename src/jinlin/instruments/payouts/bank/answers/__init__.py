"""What banks answer: lines of pain.002, camt and CSV, each read or refused with a sentence."""

from jinlin.instruments.payouts.bank.answers.answer import Answer, BadAnswer, Members
from jinlin.instruments.payouts.bank.answers.camt import read_camt
from jinlin.instruments.payouts.bank.answers.csv import read_csv
from jinlin.instruments.payouts.bank.answers.pain002 import read_pain002
from jinlin.instruments.payouts.bank.answers.telling import read_answers
from jinlin.instruments.payouts.bank.kinds import AnswerKind

__all__ = [
    "Answer", "AnswerKind", "BadAnswer", "Members",
    "read_answers", "read_camt", "read_csv", "read_pain002",
]  # fmt: skip
