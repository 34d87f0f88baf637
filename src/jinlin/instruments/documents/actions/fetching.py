"""Handing out a document: the signed file, or the copy for editing."""

from __future__ import annotations

from typing import NamedTuple

from jinlin.instruments.documents import papers, policies, selectors
from jinlin.instruments.documents.actions.signing import STREAM, signed_file
from jinlin.instruments.documents.models import Document
from jinlin.kernel.cases.policies import GUARDED
from jinlin.kernel.cases.selectors import CaseView, case_for
from jinlin.kernel.journal.actions import append
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.registry.actors import Actor
from jinlin.lib import clock
from jinlin.lib.errors import NotFound


class File(NamedTuple):
    """A file as it is handed out."""

    name: str
    content: bytes


def fetch(number: str, n: int, actor: Actor) -> File:
    """The signed PDF of document `n` of a case, made on the spot if nobody has asked before.

    The journal keeps who read what is personal, unless it is their own case. NotFound (case, document, not
    for this actor, or destroyed with its retention), Unready (it cannot be signed).
    """
    document = _readable(number, n, actor)
    return File(f"{document.number}.pdf", signed_file(document.case_id, document.n))


def fetch_word(number: str, n: int, actor: Actor) -> File:
    """The copy for editing, not signed and marked so. NotFound as for `fetch`, or if its kind has none."""
    from jinlin.instruments.documents import word  # python-docx is loaded by whoever edits

    document = _readable(number, n, actor)
    if not selectors.kind_by_digest(document.kind).word:
        raise NotFound("这种文书没有编辑稿", "There is no copy for editing of this kind of document")
    return File(f"{document.number}（编辑稿）.docx", word.copy_of(papers.opened(document)))


def fetch_for(number: str, key: str, recipient: str) -> File:
    """The newest PDF of one recipient: for an instrument, which decides itself who may. NotFound if none."""
    found = Document.objects.filter(case_number=number, key=key, recipient=recipient).order_by("-n").first()
    if found is None:
        raise _no_document()
    return File(f"{found.number}.pdf", signed_file(found.case_id, found.n))


def _readable(number: str, n: int, actor: Actor) -> Document:
    view = case_for(number, actor)
    found = Document.objects.filter(case_id=view.case.id, n=n).first()
    if found is None:
        raise _no_document()
    kind = selectors.kind_by_digest(found.kind)
    if not policies.may_read(view, kind):
        raise _no_document()
    if kind.privacy in GUARDED and not view.sight.is_own:
        _note_reading(view, found, actor)
    return found


def _note_reading(view: CaseView, document: Document, actor: Actor) -> None:
    facts = {"number": document.number, "digest": document.digest}
    append([Entry(f"{STREAM}{view.case.id}", "document.read", actor.label, clock.now(), facts)])


def _no_document() -> NotFound:
    return NotFound("没有这份文书", "There is no such document on this case")
