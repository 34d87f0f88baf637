"""What this installation asks of others: the message gateway, time stamps, the city's sign-in, a signer."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from urllib.parse import urlsplit

from django.conf import settings

from jinlin.lib.words import Words
from jinlin.project.doctor.findings import Finding, advice, fault

ANSWERS_WITHIN = 5  # seconds
PORTS = {"http": 80, "https": 443}
_MESSAGES = Words(
    zh="设置 JINLIN_MESSAGE_WEBHOOK 和 JINLIN_MESSAGE_WEBHOOK_KEY，见 docs/reference/configuration.md",
    en="Set JINLIN_MESSAGE_WEBHOOK and JINLIN_MESSAGE_WEBHOOK_KEY: docs/reference/configuration.md",
)


def messages() -> Iterator[Finding]:
    """The message gateway is named, has its key, and answers."""
    if not settings.JINLIN_MESSAGE_WEBHOOK:
        yield advice(
            "没有设置消息网关：消息只能在事项页面上看到，不会发到手机",
            "No message gateway is set up: messages are readable on their cases and reach no telephone",
            helps=_MESSAGES,
        )
        return
    if not settings.JINLIN_MESSAGE_WEBHOOK_KEY:
        yield fault(
            "消息网关没有密钥，消息发不出去",
            "The message gateway has no key: nothing is sent unsigned",
            helps=_MESSAGES,
        )
    yield from _reached(
        settings.JINLIN_MESSAGE_WEBHOOK, Words(zh="消息网关", en="message gateway"), "JINLIN_MESSAGE_WEBHOOK"
    )


def time_stamps() -> Iterator[Finding]:
    """The time-stamping authority, if one is named, answers."""
    if settings.JINLIN_TSA:
        yield from _reached(
            settings.JINLIN_TSA, Words(zh="时间戳服务", en="time-stamping authority"), "JINLIN_TSA"
        )


def sign_in() -> Iterator[Finding]:
    """The city's own sign-in, if one is named, answers."""
    if settings.OIDC:
        yield from _reached(
            settings.OIDC.issuer, Words(zh="统一身份认证", en="city's sign-in"), "JINLIN_OIDC_ISSUER"
        )


def signer() -> Iterator[Finding]:
    """There is a key to sign documents with."""
    if not settings.JINLIN_SIGNER and not settings.DEMO_SIGNS:
        yield advice(
            "没有签章密钥：需要出具文书的步骤会被拒绝",
            "There is no key to sign with: steps that issue documents are refused",
            helps=Words(zh="见 docs/how-to/sign-documents.md", en="See docs/how-to/sign-documents.md"),
        )


def _reached(address: str, who: Words, variable: str) -> Iterator[Finding]:
    """Whether somebody takes a connection there; nothing is sent."""
    parts = urlsplit(address)
    try:
        port = parts.port or PORTS.get(parts.scheme)
        socket.create_connection((parts.hostname or "", port or 0), ANSWERS_WITHIN).close()
    except (OSError, ValueError) as error:
        yield fault(
            f"{who.zh} {address} 连不上：{error}",
            f"The {who.en} at {address} does not answer: {error}",
            helps=Words(zh=f"检查 {variable}、网络和防火墙", en=f"Check {variable}, network and firewall"),
        )
