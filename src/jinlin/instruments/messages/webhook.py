"""Posting a message to the city's own gateway, which knows how to reach people.

The body is JSON: `id` (stable, so that a repetition is known), `case`, `to`, `recipients` (each with `phone`,
`openid` or both), `template`, `text` in both languages, `written_at`. `X-Jinlin-Signature: sha256=<hex>` is
the HMAC-SHA-256 of the body under `JINLIN_MESSAGE_WEBHOOK_KEY`. Any 2xx answer means that the gateway has
taken the message.
"""

from __future__ import annotations

import hashlib
import hmac
import http.client
import urllib.error
import urllib.request
from collections.abc import Sequence

from django.conf import settings

from jinlin.instruments.messages.models import Message
from jinlin.instruments.messages.recipients import Recipient
from jinlin.kernel.journal.selectors import epoch_of
from jinlin.lib.canonical import canonical
from jinlin.lib.errors import Unready
from jinlin.lib.words import Words

ANSWERS_WITHIN = 5  # seconds


def check() -> None:
    """Unready unless the gateway's address and key can be used."""
    _address()
    signature(b"")


def post(body: bytes) -> str | None:
    """Post the body of one message; None if it was taken, else why it was not."""
    request = urllib.request.Request(_address(), body, {  # noqa: S310 -- `_address` lets http and https through alone
        "Content-Type": "application/json",
        "X-Jinlin-Signature": f"sha256={signature(body)}",
    })  # fmt: skip
    try:
        with urllib.request.urlopen(request, timeout=ANSWERS_WITHIN):  # noqa: S310 -- the same
            return None
    except urllib.error.HTTPError as error:
        return f"网关答复 {error.code} / the gateway answered {error.code}"
    except (OSError, http.client.HTTPException) as error:
        return f"网关没有答复：{error} / the gateway does not answer: {error}"


def signature(body: bytes) -> str:
    """The hexadecimal HMAC-SHA-256 of `body`. `Unready` without a key: nothing is sent unsigned."""
    key: str = settings.JINLIN_MESSAGE_WEBHOOK_KEY
    if not key:
        raise Unready(
            "设置了 JINLIN_MESSAGE_WEBHOOK 就必须同时设置 JINLIN_MESSAGE_WEBHOOK_KEY",
            "JINLIN_MESSAGE_WEBHOOK needs JINLIN_MESSAGE_WEBHOOK_KEY beside it",
        )
    return hmac.new(key.encode(), body, hashlib.sha256).hexdigest()


def _address() -> str:
    address: str = settings.JINLIN_MESSAGE_WEBHOOK
    if not address.startswith(("http://", "https://")):
        raise Unready(
            "JINLIN_MESSAGE_WEBHOOK 不是 http 或 https 地址",
            "JINLIN_MESSAGE_WEBHOOK is not an http or https address",
        )
    return address


def body(message: Message, text: Words, to: Sequence[Recipient]) -> bytes:
    """What is posted. It is signed, so its bytes are settled here."""
    told = {
        "id": _id(message),
        "case": message.number,
        "to": message.to,
        "recipients": list(to),
        "template": message.template,
        "text": {"zh": text.zh, "en": text.en},
        "written_at": message.written_at.isoformat(),
    }
    return canonical(told).encode()


def _id(message: Message) -> str:
    """The same at a repetition. After an older dump was accepted, what is written has other ids than what was
    written before, and lost."""
    epoch = epoch_of(message.written_at)
    return f"{message.case_id}-{message.n}" + (f"-{epoch}" if epoch else "")
