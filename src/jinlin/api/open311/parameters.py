"""What a request says in its query or form, read strictly: nothing is left out in silence."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from jinlin.api.parsing import check_text
from jinlin.api.problems import bad_fields
from jinlin.kernel.registry.world import World
from jinlin.lib import clock
from jinlin.lib.errors import NotFound
from jinlin.lib.geodesy import Point
from jinlin.lib.words import Words

EVERYWHERE = frozenset({"jurisdiction_id", "api_key"})
PLACE = EVERYWHERE | {"lat", "long"}
LISTING = EVERYWHERE | {
    "service_request_id", "service_code", "start_date", "end_date", "status", "page", "page_size",
    "extensions",
}  # fmt: skip
MOST, MOST_WITH_NOTES = 1000, 100
FARTHEST = 20_000
SPAN = timedelta(days=90)
YEARS = range(1970, 2201)
NUMBER = re.compile(r"[0-9]{1,6}")


def texts(request: HttpRequest) -> dict[str, str]:
    """Every parameter with its text. Malformed for a text that holds what cannot be kept."""
    found = {name: str(value) for name, value in request.GET.items()}
    for name, value in found.items():
        check_text(name)
        check_text(value)
    return found


def check_jurisdiction(sent: Mapping[str, str], world: World) -> None:
    """There is one jurisdiction: it need not be named. NotFound if another is."""
    known = [one.code for one in world.children("")]
    if (named := sent.get("jurisdiction_id")) and named not in known:
        listed = ", ".join(known) or "-"
        raise NotFound(
            f"没有这个 jurisdiction_id；可以省略，或写{listed}",
            f"jurisdiction_id was not found; leave it out, or say {listed}",
        )


def is_served(sent: Mapping[str, str], world: World) -> bool:
    """Whether the city serves the place at `lat` and `long`: anywhere, if none is named or no grid is loaded.
    BadInput for half a place, and for what is none."""
    lat, long = sent.get("lat", ""), sent.get("long", "")
    if not lat and not long:
        return True
    try:
        at = Point(x=float(long), y=float(lat), crs="WGS-84")
    except ValueError:
        words = Words(zh="应为度数，如 40.32，两项都要", en="must be degrees, as 40.32, both of them")
        raise bad_fields({"lat, long": words}) from None
    return not world.has_grid or world.grid_cell_at(at.x, at.y) is not None


def listed(text: str) -> tuple[str, ...]:
    """The parts of a text that commas divide."""
    return tuple(part for one in text.split(",") if (part := one.strip()))


def ids(text: str) -> tuple[str, ...]:
    """`service_request_id`: one or more, at most 1000."""
    check_text(text)
    found = listed(text)
    if not 0 < len(found) <= MOST:
        words = Words(zh=f"应有 1 至{MOST}个编号，以逗号分开", en=f"must be 1 to {MOST} ids with commas")
        raise bad_fields({"service_request_id": words})
    return found


@dataclass(frozen=True)
class Window:
    """From when to when requests were made; `end` is the first moment that is not meant."""

    start: datetime
    end: datetime


def window(sent: Mapping[str, str]) -> Window:
    """`start_date` and `end_date`: at most 90 days, and the last 90 days unless something is said."""
    start, end = (_moment(sent, name) for name in ("start_date", "end_date"))
    if start is None:
        last = end or clock.now()
        return Window(last - SPAN, last + timedelta(seconds=1))
    last = end if end is not None else start + SPAN
    if not start <= last <= start + SPAN:
        words = Words(zh="应不早于 start_date，且相距不超过90天",
                      en="must not be before start_date, and at most 90 days after it")  # fmt: skip
        raise bad_fields({"end_date": words})
    # Times go out to the second: whoever sends one back means that whole second.
    return Window(start, last + timedelta(seconds=1))


def is_open(sent: Mapping[str, str]) -> bool | None:
    """`status`: open, closed, or both, divided by a comma. None for both."""
    wanted = set(listed(sent.get("status", "open,closed")))
    if not wanted or not wanted <= {"open", "closed"}:
        words = Words(
            zh="只能是 open、closed，可用逗号并列", en="must be open or closed, or both with a comma"
        )
        raise bad_fields({"status": words})
    return None if len(wanted) > 1 else wanted == {"open"}


def extends(sent: Mapping[str, str]) -> bool:
    """`extensions`: whether extended attributes and notes are wanted."""
    text = sent.get("extensions", "false")
    if text not in ("true", "false"):
        raise bad_fields({"extensions": Words(zh="应为 true 或 false", en="must be true or false")})
    return text == "true"


@dataclass(frozen=True)
class Paging:
    """Which page: how many requests to leave out, and how many to give."""

    skip: int
    size: int


def paging(sent: Mapping[str, str]) -> Paging:
    """`page`, from 1, and `page_size`, to 1000; with extensions to 100."""
    most = MOST_WITH_NOTES if extends(sent) else MOST
    size = _number(sent, "page_size", most, most)
    page = _number(sent, "page", 1, FARTHEST // size + 1)
    return Paging((page - 1) * size, size)


def _number(sent: Mapping[str, str], name: str, absent: int, most: int) -> int:
    text = sent.get(name)
    if text is None:
        return absent
    if not NUMBER.fullmatch(text) or not 1 <= int(text) <= most:
        words = Words(zh=f"应为 1 至{most}的整数；更早的请用 start_date 和 end_date 查询",
                      en=f"must be a whole number from 1 to {most}; for earlier ones use start_date and "
                         "end_date")  # fmt: skip
        raise bad_fields({name: words})
    return int(text)


def _moment(sent: Mapping[str, str], name: str) -> datetime | None:
    """A moment in W3C form; without an offset it is local."""
    text = sent.get(name)
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.year not in YEARS:
        words = Words(zh="应为时间，如 2026-03-05T09:00:00+08:00（网址中 + 写作 %2B）",
                      en="must be a time as 2026-03-05T09:00:00+08:00 (in an address + is %2B)")  # fmt: skip
        raise bad_fields({name: words})
    return at if at.tzinfo else at.replace(tzinfo=clock.LOCAL)
