"""The documents (文书) of a case as its page shows them, in every room, and how they are handed out."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import quote

from django.http import HttpResponse

from jinlin.instruments.documents.actions import File, fetch, fetch_word
from jinlin.instruments.documents.judging import WORTH
from jinlin.instruments.documents.selectors import DocumentInfo, of_case
from jinlin.instruments.documents.validity import Status
from jinlin.kernel.cases.selectors import CaseView
from jinlin.kernel.registry.actors import Actor
from jinlin.lib.errors import NotFound
from jinlin.lib.words import Words

PDF, PRINT, WORD = "pdf", "print", "word"
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'",
}
# A browser that shows a PDF in a page of its own does so with its own styles, and not in a sandbox.
IN_PLACE = {**HEADERS, "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'"}


class PaperShown(NamedTuple):
    """A document, what it is worth now, and whether that is anything."""

    one: DocumentInfo
    worth: Words
    counts: bool


def papers_of(view: CaseView) -> list[PaperShown]:
    """The documents of a case that its reader may have, newest first."""
    return [shown(one) for one in of_case(view)]


def shown(one: DocumentInfo) -> PaperShown:
    """A document for the page."""
    return PaperShown(one, WORTH[one.status], one.status is Status.IN_FORCE)


def hand_out(number: str, n: int, form: str, actor: Actor) -> HttpResponse:
    """A document: to be kept (`pdf`), to be printed from the browser (`print`), or as the copy for editing
    (`word`). NotFound, Unready, as `documents.actions.fetch`."""
    if form == PRINT:
        return HttpResponse(fetch(number, n, actor).content, content_type="application/pdf", headers=IN_PLACE)
    if form not in (PDF, WORD):
        raise NotFound("没有这种格式", "There is no such form of it")
    return _download(fetch(number, n, actor) if form == PDF else fetch_word(number, n, actor))


def _download(file: File) -> HttpResponse:
    disposition = f"attachment; filename*=UTF-8''{quote(file.name, safe='')}"
    return HttpResponse(
        file.content,
        content_type="application/octet-stream",
        headers={**HEADERS, "Content-Disposition": disposition},
    )
