"""Writes what the bank tells: pain.002, camt.052, .053, .054, and the CSV of a profile."""

from jinlin.instruments.payouts.bank.simulator.writing.booked import write_camt
from jinlin.instruments.payouts.bank.simulator.writing.csv_answers import write_csv
from jinlin.instruments.payouts.bank.simulator.writing.statuses import write_pain002

__all__ = ["write_camt", "write_csv", "write_pain002"]
