"""Photos that come with a form."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.files import File

from jinlin.kernel.cases.actions import NewFile
from jinlin.kernel.cases.actions.files import LARGEST
from jinlin.kernel.cases.media import media_type
from jinlin.lib.errors import BadInput

FIELD = "photos"
MOST = 9  # at once; a case bears 50 in all
ALL = MOST * LARGEST  # bytes


def photos(sent: Sequence[File[bytes]]) -> list[NewFile]:
    """The photos as the kernel keeps them. BadInput for too many, too large, and what is no picture."""
    chosen = [one for one in sent if one.size or one.name]
    if len(chosen) > MOST:
        raise BadInput(f"一次最多传{MOST}张照片", f"At most {MOST} photos at once")
    return [_photo(one) for one in chosen]


def _photo(sent: File[bytes]) -> NewFile:
    name = (sent.name or "")[:60]
    if (sent.size or 0) > LARGEST:
        raise BadInput(
            f"“{name}”超过10MB，请压缩后再传",
            f"'{name}' is over 10 MB; make it smaller and send it again",
        )
    content = sent.read()
    if not content or not media_type(content).startswith("image/"):
        raise BadInput(
            f"“{name}”不是照片；只接收 PNG、JPEG、WebP、HEIC",
            f"'{name}' is not a photo; only PNG, JPEG, WebP and HEIC are taken",
        )
    return NewFile(sent.name or "", content)
