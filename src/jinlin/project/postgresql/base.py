"""Django's PostgreSQL backend, with a health check that asks the server nothing, with patience that ends, and
plans of one's own for questions of many values; Django wants this name."""

from __future__ import annotations

import select
from collections.abc import Sequence
from typing import Any

import psycopg
from django.db.backends.postgresql import base
from psycopg import IsolationLevel
from psycopg.errors import DiskFull, ReadOnlySqlTransaction
from psycopg.pq import TransactionStatus

from jinlin.lib.errors import ReadOnly
from jinlin.project.postgresql.connecting import PatientConnection, room

BROKEN = (TransactionStatus.INERROR, TransactionStatus.UNKNOWN)
MANY = 16  # values


class Cursor(base.ServerBindingCursor):
    """Statements are planned once for all values (`prepare_threshold`); those of many values each time.

    A list that somebody filters is told apart by its values: a plan for any of them reads far more cases
    than one for these, and planning costs little beside it.
    """

    def execute(self, query: Any, params: Sequence[Any] | None = None, **how: Any) -> Any:
        """As psycopg's; `prepare` may be given. ReadOnly where a standby is asked to write."""
        if params is not None and len(params) > MANY:
            how.setdefault("prepare", False)
        try:
            return super().execute(query, params, **how)  # type: ignore[misc] # the stubs know no bases of it
        except ReadOnlySqlTransaction as error:
            self.connection.stale = True  # type: ignore[attr-defined] # the stubs know no bases of it
            raise ReadOnly() from error
        except DiskFull:
            room.note_refusal()
            raise


class DatabaseWrapper(base.DatabaseWrapper):
    """Connections are kept from request to request; before each, one that has died is found out.

    Besides what libpq knows, OPTIONS take `patience` (see `PatientConnection`) and `limits`: settings of the
    session by name. They are set by a statement, since a pooler lets through no others.
    """

    def get_connection_params(self) -> dict[str, Any]:
        """With our own cursors, and without what libpq does not know."""
        found = super().get_connection_params() | {"cursor_factory": Cursor}
        self.patience, self.limits = found.pop("patience", None), found.pop("limits", {})
        return found

    def get_new_connection(self, conn_params: dict[str, Any]) -> PatientConnection:
        """A connection of ours; no other isolation than PostgreSQL's own is asked for, and no pool."""
        self.isolation_level = IsolationLevel.READ_COMMITTED
        connection = PatientConnection.connect(**conn_params)
        connection.patience = self.patience
        return connection

    def init_connection_state(self) -> None:
        """As Django's, and the limits."""
        super().init_connection_state()
        if self.limits and isinstance(self.connection, psycopg.Connection):
            calls = ", ".join(["set_config(%s, %s, false)"] * len(self.limits))
            values = [text for pair in self.limits.items() for text in pair]
            with self.connection.cursor() as cursor:
                cursor.execute(f"SELECT {calls}", values)
            if not self.get_autocommit():
                self.connection.commit()

    def is_usable(self) -> bool:
        """Whether statements can be sent. A server that went away has said so or has hung up, and then there
        is something to read where nothing was asked: one look, not a round trip."""
        line = self.connection
        if line is None or line.stale or line.info.transaction_status in BROKEN:
            return False
        poll = select.poll()
        poll.register(line.fileno(), select.POLLIN)
        return not poll.poll(0)
