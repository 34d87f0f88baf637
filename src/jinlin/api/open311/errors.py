"""Errors as GeoReport documents them: a list of codes with descriptions, in the format that was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse

from jinlin.api import errors, problems
from jinlin.api.open311.formats import respond
from jinlin.lib.errors import BadInput, Problem

STATUS = {401: 403, 409: 400, 422: 400}
"""The protocol knows 400, 403 and 404; what else HTTP itself says (405, 413, 429 ...) stays."""


def answer(request: HttpRequest, trouble: Exception) -> HttpResponse:
    """The response for an exception."""
    problem = errors.problem_of(trouble) or problems.fault(request, trouble)
    status = STATUS.get(problem.status, problem.status)
    told = [{"code": status, "description": text} for text in _sentences(problem)]
    response = respond(format_of(request), "errors", told, status)
    for name, value in problems.headers(problem):
        response[name] = value
    return response


def unknown_path(request: HttpRequest) -> HttpResponse:
    """The view for every address below that is nobody's."""
    return answer(request, problems.no_such_path())


def format_of(request: HttpRequest) -> str:
    """The format that the address ends with; JSON for any other."""
    return "xml" if request.path.endswith(".xml") else "json"


def _sentences(problem: Problem) -> Iterator[str]:
    fields = problem.details.get("fields") if isinstance(problem, BadInput) else None
    if not fields:
        yield str(problem.say)
        return
    for name, words in fields.items():
        zh, en = _both(words)
        yield f"{name[:80]}：{zh} / {name[:80]} {en}"


def _both(words: Any) -> tuple[str, str]:
    return (words["zh"], words["en"]) if isinstance(words, Mapping) else (words.zh, words.en)
