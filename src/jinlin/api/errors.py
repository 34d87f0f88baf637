"""Whatever is raised while a request is answered becomes a problem."""

from __future__ import annotations

import logging

from django.core.exceptions import BadRequest, RequestDataTooBig, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from ninja.errors import HttpError, ValidationError

from jinlin.api import problems, sentences
from jinlin.api.refusals import Malformed, TooLarge
from jinlin.lib.errors import NoDatabase, Problem
from jinlin.lib.words import Words

log = logging.getLogger("jinlin.api")


def answer(request: HttpRequest, trouble: Exception | type[Exception]) -> HttpResponse:
    """The response for an exception; what nobody foresaw is logged and told without details."""
    if isinstance(trouble, type):
        trouble = trouble()
    return problems.reply(problem_of(trouble) or problems.fault(request, trouble))


def problem_of(trouble: BaseException) -> Problem | None:
    """The problem that an exception tells; None if it is a fault of ours."""
    if isinstance(trouble, Problem):
        return trouble
    if isinstance(trouble, ValidationError):
        return problems.bad_fields(sentences.fields(trouble.errors))
    if isinstance(trouble, HttpError) and trouble.__cause__ is not None:
        return problem_of(trouble.__cause__)
    if isinstance(trouble, Http404):
        return problems.no_such_path()
    return _unreadable(trouble)


def _unreadable(trouble: BaseException) -> Problem | None:
    if isinstance(trouble, RequestDataTooBig):
        return TooLarge("内容太大", "This is too large")
    if isinstance(trouble, OperationalError | InterfaceError):
        log.error("The database does not serve: %s", trouble)
        return NoDatabase(
            help=Words(
                zh="用同一个 Idempotency-Key 重发是安全的：已办的不会再办一次",
                en="Send it again with the same Idempotency-Key: what was done already is not done twice",
            )
        )
    if isinstance(trouble, MultiPartParserError | UnreadablePostError | SuspiciousOperation | BadRequest):
        return Malformed("表单无法读取", "The form cannot be read")
    return None
