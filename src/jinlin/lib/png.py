"""PNG (ISO/IEC 15948) without the chunks that no eye sees."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

BEGIN = b"\x89PNG\r\n\x1a\n"
_SEEN = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"iCCP", b"eXIf"})
"""What makes the picture; `eXIf` says which side is up."""
_LARGEST_PROFILE = 256 * 1024
_HEAD = struct.Struct(">I4s")


def without_odd_chunks(content: bytes) -> bytes:
    """The same picture without texts and whatever else a program put in, each check sum right; what is no
    PNG as it is. A check sum is not what tells a damaged picture: its data do when they are unpacked."""
    if not content.startswith(BEGIN):
        return content
    made = [BEGIN]
    for name, data in _chunks(content):
        if name in _SEEN and not (name == b"iCCP" and len(data) > _LARGEST_PROFILE):
            made += [_HEAD.pack(len(data), name), data, struct.pack(">I", zlib.crc32(name + data))]
    return b"".join(made)


def _chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and data of each chunk up to the last, or to where the file breaks off."""
    at, name = len(BEGIN), b""
    while at + _HEAD.size <= len(content) and name != b"IEND":
        length, name = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        yield name, content[at : at + length]
        at += length + 4
