"""The line between Jinlin and its database: it can be moved to another server, and it can go silent."""

from __future__ import annotations

import socket
import threading
from contextlib import suppress

CHUNK = 65_536
LOOKS_EVERY = 0.05  # seconds


class Line:
    """A TCP proxy on loopback. What was connected stays where it is when the line is moved."""

    def __init__(self, to: int) -> None:
        self.to = to
        self.is_silent = threading.Event()
        self.is_dead = False
        self._held: list[socket.socket] = []
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._listening.getsockname()[1])
        threading.Thread(target=self._take, daemon=True, name="line").start()

    def close(self) -> None:
        """Nobody connects any more."""
        self._listening.close()

    def _take(self) -> None:
        while True:
            try:
                caller, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._join, args=(caller,), daemon=True).start()

    def _join(self, caller: socket.socket) -> None:
        """Carry bytes both ways until one side hangs up; while the line is silent nothing is carried at all,
        not even that somebody has gone."""
        if self.is_dead:
            self._held.append(caller)  # its call is taken by nobody, and nobody says so
            return
        try:
            server = socket.create_connection(("127.0.0.1", self.to), 5)
            server.settimeout(None)  # connected, a server may think as long as it likes
        except OSError:
            caller.close()
            return
        silent = self.is_silent
        ways = [threading.Thread(target=_carry, args=(*pair, silent), daemon=True)
                for pair in ((caller, server), (server, caller))]  # fmt: skip
        for way in ways:
            way.start()

    def go_silent(self) -> None:
        """From now on nothing comes through, and nobody hears why."""
        self.is_dead = True
        self.is_silent.set()

    def move(self, to: int) -> None:
        """To another server, for whoever connects from now on."""
        self.to, self.is_silent, self.is_dead = to, threading.Event(), False


def _carry(source: socket.socket, target: socket.socket, silent: threading.Event) -> None:
    with suppress(OSError):
        while data := source.recv(CHUNK):
            if silent.is_set():
                return  # kept open, and never heard of again
            target.sendall(data)
    if not silent.is_set():
        for one in (source, target):
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
