"""CEL values as templates read them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jinlin.lib import clock


def as_data(value: Any) -> Any:
    """Moments in local time as ISO 8601, all else as JSON."""
    if isinstance(value, datetime):
        return value.astimezone(clock.LOCAL).isoformat()
    if isinstance(value, dict):
        return {str(name): as_data(one) for name, one in value.items()}
    return [as_data(one) for one in value] if isinstance(value, list | tuple) else value
