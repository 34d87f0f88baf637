"""Times as packs write them: local, to the minute."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any

from pydantic import BeforeValidator

from jinlin.lib import clock

FORMAT = "%Y-%m-%d %H:%M"


def local_time(value: Any) -> Any:
    """Read "2018-03-05 09:10" as that moment in the local zone. Errors: ValueError."""
    if not isinstance(value, str):
        return value
    return datetime.strptime(value, FORMAT).replace(tzinfo=clock.LOCAL)


LocalTime = Annotated[datetime, BeforeValidator(local_time)]
