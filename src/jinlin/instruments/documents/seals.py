"""Reading the signatures of a PDF."""

from __future__ import annotations

import io
import re

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

from jinlin.instruments.documents.verifying import Look, Seal

_CODE = re.compile(r"[2-9A-Y]{5}-[2-9A-Y]{5}-[2-9A-Y]{5}")


def look_inside(pdf: bytes) -> Look:
    """The signature and the code of a PDF. It raises whatever pyHanko raises on a file that is none."""
    reader = PdfFileReader(io.BytesIO(pdf), strict=False)
    code = _code(reader)
    try:
        signatures = reader.embedded_regular_signatures
        if not signatures:
            return Look(Seal.NONE, code=code)
        newest = signatures[-1]
        return Look(_seal(newest), _signer(newest), code)
    except Exception:  # whatever it is that cannot be read there, it was not signed so
        return Look(Seal.BROKEN, code=code)


def _seal(signature: EmbeddedPdfSignature) -> Seal:
    certificate = signature.signer_cert
    if certificate is None:
        return Seal.BROKEN
    digest = signature.compute_digest()
    holds = all(validate_sig_integrity(signature.signer_info, certificate, "data", digest))
    if not holds:
        return Seal.BROKEN
    covers = signature.evaluate_signature_coverage()
    return Seal.WHOLE if covers is SignatureCoverageLevel.ENTIRE_FILE else Seal.APPENDED


def _signer(signature: EmbeddedPdfSignature) -> str:
    certificate = signature.signer_cert
    return str(certificate.subject.human_friendly) if certificate is not None else ""


def _code(reader: PdfFileReader) -> str:
    """The code that `official.typ` puts into the keywords of a file."""
    if "/Info" not in reader.trailer:
        return ""
    found = _CODE.search(str(reader.trailer["/Info"].get("/Keywords", "")))
    return found[0] if found else ""
