"""One change, one transaction."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import transaction

_inside: ContextVar[bool] = ContextVar("inside a change", default=False)


@contextmanager
def whole_or_nothing() -> Iterator[None]:
    """All of the change or nothing of it. Within another such block it is part of that one: no savepoint,
    because a part that fails fails the whole."""
    if _inside.get():
        yield
        return
    mark = _inside.set(True)
    try:
        with transaction.atomic():
            yield
    finally:
        _inside.reset(mark)
