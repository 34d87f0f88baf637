"""Every error leaves as application/problem+json (RFC 9457), with what would help."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from pydantic_core import to_json

from jinlin.lib.errors import BadInput, Fault, NotFound, Problem
from jinlin.lib.words import Words

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:jinlin:problem:"
log = logging.getLogger("jinlin.api")


def reply(problem: Problem) -> HttpResponse:
    """The response that tells this problem."""
    response = HttpResponse(to_json(body(problem)), status=problem.status, content_type=MEDIA_TYPE)
    response["Cache-Control"] = "no-store"
    for name, value in headers(problem):
        response[name] = value
    return response


def body(problem: Problem) -> dict[str, Any]:
    """The members of the problem object. `detail` is both languages in one line, `say` each by itself."""
    members: dict[str, Any] = {
        "type": TYPE + problem.code,
        "title": problem.code.replace("-", " ").capitalize(),
        "status": problem.status,
        "detail": str(problem.say),
        "code": problem.code,
        "say": words(problem.say),
    }
    if problem.help is not None:
        members["help"] = words(problem.help)
    shown = ((name, plain(value)) for name, value in problem.details.items() if name not in members)
    return members | dict(shown)


def words(said: Words) -> dict[str, str]:
    """Words as JSON has them."""
    return {"zh": said.zh, "en": said.en}


def plain(value: Any) -> Any:
    """A detail as JSON can hold it."""
    if isinstance(value, Words):
        return words(value)
    if isinstance(value, Mapping):
        return {str(key): plain(one) for key, one in value.items()}
    if isinstance(value, Sequence | set | frozenset) and not isinstance(value, str | bytes):
        return [plain(one) for one in value]
    return value if isinstance(value, str | int | float | bool | None) else str(value)


def headers(problem: Problem) -> list[tuple[str, str]]:
    """The headers that HTTP wants besides."""
    if problem.status == HTTPStatus.UNAUTHORIZED:
        return [("WWW-Authenticate", 'Bearer realm="jinlin"')]
    if problem.status == HTTPStatus.METHOD_NOT_ALLOWED:
        return [("Allow", ", ".join(problem.details.get("allow", ())))]
    if problem.status == HTTPStatus.TOO_MANY_REQUESTS:
        return [("Retry-After", str(problem.details.get("seconds", 60)))]
    return []


def fault(request: HttpRequest, trouble: BaseException) -> Problem:
    """The problem for something nobody foresaw; the log gets it whole."""
    log.error("%s %s failed", request.method, request.path, exc_info=trouble)
    return Fault(
        help=Words(
            zh="用同一个 Idempotency-Key 重发是安全的",
            en="Sending it again with the same Idempotency-Key is safe",
        ),
    )


def unknown_path(request: HttpRequest) -> HttpResponse:
    """The view for every address under /api/ that is nobody's."""
    return reply(no_such_path())


def no_such_path() -> NotFound:
    """Nothing lives at this address."""
    return NotFound(
        "没有这个地址",
        "There is nothing at this address",
        help=Words(
            zh="全部地址见 /api/v1/docs 或 /api/v1/openapi.json",
            en="All addresses are listed at /api/v1/docs and /api/v1/openapi.json",
        ),
    )


def bad_fields(fields: Mapping[str, Words]) -> BadInput:
    """One problem for all the fields that do not fit."""
    names = ", ".join(name[:60] for name in fields)
    return BadInput(f"以下内容需要更正：{names}", f"These need correcting: {names}", fields=dict(fields))
