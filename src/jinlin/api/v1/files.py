"""The files of a case."""

from __future__ import annotations

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from ninja import File, Form, Path, Query, Router, UploadedFile
from pydantic_core import to_json

from jinlin.api.caller import Caller, caller
from jinlin.api.documented import READ, WRITE, told
from jinlin.api.downloads import documented, download
from jinlin.api.dump import respond
from jinlin.api.guard import FILE_MAX
from jinlin.api.once import Answer, IdempotencyKey, Request, once
from jinlin.api.problems import bad_fields
from jinlin.api.refusals import TooLarge
from jinlin.api.v1 import shapes
from jinlin.api.v1.parameters import Number
from jinlin.api.v1.schemas.records import AttachmentGiven, Attachments
from jinlin.kernel.cases.actions import NewFile, attach_all, open_file
from jinlin.kernel.cases.policies import Audience
from jinlin.kernel.cases.selectors import SeenFile, attachments, case_for
from jinlin.lib.crypto import sha256
from jinlin.lib.words import Words

router = Router(tags=["attachments"], by_alias=True)
Privacy = Literal["public", "internal", "personal", "sensitive"]
N = Annotated[int, Path(ge=1, le=2**31 - 1, description="The file's number within the case.")]
Purpose = Annotated[
    str | None, Query(None, min_length=1, max_length=200, description="What a sealed file is opened for.")
]
PARTS = frozenset({"file", "privacy", "audience"})


@router.post(
    "/cases/{number}/attachments", response={201: AttachmentGiven}, summary="Add a file",
    openapi_extra=told(*WRITE, replays=201),
)  # fmt: skip
def add_attachment(
    request: HttpRequest,
    number: Number,
    file: Annotated[UploadedFile, File(..., description="At most 10 MB: a picture, a PDF or plain text.")],
    privacy: Annotated[
        Privacy,
        Form("internal", description="`personal` and `sensitive` ones staff open for a purpose only."),
    ] = "internal",
    audience: Annotated[
        Audience | None,
        Form(
            None,
            description="Whom it is for: `staff` if not said, `everybody` (whoever opened the case too), or "
            "`role`, those alone who hold the role in which you add it. What whoever opened the case adds is "
            "for everybody.",
        ),
    ] = None,
    key: IdempotencyKey = None,
) -> HttpResponse:
    """Add a file to a case that is not closed. It is kept encrypted; its type is told by its content."""
    _check_form(request)
    by, content = caller(request), _content(file)
    new = NewFile(file.name or "", content, privacy, audience)
    sent = {**new._asdict(), "content": sha256(content).hex()}
    asked = Request.of(request, by, key, sent)
    return once(asked, lambda: _attached(number, new, by))


@router.get(
    "/cases/{number}/attachments",
    response={200: Attachments},
    summary="List the files",
    openapi_extra=told(*READ),
)
def list_attachments(request: HttpRequest, number: Number) -> HttpResponse:
    """The files of the case that this caller may see; a case has at most 50."""
    return respond({"items": [shapes.file(one) for one in attachments(number, caller(request).actor)]})


@router.get(
    "/cases/{number}/attachments/{n}",
    summary="Download a file",
    openapi_extra=told(*READ, success=documented("The file, as it was sent.")),
)
def get_attachment(request: HttpRequest, number: Number, n: N, purpose: Purpose = None) -> HttpResponse:
    """The file itself. It comes as a download, never to be shown in place.

    One that is `sealed` is opened for a `purpose`: who asked, and for what, goes into the journal.
    """
    found = open_file(number, n, caller(request).actor, purpose or "")
    return download(found.info.name, found.content)


def _check_form(request: HttpRequest) -> None:
    """BadInput for a part that nobody reads, or that comes twice: nothing sent is lost in silence."""
    faults = {}
    counts = {name: len(values) for form in (request.POST, request.FILES) for name, values in form.lists()}
    for name, count in counts.items():
        if name not in PARTS:
            faults[name] = Words(zh="没有这个字段", en="is not a field here")
        elif count > 1:
            faults[name] = Words(zh="一次只能传一个", en="may come only once; send one file at a time")
    if faults:
        raise bad_fields(faults)


def _content(file: UploadedFile) -> bytes:
    if (file.size or 0) > FILE_MAX:
        raise TooLarge(
            "文件超过10MB，请压缩后再传", "The file is over 10 MB; make it smaller and send it again"
        )
    return bytes(file.read())


def _attached(number: str, new: NewFile, by: Caller) -> Answer:
    """What was added. Whoever puts a file in knows of it."""
    info = attach_all(number, [new], by.actor)[0]
    view = case_for(number, by.actor, world=by.world)
    return 201, to_json(shapes.file(SeenFile(info, view.sight.how(info.part)))).decode()
