"""Somebody who speaks just enough of PostgreSQL's protocol to refuse, or to say an old version."""

from __future__ import annotations

import socketserver
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager

SSL_REQUEST, GSS_REQUEST = 80877103, 80877104


@contextmanager
def pretender(*, refuse: str = "", version: str = "15.0") -> Iterator[str]:
    """The URL of a pretended server that refuses with a sentence, or lets in and names its version."""

    class Talk(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            while _startup(self.rfile.read(8), self.rfile) in (SSL_REQUEST, GSS_REQUEST):
                self.wfile.write(b"N")
            self.wfile.write(_refusal(refuse) if refuse else _welcome(version))
            self.rfile.read()

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Talk) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"postgresql://u:geheim@127.0.0.1:{server.server_address[1]}/db"
        server.shutdown()


def _startup(head: bytes, rest: object) -> int:
    length, code = struct.unpack("!ii", head)
    rest.read(length - 8)  # type: ignore[attr-defined]  # the parameters do not matter
    return int(code)


def _refusal(sentence: str) -> bytes:
    return _message(b"E", b"SFATAL\0C28P01\0M" + sentence.encode() + b"\0\0")


def _welcome(version: str) -> bytes:
    parameter = b"server_version\0" + version.encode() + b"\0"
    return _message(b"R", struct.pack("!i", 0)) + _message(b"S", parameter) + _message(b"Z", b"I")


def _message(kind: bytes, body: bytes) -> bytes:
    return kind + struct.pack("!i", len(body) + 4) + body
