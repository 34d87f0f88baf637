"""A file between its dry run and its doing: kept for an hour, for the one who sent it."""

from __future__ import annotations

import json
from io import BytesIO
from typing import Any, NamedTuple

from django.core.cache import cache
from django.http import HttpRequest

from jinlin.kernel.registry.actors import Actor
from jinlin.lib import lists
from jinlin.lib.crypto import sha256
from jinlin.lib.errors import BadInput, Changed
from jinlin.lib.words import Words

LARGEST = 10 * 1024 * 1024  # bytes; the divisions of a whole province fit
HOUR = 3600


class Upload(NamedTuple):
    """A file, CSV or XLSX, and what was said beside it."""

    content: bytes
    source: str
    may_drop: bool = False

    def rows(self) -> list[lists.Row]:
        """Its rows by the header. BadInput without any."""
        found = list(lists.read(BytesIO(self.content)))
        if not found:
            raise BadInput("文件里没有数据行", "The file holds no rows")
        return found

    def features(self) -> dict[str, Any]:
        """The object of a GeoJSON file. BadInput if it is none."""
        try:
            found = json.loads(self.content)
        except ValueError:
            found = None
        if not isinstance(found, dict):
            raise BadInput("这不是 GeoJSON 文件（UTF-8）", "This is no GeoJSON file in UTF-8")
        return found

    def header(self) -> tuple[str, ...]:
        """Its header."""
        return lists.read(BytesIO(self.content)).header


def sent(request: HttpRequest) -> Upload:
    """The file of this request. BadInput if there is none, or it is too large."""
    file = request.FILES.get("file")
    if file is None or not file.size:
        raise BadInput("请选择一个文件", "Choose a file")
    if file.size > LARGEST:
        raise BadInput(
            f"文件太大：最多 {LARGEST // 1024 // 1024} MB", f"The file is over {LARGEST // 1024 // 1024} MB"
        )
    return Upload(file.read(), request.POST.get("source", ""), "may_drop" in request.POST)


def keep(upload: Upload, what: str, actor: Actor) -> str:
    """Remember the file; the key under which `kept` finds it."""
    key = sha256(f"{upload.source}\n{upload.may_drop}\n".encode() + upload.content).hex()
    cache.set(_name(key, what, actor), tuple(upload), HOUR)
    return key


def kept(key: str, what: str, actor: Actor) -> Upload:
    """The file that was kept. Changed if it is gone, or was sent by another or for another table."""
    found = cache.get(_name(key[:64], what, actor))
    if found is None:
        raise Changed(
            "刚才的文件已不在这里（最多保留一小时）。",
            "The file is not here any more; it is kept for an hour.",
            help=Words(zh="请重新上传。", en="Send it again."),
        )
    return Upload(*found)


def forget(key: str, what: str, actor: Actor) -> None:
    """It has been done."""
    cache.delete(_name(key[:64], what, actor))


def _name(key: str, what: str, actor: Actor) -> str:
    return f"upload/{sha256(f'{actor.label} {what} {key}').hex()}"
