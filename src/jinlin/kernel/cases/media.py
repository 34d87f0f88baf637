"""What a file is, told by its first bytes and never by its name."""

from __future__ import annotations

from jinlin.lib.errors import BadInput

SIGNATURES = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"%PDF-", "application/pdf"),
)


def media_type(content: bytes) -> str:
    """The media type of a picture, a PDF or plain text; BadInput for everything else."""
    for start, kind in SIGNATURES:
        if content.startswith(start):
            return kind
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    if _is_text(content):
        return "text/plain"
    raise BadInput(
        "只接收图片（PNG、JPEG、WebP）、PDF和纯文本",
        "Only pictures (PNG, JPEG, WebP), PDF and plain text are taken",
    )


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return False
    return all(letter.isprintable() or letter in "\t\r\n" for letter in text)
