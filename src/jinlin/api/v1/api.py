"""REST API v1: the operations, what is done before and after each, and the addresses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, re_path
from ninja import NinjaAPI, Router, Swagger
from ninja.errors import HttpError, ValidationError
from ninja.operation import Operation, PathView

from jinlin.api import documented, errors
from jinlin.api.caller import who
from jinlin.api.guard import MULTIPART, PAGE, guarded, parameters
from jinlin.api.parsing import JSON, StrictParser
from jinlin.api.problems import unknown_path
from jinlin.api.v1 import (
    acts,
    calendar,
    cases,
    documents,
    files,
    forms,
    records,
    registry,
    shares,
    tokens,
)
from jinlin.api.v1.schemas.common import ProblemDocument

ROOMS = (tokens, calendar, forms, cases, acts, records, files, documents, shares, registry)
ROUTERS: tuple[Router, ...] = tuple(room.router for room in ROOMS)
DESCRIPTION = """\
Report, follow and handle cases (案件/事项) of every mechanism that is installed here.

- **Who calls**: `Authorization: Bearer <token>` is a person with their offices; `X-Tracking-Code` is the
  resident of one case; without either, anyone, who may open what the types allow and read what is public.
- **Sending again is safe**: every POST takes an `Idempotency-Key`.
- **Errors** are `application/problem+json` (RFC 9457): `say` in Chinese and English, `help`, and for input
  that does not fit all `fields` at once. Read `code`, never the sentences.
- **Times** go out as ISO 8601 with the local offset, `+08:00`, to the second.
- **Money** is in fen (分). Unknown fields and parameters are refused, and so are names that come twice.
"""
# Swagger UI writes styles into its page, and takes scripts from its own file only.
DOCS_POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; img-src 'self' data:; font-src 'self'; "
    "style-src 'self' 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
)


class V1(NinjaAPI):
    """django-ninja, with our problems in its schema."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> Any:
        """The OpenAPI document; it is worked out once."""
        return _schema(self, path_prefix or self.get_root_path(path_params or {}))

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The name of the operation's function."""
        return str(operation.view_func.__name__)

    def plain_schema(self, prefix: str) -> Any:
        """What django-ninja finds out by itself."""
        return super().get_openapi_schema(path_prefix=prefix)


@cache
def _schema(api: V1, prefix: str) -> Any:
    return documented.finished(api.plain_schema(prefix), ProblemDocument)


def _made() -> V1:
    api = V1(
        title="近邻 Jinlin",
        version="1",
        description=DESCRIPTION,
        urls_namespace="api-v1",
        auth=who,
        parser=StrictParser(),
        docs=Swagger(settings={"validatorUrl": None, "persistAuthorization": False}),
    )
    for router in ROUTERS:
        api.add_router("", router)
    for kind in (Exception, Http404, HttpError, ValidationError):
        api.add_exception_handler(kind, errors.answer)
    return api


def _views() -> Iterator[tuple[str, PathView]]:
    """The operations of each address, by the names of their functions, which name the addresses too."""
    for router in ROUTERS:
        for view in router.path_operations.values():
            for operation in view.operations:
                yield operation.view_func.__name__, view


def _takes(view: PathView) -> str:
    sources = {model.__ninja_param_source__ for operation in view.operations for model in operation.models}
    return MULTIPART if "file" in sources else JSON


def _guard(pattern: URLPattern, views: dict[str, PathView]) -> URLPattern:
    view = views.get(pattern.name or "")
    if view is None:
        pattern.callback = _with_policy(guarded(pattern.callback, PAGE))
    else:
        pattern.callback = guarded(pattern.callback, parameters(view), _takes(view))
    return pattern


def _with_policy(view: Any) -> Any:
    """The page of the documentation runs Swagger UI from our own files."""

    def answer(request: HttpRequest, **parts: object) -> HttpResponse:
        response: HttpResponse = view(request, **parts)
        response["Content-Security-Policy"] = DOCS_POLICY
        return response

    return answer


def _addresses() -> tuple[list[URLPattern | URLResolver], str, str]:
    patterns, app, namespace = api.urls
    views = dict(_views())
    ours = [_guard(pattern, views) for pattern in patterns if isinstance(pattern, URLPattern)]
    return [*ours, re_path("", unknown_path)], app, namespace


api = _made()
urls = _addresses()
