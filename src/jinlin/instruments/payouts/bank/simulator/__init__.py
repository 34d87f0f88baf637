"""A hostile bank to rehearse against, which keeps books of its own."""

from jinlin.instruments.payouts.bank.simulator.bank import HostileBank
from jinlin.instruments.payouts.bank.simulator.behaviour import CALM, HOSTILE, TYPICAL, Behaviour
from jinlin.instruments.payouts.bank.simulator.books import Truth
from jinlin.instruments.payouts.bank.simulator.outbox import AnswerFile

__all__ = ["CALM", "HOSTILE", "TYPICAL", "AnswerFile", "Behaviour", "HostileBank", "Truth"]
