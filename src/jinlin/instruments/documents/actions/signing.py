"""Setting documents in type and signing them: by the worker, or when one is first read."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction

from jinlin.instruments.documents import papers
from jinlin.instruments.documents.models import Document
from jinlin.instruments.documents.typesetting import set_in_type
from jinlin.kernel.journal.actions import append
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib import clock, crypto
from jinlin.lib.errors import Problem

STREAM = "documents/"
"""The history of a case's papers as files. It is apart from the case's own: nobody's change of the case
collides with a signature."""
AT_ONCE = 20
TRY_AGAIN = timedelta(minutes=15)

_log = logging.getLogger(__name__)


@transaction.atomic
def sign_waiting(limit: int = AT_ONCE) -> int:
    """Sign at most `limit` documents that wait for the worker, the oldest first; how many were dealt with.

    One that cannot be signed, say because the key is not at hand, says why and is tried again later.
    """
    waiting = Document.objects.filter(pdf_digest=None, by_worker=True, try_at__lte=clock.now())
    taken = list(waiting.order_by("try_at").select_for_update(skip_locked=True)[:limit])
    signed = [one for one in taken if _try(one)]
    _journal(signed)
    return len(taken)


def signed_file(case: int, n: int) -> bytes:
    """The signed PDF of a document, made now if nobody has asked for it before.

    NotFound once retention has destroyed what was in it, Unready if it cannot be signed.
    """
    with transaction.atomic():
        document = Document.objects.select_for_update().get(case_id=case, n=n)
        if document.pdf_digest is None:
            pdf = _sign(document)
            _journal([document])
            return pdf
    return papers.pdf_of(document)


def _try(document: Document) -> bool:
    try:
        _sign(document)
    except Problem as problem:
        _log.error("document %s cannot be signed: %s", document.code, problem)
        document.trouble, document.try_at = str(problem), clock.now() + TRY_AGAIN
        document.save(update_fields=["trouble", "try_at"])
        return False
    return True


def _sign(document: Document) -> bytes:
    from jinlin.instruments.documents.signing.sealing import sign  # pyHanko takes a second to load

    opened = papers.opened(document)
    sheet = set_in_type(opened.kind, opened.paper, document.issued_at)
    signed = sign(sheet, document.issuer, document.issuer_name, document.issued_at)
    document.pdf = crypto.encrypt_bytes(opened.key, signed.pdf, opened.about_pdf)
    document.pdf_digest = crypto.sha256(signed.pdf).hex()
    document.signed_at, document.signed_by, document.trouble = clock.now(), signed.by, ""
    document.save(update_fields=["pdf", "pdf_digest", "signed_at", "signed_by", "trouble"])
    return signed.pdf


def _journal(signed: Iterable[Document]) -> None:
    """One event for each case, with the digest of each file."""
    by_case: dict[int, list[Document]] = {}
    for one in signed:
        by_case.setdefault(one.case_id, []).append(one)
    for case, documents in by_case.items():
        files = [[one.number, one.digest, one.pdf_digest, one.signed_by] for one in documents]
        append([Entry(f"{STREAM}{case}", "document.signed", SYSTEM.label, clock.now(), {"files": files})])
