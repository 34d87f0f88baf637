"""What is refused at the door while the database cannot do it: at once, and in words."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse

from jinlin.api import problems
from jinlin.lib.errors import NoDatabase, Problem, ReadOnly, Unready
from jinlin.lib.words import Words
from jinlin.project.vitals.watcher import State
from jinlin.web import troubles
from jinlin.web.headers import INTERFACES

SAFE = ("GET", "HEAD", "OPTIONS")
RETRY_AFTER = "5"  # seconds
_WHAT_IS_LOST = Words(
    zh="刚才提交的内容没有收下，请稍后再提交。", en="What you sent was not taken; send it again later."
)


def refusal(state: State, method: str) -> Problem | None:
    """Why a request cannot be answered now; None if it can be tried."""
    if state is State.GONE:
        return NoDatabase(help=_WHAT_IS_LOST)
    return None if method in SAFE else _UNWRITABLE.get(state)


def refused(request: HttpRequest, problem: Problem) -> HttpResponse:
    """The problem as this door tells it."""
    is_interface = request.path.startswith(INTERFACES)
    response = problems.reply(problem) if is_interface else troubles.plain(request, problem)
    response["Retry-After"] = RETRY_AFTER
    return response


_UNWRITABLE: Mapping[State, Problem] = {
    State.READ_ONLY: ReadOnly(),
    State.NO_ROOM: Unready(
        "数据库的磁盘满了，暂时只能查询，不能提交",
        "The database's disk is full: it can be read and not be written at the moment",
        help=_WHAT_IS_LOST,
    ),
    State.UNCONFIRMED: Unready(
        "数据库暂时不能确认写入，只能查询，不能提交",
        "The database confirms no writes at the moment: it can be read and not be written",
        help=_WHAT_IS_LOST,
    ),
}
