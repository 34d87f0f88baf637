"""Django's PostgreSQL backend, with a health check that asks the server nothing, and plans of one's own for
questions of many values; Django wants this name."""

from __future__ import annotations

import select
from collections.abc import Sequence
from typing import Any

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

BROKEN = (TransactionStatus.INERROR, TransactionStatus.UNKNOWN)
MANY = 16  # values


class Cursor(base.ServerBindingCursor):
    """Statements are planned once for all values (`prepare_threshold`); those of many values each time.

    A list that somebody filters is told apart by its values: a plan for any of them reads far more cases
    than one for these, and planning costs little beside it.
    """

    def execute(self, query: Any, params: Sequence[Any] | None = None, **how: Any) -> Any:
        """As psycopg's; `prepare` may be given."""
        if params is not None and len(params) > MANY:
            how.setdefault("prepare", False)
        return super().execute(query, params, **how)  # type: ignore[misc] # the stubs know no bases of it


class DatabaseWrapper(base.DatabaseWrapper):
    """Connections are kept from request to request; before each, one that has died is found out."""

    def get_connection_params(self) -> dict[str, Any]:
        """With our own cursors."""
        return super().get_connection_params() | {"cursor_factory": Cursor}

    def is_usable(self) -> bool:
        """Whether statements can be sent. A server that went away has said so or has hung up, and then there
        is something to read where nothing was asked: one look, not a round trip."""
        if self.connection is None or self.connection.info.transaction_status in BROKEN:
            return False
        line = select.poll()
        line.register(self.connection.fileno(), select.POLLIN)
        return not line.poll(0)
