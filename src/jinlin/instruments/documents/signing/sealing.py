"""Putting the institution's signature under a document: PAdES, with a visible side at the seal's place."""

from __future__ import annotations

import io
from datetime import datetime
from typing import NamedTuple

from django.conf import settings
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.layout import BoxConstraints
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import BasePdfFileWriter
from pyhanko.sign.fields import MDPPerm, SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.constants import ESIC_EXTENSION_1
from pyhanko.sign.timestamps import HTTPTimeStamper, TimestampRequestError
from pyhanko.stamp import StaticStampStyle

from jinlin.instruments.documents.signing.keys import Sealer, sealer
from jinlin.instruments.documents.signing.readiness import unready
from jinlin.instruments.documents.typesetting import Place, Sheet, seal, set_mark
from jinlin.lib import clock

PAGE_HEIGHT = 841.89  # points: A4
WIDTH, HEIGHT = 221.1, 68.0  # points: 78 mm by 24 mm, as `seal.typ` and `sign-off` have it
FIELD = "Seal"
SIGNATURE_ITSELF = 4096  # bytes: more than any key in use makes, with the attributes that are signed


class Signed(NamedTuple):
    """The signed file, and the name in the certificate that signed it."""

    pdf: bytes
    by: str


class _Signer(PdfSigner):
    """Signs within PDF 1.7, which PDF/A-2 is (ISO 19005-2, 5.1): keys of any kind are those of PAdES here.
    pyHanko would make a PDF 2.0 of it for a key on a curve (ISO/TS 32002), and the file no PDF/A any more."""

    def register_extensions(self, pdf_out: BasePdfFileWriter, *, md_algorithm: str) -> None:
        """PAdES, and no more."""
        pdf_out.register_extension(ESIC_EXTENSION_1)


class _Mark(PdfContent):
    """The visible side of a signature, a sheet of its own, with its fonts in it as PDF/A wants them."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        """Take the sheet over into the document."""
        page = self._ensure_writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject["/Mark"] = page
        self.box = BoxConstraints(width=WIDTH, height=HEIGHT)
        return b"/Mark Do"


def sign(sheet: Sheet, organisation: str, name: str, at: datetime) -> Signed:
    """Sign a sheet for an institution called `name`. It may not be changed after that in any way.

    Unready if its key cannot be used, or the time-stamping authority `JINLIN_TSA` does not answer.
    """
    with sealer(organisation) as by:
        try:
            return Signed(_signed(sheet, by, _mark(by, name, at), name), by.name)
        except (TimestampRequestError, OSError, SigningError) as error:
            raise unready(f"不能签章：{error}", f"This could not be signed: {error}") from error


def _signed(sheet: Sheet, by: Sealer, mark: bytes, name: str) -> bytes:
    about = PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        subfilter=SigSeedSubFilter.PADES,
        name=name,
        certify=True,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    signer = _Signer(
        about,
        by.signer,
        timestamper=HTTPTimeStamper(settings.JINLIN_TSA) if settings.JINLIN_TSA else None,
        stamp_style=StaticStampStyle(background=_Mark(mark), border_width=0),
        new_field_spec=SigFieldSpec(FIELD, on_page=sheet.seal.page - 1, box=_box(sheet.seal)),
    )
    unsigned = IncrementalPdfFileWriter(io.BytesIO(sheet.pdf))
    return bytes(signer.sign_pdf(unsigned, bytes_reserved=_reserved(by)).getvalue())


def _reserved(by: Sealer) -> int | None:
    """Room for the signature, in hexadecimal digits. Without it pyHanko signs twice to find it out, which
    it must where a time stamp of unknown length comes too."""
    if settings.JINLIN_TSA:
        return None
    certificates = {by.signer.signing_cert, *by.signer.cert_registry}
    return 2 * (SIGNATURE_ITSELF + sum(len(one.dump()) for one in certificates if one is not None))


def _mark(by: Sealer, name: str, at: datetime) -> bytes:
    local = at.astimezone(clock.LOCAL)
    said = {"issuer": name, "at": f"{local:%Y-%m-%d %H:%M}", "demo": by.is_demo}
    return set_mark(seal(), said, at)


def _box(place: Place) -> tuple[int, int, int, int]:
    """PDF counts from below, and rectangles of annotations in whole points here."""
    top = PAGE_HEIGHT - place.y
    return round(place.x), round(top - HEIGHT), round(place.x + WIDTH), round(top)
