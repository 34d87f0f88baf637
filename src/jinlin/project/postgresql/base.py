"""Django's PostgreSQL backend, with a health check that asks the server nothing; Django wants this name."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base
from psycopg.pq import TransactionStatus

BROKEN = (TransactionStatus.INERROR, TransactionStatus.UNKNOWN)


class DatabaseWrapper(base.DatabaseWrapper):
    """Connections are kept from request to request; before each, one that has died is found out."""

    def is_usable(self) -> bool:
        """Whether statements can be sent. A server that went away has said so or has hung up, and then there
        is something to read where nothing was asked: one look, not a round trip."""
        if self.connection is None or self.connection.info.transaction_status in BROKEN:
            return False
        line = select.poll()
        line.register(self.connection.fileno(), select.POLLIN)
        return not line.poll(0)
