"""What somebody sends, read before a thread is taken for it: of limited size, and not as slowly as they like.

Whoever sends half a request holds a connection, and nobody else's turn (Slowloris, R-U-Dead-Yet).
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager, suppress
from tempfile import SpooledTemporaryFile
from typing import IO

from django.conf import settings
from django.urls import Resolver404, resolve

from jinlin.api.refusals import TooLarge, TooSlow
from jinlin.lib.errors import Unready
from jinlin.lib.words import Words

FIRST = 20.0  # seconds that every body may take
SLOWEST = 2048  # bytes a second that add to them, as MinRate of mod_reqtimeout; any mobile link is faster
IN_MEMORY = 256 * 1024  # bytes of one body; what is longer goes into a temporary file
ON_DISK = 1024**3  # bytes of all bodies of one process that may lie in temporary files at once
LINGERS = 32 * 1024**2  # bytes that still pass by after the answer to what was refused
SMALL = 16 * 1024  # bytes that may be sent to any address: whose address it is need not be found out first
UNKNOWN = -1  # of a body that comes in chunks


def largest(path: str) -> int:
    """How many bytes may be sent to an address: what its view says (`takes_up_to`), else a form's worth."""
    try:
        view = resolve(path).func
    except Resolver404:
        view = None
    return int(getattr(view, "takes_up_to", settings.DATA_UPLOAD_MAX_MEMORY_SIZE))


def check(size: int, most: int) -> None:
    """TooLarge, before a byte of it is read."""
    if size > most:
        shown = f"{most // 1024 // 1024} MB" if most >= 1024 * 1024 else f"{most} B"
        raise TooLarge(
            f"内容太大：{size} 字节，这里最多收 {shown}",
            f"This is too large: {size} bytes, and at most {shown} are taken here",
            help=Words(zh="照片和文件每件不超过 10 MB", en="Photos and files may have 10 MB each"),
        )


async def read(chunks: AsyncIterator[bytes], size: int, most: int) -> IO[bytes]:
    """The whole body, at its start. TooLarge, or TooSlow."""
    body = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 -- whoever answers closes it
    loop, got = asyncio.get_running_loop(), 0
    began = loop.time()
    try:
        while got != size:
            async with asyncio.timeout_at(began + FIRST + got / SLOWEST):
                chunk = await chunks.__anext__()
            got += len(chunk)
            check(got, most)
            body.write(chunk)
    except StopAsyncIteration:
        pass
    except TimeoutError:
        body.close()
        raise too_slow() from None
    except BaseException:
        body.close()
        raise
    body.seek(0)
    return body


async def drain(chunks: AsyncIterator[bytes]) -> None:
    """Let what was refused pass by for a while: whoever is still sending would not see the answer."""
    left = LINGERS
    with suppress(TimeoutError, StopAsyncIteration):
        async with asyncio.timeout(FIRST):
            while left > 0:
                left -= len(await chunks.__anext__())


def too_slow() -> TooSlow:
    """For what did not come in time."""
    return TooSlow(
        "内容没有在规定时间内传完，没有受理；请在网络较好时重试",
        "This did not arrive in time, so nothing was done; try again on a better connection",
    )


class Room:
    """The place for bodies that do not fit into memory."""

    def __init__(self, most: int = ON_DISK) -> None:
        self.left = most

    @contextmanager
    def reserved(self, size: int) -> Iterator[None]:
        """Room for a body of that size. Unready if others fill it at the moment."""
        needed = size if size > IN_MEMORY else 0
        if needed > self.left:
            raise Unready(
                "正在上传的文件太多，请几分钟后再试",
                "Too many files are being sent at the moment; try again in a few minutes",
            )
        self.left -= needed
        try:
            yield
        finally:
            self.left += needed
