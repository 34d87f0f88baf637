"""What does not belong in the log."""

from __future__ import annotations

import logging

from procrastinate.exceptions import ConnectorException


class SaidOnce(logging.Filter):
    """Drops procrastinate's traces of a lost database: the worker says that once, in one line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is kept."""
        error = record.exc_info[1] if record.exc_info else None
        return not (record.name.startswith("procrastinate") and isinstance(error, ConnectorException))
