"""Why a bank refused or returned a payment, and what a person does next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

from pydantic import model_validator

from jinlin.instruments.payouts.bank.data import shipped
from jinlin.lib.words import Frozen, Words

ReasonKind = Literal[
    "wrong_account", "closed", "name_differs", "deceased", "blocked", "limit", "technical", "duplicate",
    "unclaimed", "other",
]  # fmt: skip
Next = Literal["correct_account", "find_heirs", "retry", "hold", "ask_bank"]


class ReasonClass(Frozen):
    """A class of reasons: how it is said, what to do next, and the codes that belong to it."""

    say: Words
    next: Next
    codes: frozenset[str]


class ReasonTable(Frozen):
    """The table of reasons, with its source, the edition, and the day on which it was compared with it."""

    source: str
    edition: str
    compared: date
    classes: Mapping[ReasonKind, ReasonClass]
    next: Mapping[Next, Words]

    @model_validator(mode="after")
    def _each_code_once(self) -> ReasonTable:
        codes = [code for one in self.classes.values() for code in one.codes]
        if twice := {code for code in codes if codes.count(code) > 1}:
            raise ValueError(f"codes in two classes: {sorted(twice)}")
        return self


@dataclass(frozen=True, slots=True)
class Reason:
    """What a code means: its class, the step that helps, and both as sentences."""

    code: str
    kind: ReasonKind
    next: Next
    say: Words
    help: Words


@cache
def table() -> ReasonTable:
    """The reasons that come with Jinlin."""
    return shipped("reasons", ReasonTable)


def classify(code: str) -> Reason:
    """What the code means. A code that the table does not have is `other`: ask the bank."""
    return _known().get(code) or _reason(code, "other")


def is_code(word: str) -> bool:
    """Whether the table has this code."""
    return word in _known()


@cache
def _known() -> Mapping[str, Reason]:
    return {code: _reason(code, kind) for kind, one in table().classes.items() for code in one.codes}


def _reason(code: str, kind: ReasonKind) -> Reason:
    found = table().classes[kind]
    return Reason(code, kind, found.next, found.say, table().next[found.next])
