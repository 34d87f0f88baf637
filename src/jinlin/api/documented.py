"""What OpenAPI says besides what django-ninja finds out itself: problems, headers and who may call."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from pydantic import BaseModel

from jinlin.api import problems

REF = "#/components/schemas/{model}"
READ = (401, 404, 422, 429, 503)
WRITE = (400, 401, 403, 404, 408, 409, 411, 413, 415, 422, 429, 503)
WHEN: dict[int, str] = {
    400: "The body cannot be read, or not in one way only.",
    401: "The token or tracking code does not hold, or one is needed.",
    403: "This caller may not do this here.",
    404: "There is no such thing, or not for this caller.",
    408: "The body did not arrive in time.",
    409: "The case is elsewhere by now; `since` holds the events after the `revision` that was sent.",
    411: "The body came without a Content-Length.",
    413: "More than 256 KB of JSON, or a file of more than 10 MB.",
    415: "The body is of another media type.",
    422: "Something sent does not fit; `fields` says what, all at once. Or a need of the pack is not met.",
    429: "Too many attempts to sign in or to give a code, or reports; `Retry-After` says when to come back.",
    503: "The installation lacks something, as a year's holiday table, or its database.",
}
SCHEMES = {
    "token": {"type": "http", "scheme": "bearer", "description": "From `POST /tokens`."},
    "trackingCode": {
        "type": "apiKey",
        "in": "header",
        "name": "X-Tracking-Code",
        "description": "From `POST /cases`: the resident's key to one case.",
    },
}
SAID_ABOVE = frozenset({"title", "description"})
ANY_CALLER: list[dict[str, list[str]]] = [{"token": []}, {"trackingCode": []}, {}]
SIGNED_IN: list[dict[str, list[str]]] = [{"token": []}]
NOBODY: list[dict[str, list[str]]] = []


def told(
    *statuses: int,
    security: list[dict[str, list[str]]] | None = None,
    replays: int | None = None,
    success: dict[int, Any] | None = None,
) -> dict[str, Any]:
    """`openapi_extra` for an operation that may answer with these problems.

    `replays` is the status under which an answer may come again, with the header that says so;
    `success` documents an answer that is no JSON.
    """
    responses: dict[int, Any] = {**(success or {}), **{one: _problem(one) for one in sorted(statuses)}}
    if replays:
        responses[replays] = {"headers": {"Idempotent-Replay": _REPLAY}}
    return {"responses": responses, "security": ANY_CALLER if security is None else security}


def finished(schema: dict[str, Any], problem: type[BaseModel]) -> dict[str, Any]:
    """The schema with what `told` refers to."""
    body = problem.model_json_schema(ref_template=REF, mode="serialization")
    components = schema["components"]
    components["schemas"].update(body.pop("$defs", {}))
    components["schemas"]["Problem"] = body
    components["schemas"] = dict(sorted(components["schemas"].items()))
    components["securitySchemes"] = SCHEMES
    for operations in schema["paths"].values():
        for operation in operations.values():
            operation["parameters"] = [_plain(one) for one in operation["parameters"]]
    schema["servers"] = [{"url": "/"}]
    return schema


def _plain(parameter: dict[str, Any]) -> dict[str, Any]:
    """A parameter that may be absent, but is never null: addresses and headers know no null."""
    told_once = {name: value for name, value in parameter["schema"].items() if name not in SAID_ABOVE}
    kinds = [kind for kind in told_once.pop("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) == 1:
        told_once |= kinds[0]
    elif kinds:
        told_once["anyOf"] = kinds
    return {**parameter, "schema": told_once}


def _problem(status: int) -> dict[str, Any]:
    described: dict[str, Any] = {
        "description": WHEN[status],
        "content": {problems.MEDIA_TYPE: {"schema": {"$ref": REF.format(model="Problem")}}},
    }
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        described["headers"] = {
            "Retry-After": {"schema": {"type": "integer"}, "description": "Seconds to wait."}
        }
    return described


_REPLAY = {
    "schema": {"type": "string", "enum": ["true"]},
    "description": "Present when this is the first answer to this Idempotency-Key, given again.",
}
