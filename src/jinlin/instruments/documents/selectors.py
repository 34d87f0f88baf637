"""Reading kinds of document, and what is known of documents without opening them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from django.db import models

from jinlin.instruments.documents import policies
from jinlin.instruments.documents.kind import Kind
from jinlin.instruments.documents.models import Document, StoredKind
from jinlin.instruments.documents.validity import Status, status
from jinlin.kernel.cases.selectors import CaseView, case_for
from jinlin.kernel.registry.actors import Actor
from jinlin.lib import clock
from jinlin.lib.crypto import read_tracking_code
from jinlin.lib.errors import BadInput, NotFound
from jinlin.lib.words import Words

LARGEST = 200
SHOWN = 50

_kept: tuple[int, Mapping[str, str]] = (-1, {})


class DocumentInfo(NamedTuple):
    """What is known of a document without opening it; nothing in it is personal.

    `valid_to` is the first moment that does not count any more. `file` is the SHA-256 of the signed PDF,
    None until it was made. `ended_by` is the number of what superseded it. `trouble` says why the worker
    could not sign it yet. `word`: there is a copy for editing.
    """

    case: str
    n: int
    key: str
    name: Words
    number: str
    code: str
    issuer: str
    recipient: str
    issued_at: datetime
    valid_to: datetime | None
    status: Status
    ended_at: datetime | None
    ended_by: str
    digest: str
    file: str | None
    signed_at: datetime | None
    signed_by: str
    trouble: str
    word: bool


def kind(key: str, revision: int) -> Kind:
    """The kind `pack/name` as of the registry's `revision`. NotFound if no pack brought it."""
    found = known_kind(key, revision)
    if found is None:
        raise NotFound(
            f"没有文书格式 {key}。请装入其机制。", f"There is no kind of document {key}. Install its pack."
        )
    return found


def known_kind(key: str, revision: int) -> Kind | None:
    """The same; None if no pack brings it any more."""
    global _kept
    if _kept[0] != revision:
        _kept = (revision, dict(StoredKind.objects.filter(current=True).values_list("key", "digest")))
    return kind_by_digest(_kept[1][key]) if key in _kept[1] else None


@lru_cache(maxsize=1024)
def kind_by_digest(digest: str) -> Kind:
    """The kind under which a document was issued."""
    return Kind.model_validate_json(StoredKind.objects.values_list("body", flat=True).get(digest=digest))


def for_case(number: str, actor: Actor, after: int = 0, limit: int = LARGEST) -> list[DocumentInfo]:
    """The documents of a case that this actor may read, after number `after`, oldest first, at most `limit`.

    NotFound as for the case itself.
    """
    view = case_for(number, actor)
    mine = [
        digest
        for digest in _documents(case_id=view.case.id).values_list("kind", flat=True).distinct()
        if policies.may_read(view, kind_by_digest(digest))
    ]
    found = _documents(case_id=view.case.id, kind__in=mine, n__gt=after).order_by("n")
    return _infos(found[: max(1, min(limit, LARGEST))])


def of_case(view: CaseView, limit: int = SHOWN) -> list[DocumentInfo]:
    """The newest documents that steps of a case have issued, as far as this actor may read them, newest
    first. Those that are made for single people on demand stand with these people. No query if there are
    none, else one."""
    keys = list(view.case.tally.get("documents", ()))
    if not keys:
        return []
    found = _documents(case_id=view.case.id, key__in=keys).order_by("-n")[:LARGEST]
    mine = (one for one in found if policies.may_read(view, kind_by_digest(one.kind)))
    return _infos(islice(mine, limit))


def of_recipient(number: str, key: str, recipient: str) -> list[DocumentInfo]:
    """The documents of one recipient, newest first: for an instrument, which decides itself who may know."""
    return _infos(_documents(case_number=number, key=key, recipient=recipient).order_by("-n")[:LARGEST])


def of_recipients(case: int, recipients: Sequence[str]) -> list[DocumentInfo]:
    """The documents of a case that are for one of these, newest first: for an instrument, as above."""
    return _infos(_documents(case_id=case, recipient__in=recipients).order_by("-n")[:LARGEST])


def any_in_force(case: int, key: str) -> bool:
    """Whether a document of a kind stands on a case, perhaps past its last day."""
    return Document.objects.filter(case_id=case, key=key, ended_as="").exists()


def last_of(case: int) -> dict[str, Status]:
    """What the newest document of each kind of a case is worth now, by the name of the kind."""
    now = clock.now()
    return {one.key.partition("/")[2]: status(one, now) for one in _documents(case_id=case).order_by("n")}


def by_code(code: str) -> DocumentInfo:
    """The document that bears a verification code, whoever asks. NotFound if none does."""
    try:
        found = _documents(code=read_tracking_code(code)).first()
    except BadInput:
        found = None
    if found is None:
        raise NotFound(
            "没有这个核验码的文书：请核对文书下方的核验码；核对无误的，该文书不是本系统出具的",
            "No document bears this code. Compare it with the foot of the paper; if it is right, the paper "
            "was not issued here",
        )
    return info(found)


def by_file(digest: str) -> DocumentInfo | None:
    """The document whose signed PDF has this SHA-256, whoever asks."""
    found = _documents(pdf_digest=digest).first()
    return info(found) if found else None


def unsigned() -> int:
    """How many documents the worker has still to sign."""
    return Document.objects.filter(pdf_digest=None, by_worker=True).count()


def info(one: Document) -> DocumentInfo:
    """What a row says."""
    of = kind_by_digest(one.kind)
    return DocumentInfo(
        one.case_number, one.n, one.key, of.name, one.number, one.code, one.issuer_name, one.recipient,
        one.issued_at, one.valid_to, status(one, clock.now()), one.ended_at, one.ended_by, one.digest,
        one.pdf_digest, one.signed_at, one.signed_by, one.trouble, of.word,
    )  # fmt: skip


def _documents(**wanted: object) -> models.QuerySet[Document]:
    """Rows without what is encrypted in them."""
    return Document.objects.filter(**wanted).defer("content", "pdf")


def _infos(found: Iterable[Document]) -> list[DocumentInfo]:
    return [info(one) for one in found]
