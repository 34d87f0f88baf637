"""The files of a distribution: lists that came in, what went to the bank, and what it answered."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from jinlin.instruments.payouts.models import AnswerFile, BankFile, Import
from jinlin.instruments.payouts.selectors.distribution import seen
from jinlin.kernel.registry.actors import Actor

MOST_FILES = 200


class FileInfo(NamedTuple):
    """A file for the bank."""

    n: int
    kind: str
    payments: int
    amount: int
    made_at: datetime


class AnswerFileInfo(NamedTuple):
    """A file of the bank's that was booked."""

    n: int
    name: str
    sha256: str
    lines: int
    at: datetime


class ImportInfo(NamedTuple):
    """A list that was taken in."""

    n: int
    name: str
    sha256: str
    claims: int
    at: datetime


def files(number: str, actor: Actor) -> list[FileInfo]:
    """What went to the bank, oldest first."""
    return files_of(seen(number, actor).case.id)


def files_of(case: int) -> list[FileInfo]:
    """The same of a case that is at hand."""
    found = BankFile.objects.filter(case_id=case).order_by("n")
    return [FileInfo(one.n, one.kind, one.payments, one.amount, one.made_at) for one in found]


def answer_files_of(case: int) -> list[AnswerFileInfo]:
    """What the bank answered in files, the newest first, at most 200, of a case that is at hand."""
    found = AnswerFile.objects.filter(case_id=case).order_by("-n")[:MOST_FILES]
    return [AnswerFileInfo(*row) for row in found.values_list(*AnswerFileInfo._fields)]


def imports_of(case: int) -> list[ImportInfo]:
    """The lists that were taken in, the newest first, at most 200, of a case that is at hand."""
    found = Import.objects.filter(case_id=case).order_by("-n")[:MOST_FILES]
    return [ImportInfo(*row) for row in found.values_list(*ImportInfo._fields)]
