"""Steps that bring a file: it is looked at first, then handed over with the action of the case."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import NamedTuple

from jinlin.instruments.payouts import claims, lists
from jinlin.instruments.payouts.actions.answering import BankAnswers
from jinlin.instruments.payouts.actions.registering import ClaimList
from jinlin.instruments.payouts.bank.answers import read_answers as read_bank_answers
from jinlin.instruments.payouts.bank.profiles import BankProfile
from jinlin.instruments.payouts.case_actions import action_for
from jinlin.instruments.payouts.claims import Claimed
from jinlin.instruments.payouts.handing import handing
from jinlin.instruments.payouts.models import Attempt
from jinlin.instruments.payouts.references import Reference
from jinlin.instruments.payouts.rejects import Rejected, table
from jinlin.instruments.payouts.selectors.distribution import seen
from jinlin.kernel.cases.actions import take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world
from jinlin.lib.errors import BadInput
from jinlin.lib.lists import as_csv
from jinlin.lib.text import writable
from jinlin.lib.words import Words

Progress = Callable[[int], None]
_EVERY = 5_000
_TOLD = 50


class Totals(NamedTuple):
    """What the good rows of a list add up to, in fen. `without_loss` had back what they paid in or more: they
    are listed and get no share, and so is not in `loss` what they gained."""

    paid_in: int = 0
    returned: int = 0
    loss: int = 0
    without_loss: int = 0

    def plus(self, one: Claimed) -> Totals:
        """With one more claim."""
        has_loss = one.loss > 0
        return Totals(
            self.paid_in + one.paid_in,
            self.returned + one.returned,
            self.loss + (one.loss if has_loss else 0),
            self.without_loss + (not has_loss),
        )


class Looked(NamedTuple):
    """What a list holds: rows that are good, what they add up to, and those that are not."""

    good: int
    rejected: list[Rejected]
    totals: Totals = Totals()


def look_through(path: Path, tiers: frozenset[str], progress: Progress = lambda _: None) -> Looked:
    """Read a list of claims without taking anything in. BadInput if it is no list of claims at all."""
    good, rejected, totals = 0, [], Totals()
    for count, row in enumerate(lists.rows(path), 1):
        found = claims.read(row, tiers)
        if isinstance(found, list):
            rejected.append(Rejected(row.n, found))
        else:
            good += 1
            totals = totals.plus(found)
        if count % _EVERY == 0:
            progress(count)
    progress(good + len(rejected))
    return Looked(good, rejected, totals)


def write_rejects(looked: Looked, path: Path) -> None:
    """Every bad row with its reasons, as a spreadsheet opens it."""
    path.write_bytes(as_csv(table(looked.rejected)))


def import_claims(
    number: str, path: Path, actor: Actor, *, name: str = "", rejects: Path | None = None,
    progress: Progress = lambda _: None,
) -> Draft:  # fmt: skip
    """Take in a list of claims, CSV or XLSX: all of it or nothing.

    With a bad row BadInput says how many there are, and `rejects` gets each with its reason. NotPossible for
    a file that was taken in before; else what the case's action refuses.
    """
    view = seen(number, actor)
    looked = look_through(path, tiers_of(view.definition), progress)
    if looked.rejected:
        if rejects is not None:
            write_rejects(looked, rejects)
        raise _bad_rows(looked)
    brought = ClaimList(path, writable(name or path.name)[:120], _digest(path), looked.good)
    with handing(brought):
        return take(number, action_for(view.definition, "register"), {}, actor)


def read_answers(
    number: str, path: Path, actor: Actor, *, name: str = "", profile: BankProfile | None = None
) -> Draft:
    """Book a file of the bank's: pain.002, camt.052, .053, .054, or CSV by a profile.

    The same file again is refused."""
    view = seen(number, actor)
    digest, members = _digest(path), partial(_members, view.case.id)
    with path.open("rb") as file:
        lines = list(read_bank_answers(file, digest, members, profile))
    with handing(BankAnswers(writable(name or path.name)[:120], digest, lines)):
        return take(number, action_for(view.definition, "answers"), {}, actor)


def tiers_of(definition: Definition) -> frozenset[str]:
    """The tiers that a list may name: those of the register of the pack."""
    now, key = world(), f"{definition.pack}/tiers"
    rows = now.rows(key) if now.has_register(key) else ()
    return frozenset(row["code"] for row in rows) or frozenset({claims.VICTIM})


def _members(case: int, message: str) -> Iterator[str]:
    """The references that went out in the file of this message number."""
    prefix, _, n = message.rpartition("-F")
    if prefix == f"P{case}" and n.isdecimal() and len(n) < 10:
        rows = Attempt.objects.filter(case_id=case, file=int(n)).values_list("instruction", "n")
        yield from (str(Reference(case, *row)) for row in rows.iterator())


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _bad_rows(looked: Looked) -> BadInput:
    bad = len(looked.rejected)
    fields = {
        f"{one.row}.{fault.column}": {"zh": fault.say.zh, "en": fault.say.en, "fault": fault.name}
        for one in looked.rejected[:_TOLD]
        for fault in one.faults
    }
    return BadInput(
        f"有{bad}行需要更正，{looked.good}行无误；一行也没有登记。",
        f"{bad} rows need correcting, {looked.good} are right; nothing was registered.",
        fields=fields,
        help=Words(
            zh="请按每行的说明更正后重新导入。", en="Correct each as told and bring the whole file again."
        ),
    )
