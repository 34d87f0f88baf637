"""Which format an answer is of, told by its content and never by its name."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import IO

from jinlin.instruments.payouts.bank.answers.answer import Answer, BadAnswer, Members
from jinlin.instruments.payouts.bank.answers.camt import camt_formats
from jinlin.instruments.payouts.bank.answers.csv import read_csv
from jinlin.instruments.payouts.bank.answers.formats import read_xml
from jinlin.instruments.payouts.bank.answers.pain002 import pain002_formats
from jinlin.instruments.payouts.bank.profiles import BankProfile, Profile
from jinlin.lib.errors import BadInput

_LOOKED_AT = 256
# How an XML file begins, white space aside, in the encodings that a bank could use.
_XML = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe<\x00", b"\xfe\xff\x00<")


def read_answers(
    stream: IO[bytes], source: str, members: Members, profile: BankProfile | None = None
) -> Iterator[Answer | BadAnswer]:
    """The lines of an answer in pain.002, camt.052, .053 or .054, or the CSV of `profile`.

    `source` names the file in every line, the same for the same content: its digest is a good name.
    `members` gives the references that went out under a message number. BadInput, at the first line, if the
    file is of no format that can be read. The stream must be able to go back to its beginning.
    """
    beginning = stream.read(_LOOKED_AT)
    stream.seek(0)
    if beginning.lstrip().startswith(_XML):
        formats = dict(chain(pain002_formats(source, members).items(), camt_formats(source).items()))
        return read_xml(stream, source, formats, by_reference=profile is not None and profile.by_reference)
    if not isinstance(profile, Profile):
        raise BadInput(
            "这不是XML回执，请选择银行的CSV配置后再读取",
            "This is no XML answer; choose the bank's CSV profile to read it",
        )
    return read_csv(stream, source, profile)
