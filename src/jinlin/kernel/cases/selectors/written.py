"""Numbers that stand in a statement itself."""

from __future__ import annotations

from typing import Any

from django.db.models import Value


class Written(Value):
    """A whole number that is no parameter.

    A plan that the database keeps for a statement fits every parameter, so it may not use an index of some
    rows only. It may if what tells these rows stands in the statement.
    """

    def as_sql(self, *_: Any, **__: Any) -> tuple[str, tuple[()]]:
        """The number."""
        return f"{int(self.value):d}", ()
