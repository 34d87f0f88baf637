"""Which registers there are, and whose list each of them holds."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from django.db.models import Count

from jinlin.kernel.registry.models import Register


class RegisterHead(NamedTuple):
    """A register without its rows. `source` is `pack` or `city`."""

    key: str
    source: str
    installed_at: datetime
    rows: int


def register_heads() -> list[RegisterHead]:
    """Every register, by key: there are some dozens."""
    found = Register.objects.annotate(rows=Count("entries")).order_by("key")
    return [RegisterHead(*row) for row in found.values_list("key", "source", "installed_at", "rows")]
