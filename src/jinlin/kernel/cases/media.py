"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

from jinlin.lib.errors import BadInput
from jinlin.lib.text import is_plain

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"%PDF-", "application/pdf"),
)
HEIC = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
"""Brands of ISO/IEC 23008-12: what telephones take; it is kept as JPEG, which every browser shows."""


def media_type(content: bytes) -> str:
    """The media type of a picture, a PDF or plain text; BadInput for everything else."""
    for start, kind in SIGNATURES:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if content[4:8] == b"ftyp" and content[8:12] in HEIC:
        return "image/heic"
    if _is_text(content):
        return "text/plain"
    raise BadInput(
        "只接收图片（PNG、JPEG、WebP、HEIC）、PDF和纯文本",
        "Only pictures (PNG, JPEG, WebP, HEIC), PDF and plain text are taken",
    )


def _is_text(content: bytes) -> bool:
    try:
        return is_plain(content.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return False
