"""What a PDF says of itself: whether its signature holds, and which document it claims to be.

What was changed in it is not guessed: a file is the one that was issued, byte for byte, or it is not.
"""

from __future__ import annotations

import io
import re
from enum import StrEnum
from typing import NamedTuple

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import SignatureCoverageLevel
from pyhanko.sign.validation.generic_cms import validate_sig_integrity
from pyhanko.sign.validation.pdf_embedded import EmbeddedPdfSignature

LARGEST = 10 * 1024 * 1024
_CODE = re.compile(r"[2-9A-Y]{5}-[2-9A-Y]{5}-[2-9A-Y]{5}")


class Seal(StrEnum):
    """How the signature of a file stands."""

    WHOLE = "whole"  # it holds, and covers all of the file
    APPENDED = "appended"  # it holds for the beginning of the file, and something was added after it
    BROKEN = "broken"  # what it covers was changed, or it is no signature
    NONE = "none"  # the file is not signed
    UNREADABLE = "unreadable"  # this is not a PDF that can be read


class Look(NamedTuple):
    """What was seen of a file: its signature, who signed, and the verification code that it bears."""

    seal: Seal
    signed_by: str = ""
    code: str = ""


def look(pdf: bytes) -> Look:
    """Look at a file of at most `LARGEST` bytes, whatever it is. No certificate is trusted here: whether it
    is ours is told by the digest that the journal has."""
    if len(pdf) > LARGEST:
        return Look(Seal.UNREADABLE)
    try:
        return _look(PdfFileReader(io.BytesIO(pdf), strict=False))
    except Exception:  # a hostile file raises whatever it likes, and is told to be unreadable
        return Look(Seal.UNREADABLE)


def _look(reader: PdfFileReader) -> Look:
    code = _code(reader)
    signatures = reader.embedded_regular_signatures
    if not signatures:
        return Look(Seal.NONE, code=code)
    newest = signatures[-1]
    return Look(_seal(newest), _signer(newest), code)


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
