"""Times as packs write them: local, to the minute."""

from __future__ import annotations

from datetime import datetime, time
from typing import Annotated, Any

from pydantic import BeforeValidator

from jinlin.lib import clock

FORMAT = "%Y-%m-%d %H:%M"
DAYTIME = "%H:%M"


def local_time(value: Any) -> Any:
    """Read "2018-03-05 09:10" as that moment in the local zone. Errors: ValueError, for a number too: it
    would pass for seconds since 1970."""
    if isinstance(value, datetime):
        return value if value.tzinfo else value.replace(tzinfo=clock.LOCAL)
    return datetime.strptime(_text(value, "2018-03-05 09:10"), FORMAT).replace(tzinfo=clock.LOCAL)


def time_of_day(value: Any) -> Any:
    """Read "09:10". Errors: ValueError, for a number too: it would pass for seconds since midnight."""
    if isinstance(value, time):
        return value
    return datetime.strptime(_text(value, "09:10"), DAYTIME).replace(tzinfo=clock.LOCAL).time()


def _text(value: Any, example: str) -> str:
    if isinstance(value, str):
        return value
    raise ValueError(f'write a time as "{example}"')


LocalTime = Annotated[datetime, BeforeValidator(local_time)]
DayTime = Annotated[time, BeforeValidator(time_of_day)]
