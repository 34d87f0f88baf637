"""A city's message gateway, on loopback."""

from __future__ import annotations

import json
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Gateway:
    """Keeps what it was sent and answers what it is told to."""

    def __init__(self) -> None:
        self.answer = 204
        self.before_answering: Callable[[], object] = lambda: None
        self.taken: list[tuple[dict[str, Any], str, bytes]] = []
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                gateway.taken.append((json.loads(body), self.headers["X-Jinlin-Signature"], body))
                gateway.before_answering()
                self.send_response(gateway.answer)
                self.end_headers()

            def log_message(self, *args: Any) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/messages"
