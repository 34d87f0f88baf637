"""A register as read: a list that a pack brings and a city replaces by its own."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any


class RegisterInfo:
    """The rows of one register. While its digest stays, the same object serves from revision to revision,
    and with it whatever was worked out from the rows (`worked_out`)."""

    def __init__(self, key: str, columns: Sequence[str], digest: str, rows: Sequence[dict[str, str]]) -> None:
        self.key = key
        self.columns = tuple(columns)
        self.digest = digest
        self.rows = tuple(rows)
        self.by_code = {row["code"]: row for row in self.rows}
        self._worked_out: dict[Hashable, Any] = {}

    def worked_out(self, name: Hashable, work: Callable[[], Any]) -> Any:
        """The result of `work` for `name`, made at the first asking and kept as long as these rows stand."""
        if name not in self._worked_out:
            self._worked_out[name] = work()
        return self._worked_out[name]
