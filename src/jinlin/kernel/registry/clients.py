"""Who is at the other end of a connection. Every door asks here, so that all limits mean the same client.

The address is the connection's own, or what a trusted proxy says of it: `project.proxies` has seen to that
before anybody reads it.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from django.core import signing
from django.http import HttpRequest, HttpResponse

from jinlin.lib import crypto

KEPT_BITS = {4: 24, 6: 48}  # of an address that is written down: a street's worth of neighbours share them
COUNTED_BITS = {4: 32, 6: 64}  # one household has a whole /64, and may take another address of it each time
COOKIE, SALT = "jinlin_device", "device"
KNOWN_FOR = 180 * 24 * 3600  # seconds


@dataclass(frozen=True, slots=True)
class Client:
    """An address, and the device if it is one from which somebody signed in before."""

    address: str
    device: str = ""
    device_of: str = ""

    @property
    def place(self) -> str:
        """What limits count by: the IPv4 address, the /64 of an IPv6 address."""
        return _network(self.address, COUNTED_BITS) or self.address

    @property
    def network(self) -> str:
        """What is written down: `192.0.2.0/24` of `192.0.2.77`, a /48 of IPv6; empty if it is no address."""
        return _network(self.address, KEPT_BITS)

    def knows(self, username: str) -> bool:
        """Whether this person signed in from this device before."""
        return bool(self.device) and self.device_of == _short(username)


def client_of(request: HttpRequest) -> Client:
    """The client of a request. A device cookie that is not ours, or is too old, counts as none."""
    address = str(request.META.get("REMOTE_ADDR") or "")
    try:
        told = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=KNOWN_FOR)
    except signing.BadSignature:
        return Client(address)
    return Client(address, *told)


def remember_device(response: HttpResponse, username: str, *, secure: bool) -> None:
    """Let the browser say next time that this person signed in from it (OWASP: device cookies). It opens
    nothing: it keeps somebody else's guesses from shutting this person out."""
    known = signing.dumps((crypto.token(), _short(username)), salt=SALT)
    response.set_cookie(COOKIE, known, KNOWN_FOR, secure=secure, httponly=True, samesite="Lax")


def _short(username: str) -> str:
    """Not the name: a shared computer tells nobody who used it."""
    return crypto.sha256(f"{SALT}/{username.strip().lower()}").hex()[:16]


def _network(address: str, bits: dict[int, int]) -> str:
    try:
        found = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return ""
    if found.version == 6 and found.ipv4_mapped:
        found = found.ipv4_mapped
    return str(ipaddress.ip_network((found, bits[found.version]), strict=False))
