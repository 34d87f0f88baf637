"""What is handed over with an action besides its form: a list of claims, or what a bank answered.

A form holds at most 200 rows; a list has a million. So who takes the action hands it over beside the form,
and the step looks for it. Nobody can hand over anything but by the functions of `actions`.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_handed: ContextVar[object | None] = ContextVar("handed over", default=None)


@contextmanager
def handing(thing: object) -> Iterator[None]:
    """Hand this over with what is done within."""
    mark = _handed.set(thing)
    try:
        yield
    finally:
        _handed.reset(mark)


def handed() -> object | None:
    """What was handed over."""
    return _handed.get()
