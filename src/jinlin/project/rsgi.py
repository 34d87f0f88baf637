"""Between granian's event loop and Django's threads: the loop reads bodies and sends answers, so that a
thread works for as long as Django does, and never waits for somebody's network.

RSGI is granian's own interface; WSGI (PEP 3333) is what Django's threads speak.
"""

from __future__ import annotations

import asyncio
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, suppress
from io import BytesIO
from tempfile import SpooledTemporaryFile
from typing import IO, Any, NamedTuple

from granian._granian import RSGIHTTPProtocol as HTTPProtocol
from granian._granian import RSGIProtocolClosed as ProtocolClosed
from granian.rsgi import Scope

from jinlin.api.refusals import TooLarge
from jinlin.lib.errors import REFUSED, Problem
from jinlin.project import bodies
from jinlin.project.proxies import Application, Environ
from jinlin.project.vitals.number import WATCHED

CHUNK = 256 * 1024  # bytes
TAKEN_WITHIN = 60.0  # seconds in which a reader must take one chunk of a long answer


class Answered(NamedTuple):
    """Status, headers, and the content: whole, at its start."""

    status: int
    headers: list[tuple[str, str]]
    content: IO[bytes]
    size: int


class Served:
    """What granian serves: `application`, in so many threads."""

    def __init__(self, application: Application, threads: int) -> None:
        self.application, self.number = application, threads
        self.room = bodies.Room()

    def __rsgi_init__(self, loop: asyncio.AbstractEventLoop) -> None:
        """In each process, once it has its loop."""
        self.threads = ThreadPoolExecutor(self.number, "request")
        self.watched = ThreadPoolExecutor(1, "watched")  # who watches waits for no request

    def __rsgi_del__(self, loop: asyncio.AbstractEventLoop) -> None:
        """What was begun is finished."""
        self.threads.shutdown()
        self.watched.shutdown()

    async def __rsgi__(self, scope: Scope, protocol: HTTPProtocol) -> None:
        """One request. What is refused of its body Django tells, as it tells any problem."""
        environ = environ_of(scope)
        with ExitStack() as held, suppress(ProtocolClosed):  # whoever asked has gone
            try:
                body = await self._body(environ, protocol, held)
            except Problem as problem:
                environ[REFUSED], body = problem, BytesIO()
            environ["wsgi.input"] = held.enter_context(closing(body))
            loop = asyncio.get_running_loop()
            threads = self.watched if environ["PATH_INFO"] in WATCHED else self.threads
            answered = await loop.run_in_executor(threads, answer, self.application, environ)
            await send(protocol, held.enter_context(closing(answered.content)), answered)
            if isinstance(environ.get(REFUSED), TooLarge):
                await bodies.drain(aiter(protocol))

    async def _body(self, environ: Environ, protocol: HTTPProtocol, held: ExitStack) -> IO[bytes]:
        """What is sent with a request. Problems of `bodies`."""
        size = _size(environ)
        if size == 0:
            return BytesIO()
        most = bodies.SMALL
        if not 0 < size <= most:
            most = bodies.largest(environ["PATH_INFO"].encode("latin-1").decode())
            bodies.check(size, most)
        held.enter_context(self.room.reserved(most if size == bodies.UNKNOWN else size))
        return await bodies.read(aiter(protocol), size, most)


def environ_of(scope: Scope) -> Environ:
    """The WSGI environment of a request, without headers with an underscore: they would pass for others."""
    host, _, port = scope.server.rpartition(":")
    environ: Environ = {
        "REQUEST_METHOD": scope.method,
        "SCRIPT_NAME": "",
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_NAME": host.strip("[]"),
        "SERVER_PORT": port,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.scheme,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for name, value in scope.headers.items():
        if "_" not in name:
            key = _KEYS.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
            before = environ.get(key)
            environ[key] = value if before is None else f"{before}{'; ' if name == 'cookie' else ','}{value}"
    return environ


_KEYS = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}


def answer(application: Application, environ: Environ) -> Answered:
    """What the application answers, in its own thread from beginning to end: also a long answer is made as
    fast as we can, whoever reads it."""
    status, headers = 500, list[tuple[str, str]]()

    def start_response(line: str, told: list[tuple[str, str]], exc_info: Any = None) -> None:
        nonlocal status, headers
        status, headers = int(line[:3]), told

    parts = application(environ, start_response)
    content = SpooledTemporaryFile(bodies.IN_MEMORY)  # noqa: SIM115 -- whoever sends it closes it
    try:
        for part in parts:
            content.write(part)
    finally:
        if hasattr(parts, "close"):
            parts.close()
    size = content.tell()
    content.seek(0)
    return Answered(status, headers, content, size)


async def send(protocol: HTTPProtocol, content: IO[bytes], answered: Answered) -> None:
    """The answer, in chunks if it is long; a reader who does not take it is left."""
    if answered.size <= CHUNK:
        protocol.response_bytes(answered.status, answered.headers, content.read())
        return
    stream = protocol.response_stream(answered.status, answered.headers)
    while chunk := content.read(CHUNK):
        async with asyncio.timeout(TAKEN_WITHIN):
            await stream.send_bytes(chunk)


def _size(environ: Environ) -> int:
    """The length of the body, 0 if there is none."""
    told = environ.get("CONTENT_LENGTH", "")
    if "HTTP_TRANSFER_ENCODING" in environ:
        return bodies.UNKNOWN
    return int(told) if told.isascii() and told.isdigit() and len(told) < 16 else 0
