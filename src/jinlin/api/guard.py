"""What is looked at before an operation runs: its method, parameters, size and media type."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import wraps

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from ninja.operation import PathView

from jinlin.api import errors
from jinlin.api.parsing import JSON
from jinlin.api.problems import bad_fields
from jinlin.api.refusals import NoLength, TooLarge, WrongMedia, WrongMethod
from jinlin.lib.errors import REFUSED, Problem
from jinlin.lib.words import Words

MULTIPART = "multipart/form-data"
FORM = "application/x-www-form-urlencoded"
JSON_MAX = 256 * 1024
FILE_MAX = 10 * 1024 * 1024
FORM_EXTRA = 64 * 1024
"""What the envelope of a form may add to its file, in bytes."""

View = Callable[..., HttpResponseBase]
Answer = Callable[[HttpRequest, Exception], HttpResponseBase]
Names = Mapping[str, frozenset[str]]
"""By method, the query parameters that are known."""
PAGE: Names = {"GET": frozenset()}


def guarded(view: View, names: Names, media: str = JSON, answer: Answer = errors.answer) -> View:
    """`view`, looked after: it gets only methods and query parameters that are in `names`, and bodies of
    `media`; whatever is raised is told as a problem, or as `answer` tells it."""

    @wraps(view)
    def looked_after(request: HttpRequest, **parts: object) -> HttpResponseBase:
        try:
            check_arrived(request)
            check_parameters(request, check_method(request, names))
            check_body(request, media)
            return view(request, **parts)
        except Exception as trouble:  # the last stop: told as a problem, and logged if it is our fault
            return answer(request, trouble)

    looked_after.csrf_exempt = True  # type: ignore[attr-defined] # no cookie signs anybody in here
    looked_after.takes_up_to = largest(media)  # type: ignore[attr-defined] # read by the server
    return looked_after


def parameters(view: PathView) -> Names:
    """By method, the query parameters that the operations at one address know."""
    return {
        method: frozenset(
            name
            for model in operation.models
            if model.__ninja_param_source__ == "query"
            for name in model.__ninja_flatten_map__
        )
        for operation in view.operations
        for method in operation.methods
    }


def check_method(request: HttpRequest, names: Names) -> frozenset[str]:
    """The parameters that the method knows, or WrongMethod."""
    known = names.get(request.method or "")
    if known is None:
        allowed = sorted(names)
        listed = ", ".join(allowed)
        raise WrongMethod(f"这个地址只接受 {listed}", f"This address takes {listed} only", allow=allowed)
    return known


def check_arrived(request: HttpRequest) -> None:
    """The problem for which the server read no body, if there was one."""
    refused: Problem | None = request.META.get(REFUSED)
    if refused is not None:
        raise refused


def check_body(request: HttpRequest, media: str) -> None:
    """NoLength, TooLarge or WrongMedia, before a byte of the body is read."""
    if request.META.get("HTTP_TRANSFER_ENCODING"):
        raise NoLength("请带上 Content-Length 发送", "Send the body with a Content-Length, not in chunks")
    size = _size(request)
    limit = largest(media)
    if size > limit:
        raise TooLarge(
            f"内容太大：{size} 字节，最多 {limit} 字节",
            f"This is too large: {size} bytes, and at most {limit} are taken",
            help=Words(
                zh="长材料请作为附件上传，每件最多 10 MB",
                en="Send long material as attachments of at most 10 MB",
            ),
        )
    if size and request.content_type != media:
        raise WrongMedia(f"这里只收 {media}", f"Only {media} is taken here")


def largest(media: str) -> int:
    """How many bytes of a media type are taken."""
    return FILE_MAX + FORM_EXTRA if media == MULTIPART else JSON_MAX


def _size(request: HttpRequest) -> int:
    told = str(request.META.get("CONTENT_LENGTH") or "")
    return int(told) if told.isascii() and told.isdigit() else 0


def check_parameters(request: HttpRequest, known: frozenset[str]) -> None:
    """BadInput for a parameter that nobody reads, or that comes twice: no filter is lost in silence."""
    faults = {}
    for name, values in request.GET.lists():
        if name not in known:
            listed = ", ".join(sorted(known)) or "-"
            faults[name] = Words(
                zh=f"没有这个参数；可用：{listed}", en=f"is not a parameter here; those are: {listed}"
            )
        elif len(values) > 1:
            faults[name] = Words(zh="只能出现一次", en="may come only once")
    if faults:
        raise bad_fields(faults)
