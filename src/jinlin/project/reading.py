"""Which addresses are read from the replica: figures, public lists, maps and feeds. The export of a list asks
it by itself, since that it was taken is written."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse
from django.urls import Resolver404, resolve

from jinlin.lib.errors import ReadOnly
from jinlin.web.replica import ALIAS, elsewhere, remember_writing, replica

log = logging.getLogger("jinlin.replica")
ROUTES = frozenset(
    {
        "api/v1/areas",
        "api/v1/cases",
        "api/v1/categories",
        "board/",
        "feeds/areas/<str:code>.atom",
        "feeds/cases.geojson",
        "map/areas.geojson",
        "matters/<number:number>",
        "open311/v2/requests\\.(?P<format>json|xml)$",
        "open311/v2/requests?/(?P<ids>[^/]+)\\.(?P<format>json|xml)$",
        "open311/v2/services\\.(?P<format>json|xml)$",
    }
)
AWAY = 503


class ReadsElsewhere:
    """Middleware, the last: lets these be read from the replica, and from the primary if that fails."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._read(request) if replica.serves and _is_read_there(request) else None
        response = response or self.answer(request)
        remember_writing(request, response)
        return response

    def _read(self, request: HttpRequest) -> HttpResponse | None:
        """The answer by the replica; None if it was not asked, or could not give one."""
        if hasattr(request, "user"):
            _ = request.user.is_authenticated  # who it is, the primary says
        with elsewhere(request) as asked:
            if not asked:
                return None
            response = self.answer(request)
        if response.status_code != AWAY:
            return response
        replica.behind = None  # until it is seen again
        log.warning("the replica did not answer, and the primary does")
        return None

    def process_exception(self, request: HttpRequest, trouble: Exception) -> HttpResponse | None:
        """What the replica cannot do, the primary is asked for."""
        del request
        lost = isinstance(trouble, (OperationalError, InterfaceError, ReadOnly))
        return HttpResponse(status=AWAY) if lost and connection.alias == ALIAS else None


def _is_read_there(request: HttpRequest) -> bool:
    try:
        return resolve(request.path_info).route in ROUTES
    except Resolver404:
        return False
