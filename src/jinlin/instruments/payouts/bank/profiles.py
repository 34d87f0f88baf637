"""How a bank's plain CSV looks, as configuration: its columns, their order, its encoding, its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, Field, StringConstraints, model_validator

from jinlin.instruments.payouts.bank.data import read_table, shipped
from jinlin.instruments.payouts.bank.kinds import AnswerKind
from jinlin.instruments.payouts.bank.payments import Kind
from jinlin.lib.words import Frozen, Words

PaymentField = Literal[
    "end_to_end", "amount", "currency", "name", "account", "bank_code", "purpose", "holder", "product"
]
AnswerField = Literal[
    "end_to_end", "amount", "currency", "status", "reason", "text", "bank_reference", "booked_on"
]
Title = Annotated[str, StringConstraints(min_length=1, max_length=60, pattern=r"^[^=+\-@\s][^\r\n]*$")]
_NEEDED: Mapping[Kind, frozenset[str]] = {
    "transfer": frozenset({"end_to_end", "amount", "name", "account"}),
    "slip": frozenset({"end_to_end", "amount", "name", "holder", "product"}),
}


XML = "iso20022"


class PaymentColumn(Frozen):
    """A column of the file that goes to the bank."""

    field: PaymentField
    title: Title


class AnswerColumn(Frozen):
    """A column of the file that comes back."""

    field: AnswerField
    title: Title


class Status(Frozen):
    """What a status means: the bank's words for it, and the reason that goes with it if it names none."""

    words: frozenset[str]
    kind: AnswerKind
    reason: str = ""


class BankProfile(Frozen):
    """What is particular to one bank. `reference_is`: whether its own reference (流水号, `AcctSvcrRef`) names
    one `booking` for ever, or is `nothing` to go by, as where it begins anew every day."""

    key: str
    name: Words
    reference_is: Literal["booking", "nothing"] = "nothing"

    @property
    def by_reference(self) -> bool:
        """Whether bookings are told apart by the bank's own reference."""
        return self.reference_is == "booking"


class _Begun(BaseModel):
    """Enough of a profile to tell whether it is one of CSV."""

    carries: str | None = None


class Profile(BankProfile):
    """One bank's CSV. `statuses` are by our name, `reasons` by the bank's word and lead to a code of
    `reasons.yaml`, `currencies` are the bank's words for the yuan, of which the first is written."""

    carries: Kind
    encoding: Literal["utf-8-sig", "gb18030"]
    delimiter: Literal[",", ";", "|", "\t"] = ","
    line_end: Literal["\r\n", "\n"] = "\r\n"
    header: bool = True
    payments: tuple[PaymentColumn, ...]
    answers: tuple[AnswerColumn, ...]
    statuses: Mapping[str, Status]
    reasons: Mapping[str, str] = {}
    currencies: Annotated[tuple[str, ...], Field(min_length=1)] = ("CNY",)

    @model_validator(mode="after")
    def _can_be_used(self) -> Profile:
        for columns in (self.payments, self.answers):
            _each_once("field", (one.field for one in columns))
            _each_once("title", (one.title for one in columns))
        _each_once("status word", (word for one in self.statuses.values() for word in one.words))
        _has("payments", _NEEDED[self.carries], {one.field for one in self.payments})
        _has("answers", {"end_to_end", "status", "amount"}, {one.field for one in self.answers})
        return self

    def status_of(self, word: str) -> tuple[str, Status] | None:
        """Our name of the bank's word, and what it means; None if the profile does not have the word."""
        return next(((name, one) for name, one in self.statuses.items() if word in one.words), None)


@cache
def profile_of(key: str) -> Profile:
    """A profile that comes with Jinlin: `generic` for transfers, `deposit_slip` for electronic slips."""
    return shipped(key, Profile)


@cache
def of_answers(key: str) -> BankProfile:
    """How to read answers by a profile that comes with Jinlin: one for CSV, or `iso20022` for the XML of a
    bank whose references name bookings."""
    return shipped(key, BankProfile) if key == XML else profile_of(key)


def read_profile(text: str, name: str) -> Profile:
    """A city's own profile from its YAML. Unready names every mistake in it."""
    return read_table(text, Profile, name)


def read_profile_of_answers(text: str, name: str) -> BankProfile:
    """The same for answers, where XML needs no columns. Unready names every mistake in it."""
    read = read_table(text, _Begun, name)
    return read_table(text, Profile if read.carries else BankProfile, name)


def _each_once(what: str, values: Iterable[str]) -> None:
    listed = list(values)
    if twice := sorted({one for one in listed if listed.count(one) > 1}):
        raise ValueError(f"{what} given twice: {', '.join(twice)}")


def _has(file: str, needed: Iterable[str], given: Iterable[str]) -> None:
    if missing := sorted(set(needed) - set(given)):
        raise ValueError(f"{file} lacks: {', '.join(missing)}")
