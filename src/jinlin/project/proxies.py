"""What a reverse proxy says of a request, believed of the proxies in `JINLIN_PROXIES` alone.

Scheme, host and client address are set right once, before anything reads them: whatever follows knows of no
proxy, and asks the request.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from jinlin.lib.errors import Unready

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
Environ = dict[str, Any]
Application = Callable[[Environ, Any], Iterable[bytes]]
SAID = ("HTTP_X_FORWARDED_FOR", "HTTP_X_FORWARDED_PROTO", "HTTP_X_FORWARDED_HOST", "HTTP_FORWARDED")


class Proxies(NamedTuple):
    """The networks whose word is believed; none by default."""

    networks: tuple[Network, ...] = ()

    @classmethod
    def read(cls, text: str) -> Proxies:
        """Addresses or CIDR, separated by commas, as `127.0.0.1,10.0.0.0/24`. Unready for anything else."""
        try:
            return cls(tuple(ipaddress.ip_network(one.strip()) for one in text.split(",") if one.strip()))
        except ValueError as error:
            raise Unready(
                f"JINLIN_PROXIES 应为以逗号分隔的地址或网段，如 127.0.0.1,10.0.0.0/24：{error}",
                f"JINLIN_PROXIES is a list of addresses or networks, as 127.0.0.1,10.0.0.0/24: {error}",
            ) from error

    def trust(self, address: Address | None) -> bool:
        """Whether the word of this address is believed."""
        return address is not None and any(address in one for one in self.networks)

    def see_through(self, environ: Environ) -> None:
        """Write the scheme, host and address of the client into a WSGI environment, where a trusted proxy
        tells them; forget what anybody else tells."""
        said = {name: _listed(environ.pop(name, "")) for name in SAID}
        peer = _address(str(environ.get("REMOTE_ADDR", "")))
        if not self.trust(peer):
            return
        environ["REMOTE_ADDR"] = str(self._client(peer, said["HTTP_X_FORWARDED_FOR"]))
        # Of several, the last: it is the word of the proxy next to us.
        if said["HTTP_X_FORWARDED_PROTO"][-1:] in (["http"], ["https"]):
            environ["wsgi.url_scheme"] = said["HTTP_X_FORWARDED_PROTO"][-1]
        if said["HTTP_X_FORWARDED_HOST"]:
            environ["HTTP_HOST"] = said["HTTP_X_FORWARDED_HOST"][-1]

    def _client(self, peer: Address | None, path: list[str]) -> Address | None:
        """Each proxy adds whom it heard: the last that is none of ours is the client. What stands before may
        be invented."""
        client = peer
        for text in reversed(path):
            heard = _address(text)
            if heard is None:
                return client
            client = heard
            if not self.trust(heard):
                return client
        return client


def behind(proxies: Proxies, application: Application) -> Application:
    """The WSGI application, which hears of its clients as if there were no proxy."""

    def seen_through(environ: Environ, start_response: Any) -> Iterable[bytes]:
        proxies.see_through(environ)
        return application(environ, start_response)

    return seen_through


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.split(",") if one.strip()]


def _address(text: str) -> Address | None:
    """An address as proxies write it: bare, or with a port."""
    host = text[1:].partition("]")[0] if text.startswith("[") else text
    if host.count(":") == 1:
        host = host.partition(":")[0]
    try:
        found = ipaddress.ip_address(host)
    except ValueError:
        return None
    return (found.version == 6 and found.ipv4_mapped) or found
