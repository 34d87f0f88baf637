"""Where people reach this installation: `JINLIN_ADDRESS`."""

from __future__ import annotations

from typing import NamedTuple
from urllib.parse import urlsplit

from jinlin.lib.errors import Unready

LOOPBACK_NAMES = "127.0.0.1,localhost,[::1]"


class PublicAddress(NamedTuple):
    """`https` and `city.example` of `https://city.example/`; both empty where none is set."""

    scheme: str
    host: str

    @classmethod
    def read(cls, text: str) -> PublicAddress:
        """Scheme, host and perhaps a port, and no path. Unready for anything else."""
        if not text:
            return cls("", "")
        try:
            parts = urlsplit(text.strip())
            whole = (parts.scheme, parts.netloc.rpartition("@")[2])
            is_address = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
        except ValueError:
            is_address = None
        if not is_address or parts.path not in ("", "/") or parts.query or parts.fragment or parts.username:
            raise Unready(
                "JINLIN_ADDRESS 应为居民打开本系统的网址，不带路径，如 https://city.example/",
                "JINLIN_ADDRESS is the address that people open, without a path, as https://city.example/",
            )
        return cls(*whole)

    @property
    def origins(self) -> list[str]:
        """From where forms may be sent to us, as browsers write it."""
        return [f"{self.scheme}://{self.host}"] if self.host else []

    @property
    def is_https(self) -> bool:
        """Whether people reach us by TLS alone."""
        return self.scheme == "https"

    def hosts(self, named: str) -> list[str]:
        """The names by which we may be called: those that `JINLIN_HOSTS` names, else ours and loopback."""
        own = [self.host.rpartition(":")[0] if _has_port(self.host) else self.host] if self.host else []
        return [one.strip() for one in named.split(",")] if named else [*own, *LOOPBACK_NAMES.split(",")]


def _has_port(host: str) -> bool:
    return ":" in host.rpartition("]")[2]
