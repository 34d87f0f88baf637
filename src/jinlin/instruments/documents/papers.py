"""A document as it is set: what was frozen when it was issued, and what every sheet has besides."""

from __future__ import annotations

from datetime import datetime
from typing import Any, NamedTuple

from django.conf import settings

from jinlin.instruments.documents.issuing import about
from jinlin.instruments.documents.kind import Kind
from jinlin.instruments.documents.models import Document
from jinlin.instruments.documents.selectors import kind_by_digest
from jinlin.kernel.cases import vault
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.selectors import case_for
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib import clock, crypto

SCHEME = "https"


class Opened(NamedTuple):
    """A document that was opened: its kind, what its template reads, and the case's key and stream."""

    kind: Kind
    paper: dict[str, Any]
    key: bytes
    about_pdf: str


def opened(document: Document) -> Opened:
    """Decrypt what stands in a document. NotFound once retention has destroyed the case's key."""
    draft, key = _case_of(document)
    content = vault.opened(document.content, key, about(draft, document.code, "content"))
    kind = kind_by_digest(document.kind)
    return Opened(kind, _paper(document, kind, content["data"]), key, about(draft, document.code, "pdf"))


def pdf_of(document: Document) -> bytes:
    """The signed file of a document that has one."""
    draft, key = _case_of(document)
    return crypto.decrypt_bytes(key, bytes(document.pdf or b""), about(draft, document.code, "pdf"))


def address(code: str) -> str:
    """Where a document is verified: what its QR code opens."""
    base: str = settings.JINLIN_ADDRESS or f"{SCHEME}://{settings.ALLOWED_HOSTS[0].lstrip('*.')}"
    return f"{base.rstrip('/')}/d/{code}"


def _case_of(document: Document) -> tuple[Draft, bytes]:
    draft = case_for(document.case_number, SYSTEM).draft
    return draft, vault.unwrapped(draft.case.sealed_key, draft.stream)


def _paper(document: Document, kind: Kind, data: dict[str, Any]) -> dict[str, Any]:
    return sheet_of(
        kind,
        number=document.number,
        code=document.code,
        issuer=document.issuer_name,
        issued=document.issued_at,
        valid_to=document.valid_to,
        data=data,
    )


def sheet_of(
    kind: Kind,
    *,
    number: str,
    code: str,
    issuer: str,
    issued: datetime,
    valid_to: datetime | None,
    data: dict[str, Any],
) -> dict[str, Any]:
    """What a template reads."""
    return {
        "name": {"zh": kind.name.zh, "en": kind.name.en},
        "number": number,
        "code": code,
        "issuer": issuer,
        "issued": issued.astimezone(clock.LOCAL).isoformat(),
        "valid_to": valid_to.astimezone(clock.LOCAL).isoformat() if valid_to else None,
        "address": address(code),
        "data": data,
    }
