"""The documents of a case, and the verification of one by its code."""

from __future__ import annotations

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from ninja import Path, Router

from jinlin.api.caller import caller
from jinlin.api.cursors import cursor, place
from jinlin.api.documented import NOBODY, READ, told
from jinlin.api.downloads import documented, download
from jinlin.api.dump import moment, respond
from jinlin.api.problems import words
from jinlin.api.v1.parameters import After, Limit, Number
from jinlin.api.v1.schemas.documents import Documents, Verified
from jinlin.instruments.documents.actions import fetch, fetch_word
from jinlin.instruments.documents.judging import WORTH
from jinlin.instruments.documents.selectors import DocumentInfo, by_code, for_case

router = Router(tags=["documents"], by_alias=True)
N = Annotated[int, Path(ge=1, le=2**31 - 1, description="The document's number within the case.")]
Code = Annotated[
    str,
    Path(
        min_length=15, max_length=20, pattern=r"^[0-9A-Za-z-]+$", description="As in the foot of the paper."
    ),
]
PDF = documented("The signed PDF.")
WORD = documented("The copy for editing, as docx: not signed, and marked so.")


@router.get(
    "/cases/{number}/documents",
    response={200: Documents},
    summary="List the documents",
    openapi_extra=told(*READ),
)
def list_documents(
    request: HttpRequest, number: Number, after: After = None, limit: Limit = 50
) -> HttpResponse:
    """The documents of the case that this caller may read, oldest first."""
    start = 0 if after is None else int(place(after, (int,))[0])
    found = for_case(number, caller(request).actor, after=max(start, 0), limit=limit)
    following = cursor([found[-1].n]) if len(found) == limit else None
    return respond({"items": [_document(one) for one in found], "next": following})


@router.get(
    "/cases/{number}/documents/{n}", summary="Download a document", openapi_extra=told(*READ, success=PDF)
)
def get_document(request: HttpRequest, number: Number, n: N) -> HttpResponse:
    """The signed PDF, made now if nobody has asked for it before."""
    return download(*fetch(number, n, caller(request).actor))


@router.get(
    "/cases/{number}/documents/{n}/word",
    summary="Download a copy for editing",
    openapi_extra=told(*READ, success=WORD),
)
def get_document_word(request: HttpRequest, number: Number, n: N) -> HttpResponse:
    """The same words as a Word file, where the kind of document has one. It is not the document."""
    return download(*fetch_word(number, n, caller(request).actor))


@router.get(
    "/documents/{code}",
    response={200: Verified},
    summary="Verify a document",
    openapi_extra=told(401, 404, 422, 503, security=NOBODY),
)
def verify_document(request: HttpRequest, code: Code) -> HttpResponse:
    """Whether a paper was issued here and what it is worth now. Compare its file's SHA-256 with `file`."""
    return respond(_verified(by_code(code)))


def _verified(one: DocumentInfo) -> dict[str, object]:
    return {
        "number": one.number,
        "name": words(one.name),
        "issuer": one.issuer,
        "issued_at": moment(one.issued_at),
        "valid_to": moment(one.valid_to),
        "status": one.status.value,
        "say": words(WORTH[one.status]),
        "ended_at": moment(one.ended_at),
        "superseded_by": one.ended_by or None,
        "digest": one.digest,
        "file": one.file,
        "signed_by": one.signed_by or None,
    }


def _document(one: DocumentInfo) -> dict[str, object]:
    return _verified(one) | {"n": one.n, "kind": one.key, "code": one.code, "word": one.word}
