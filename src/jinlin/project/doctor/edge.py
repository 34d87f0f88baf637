"""How people come to the server: its public address, and the proxy before it."""

from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings

from jinlin.lib.words import Words
from jinlin.project.doctor.findings import Finding, fault

_GUIDE = Words(
    zh="见 docs/how-to/run-for-real.md 和 deploy/", en="See docs/how-to/run-for-real.md and deploy/"
)


def public_address() -> Iterator[Finding]:
    """People reach a real installation by TLS, under a name that it knows."""
    if not settings.PUBLIC.is_https and not settings.DEMO:
        yield fault(
            "JINLIN_ADDRESS 不是居民打开的 https 网址：浏览器不会一直用 https，文书上的网址也可能不对",
            "JINLIN_ADDRESS is not the https address that people open: browsers are not told to stay with "
            "https, and the address on documents may be wrong",
            helps=_GUIDE,
        )


def proxies() -> Iterator[Finding]:
    """The proxy that ends TLS is believed: else nobody is told from anybody, and one guesser stops all."""
    if settings.PUBLIC.is_https and not settings.PROXIES.networks:
        yield fault(
            "有 https 网址，却没有在 JINLIN_PROXIES 中写明反向代理：所有人被当作同一个来访地址",
            "There is an https address and no proxy in JINLIN_PROXIES: everybody passes for one client",
            helps=_GUIDE,
        )
