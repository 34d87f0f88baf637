"""What every XML answer has in common: elements that each say something, and a file that may break off."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import IO, Any, Protocol

from jinlin.instruments.payouts.bank.answers.answer import Answer, BadAnswer
from jinlin.instruments.payouts.bank.answers.bookings import Bookings
from jinlin.instruments.payouts.bank.answers.lines import bad_line
from jinlin.instruments.payouts.bank.xml_elements import BrokenOff, read_elements


class Format(Protocol):
    """A format: the elements that it waits for, the transactions counted, and what each element says."""

    tags: tuple[str, ...]
    line: int

    def ended(self, name: str, element: Any) -> Iterator[Answer | BadAnswer]:
        """What this element says."""

    def finished(self) -> Iterator[Answer | BadAnswer]:
        """What the file as a whole says."""


Formats = Mapping[str, Callable[[], Format]]


def read_xml(
    stream: IO[bytes], source: str, formats: Formats, *, by_reference: bool = False
) -> Iterator[Answer | BadAnswer]:
    """The lines of the file, by the format that its namespace names; the last is bad if it breaks off.

    `by_reference`: the bank's own reference names a booking for ever. BadInput if it is no XML, has a DTD, or
    is of none of the formats.
    """
    bookings = Bookings(by_reference=by_reference)
    for line in _lines(stream, source, formats):
        yield bookings.named(line)


def _lines(stream: IO[bytes], source: str, formats: Formats) -> Iterator[Answer | BadAnswer]:
    made = {namespace: make() for namespace, make in formats.items()}
    elements = read_elements(stream, made, {tag for one in made.values() for tag in one.tags})
    form = made[elements.namespace]
    try:
        for name, element in elements.each:
            yield from form.ended(name, element)
    except BrokenOff as problem:
        yield bad_line(source, form.line + 1, problem)
    else:
        yield from form.finished()
