"""Where somebody signs in from: the network, which tells home from abroad, and no more of the address."""

from __future__ import annotations

import ipaddress

from django.http import HttpRequest

IPV4, IPV6 = 24, 48  # bits that are kept: a street's worth of neighbours share them


def address_of(request: HttpRequest) -> str:
    """The address of the connection; empty if there is none, as in a program."""
    return str(request.META.get("REMOTE_ADDR") or "")


def network_of(address: str) -> str:
    """`192.0.2.0/24` of `192.0.2.77`, `2001:db8::/48` of an IPv6 address; empty if it is none."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return ""
    bits = IPV4 if found.version == 4 else IPV6
    return str(ipaddress.ip_network((found, bits), strict=False))
