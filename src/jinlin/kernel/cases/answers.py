"""Idempotency: a request with a key is carried out once, and answered the same for 90 days."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, NamedTuple

from django.db import connection

from jinlin.kernel.cases import vault
from jinlin.kernel.cases.models import Answer
from jinlin.kernel.cases.transactions import whole_or_nothing
from jinlin.lib import clock, crypto
from jinlin.lib.canonical import canonical
from jinlin.lib.errors import KeyReused, Problem

KEPT = timedelta(days=90)
"""How long an answer is kept; that it was given is kept for ever."""
_KEEP = """
    INSERT INTO case_answer (actor, key, request, status, body, answered_at)
    VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (actor, key) DO NOTHING
"""


class Answered(NamedTuple):
    """What a request was answered, and whether this was said before."""

    status: int
    body: str
    again: bool = False


class _SaidBefore(Exception):  # noqa: N818 -- it is no error: the work is undone, the first answer is given
    """The key was used by another request, which won."""


def once(actor: str, key: str, request: bytes, work: Callable[[], tuple[int, str]]) -> Answered:
    """Do `work` in one transaction with its answer; under a key already used, give the first answer.

    `request` is the digest of what was asked. KeyReused if the key came first with another request. The
    key is looked up only if the work cannot be done or kept, so that a first request pays one statement.
    """
    try:
        with whole_or_nothing():
            status, body = work()
            _keep(actor, key, request, status, body)
    except (Problem, _SaidBefore):
        first = Answer.objects.filter(actor=actor, key=key).first()
        if first is None:
            raise
        return _same(first, request)
    return Answered(status, body)


def once_in_secret(actor: str, key: str, request: Any, work: Callable[[], tuple[int, str]]) -> Answered:
    """The same for an answer that holds a secret, a token or a tracking code: it is kept encrypted. Of
    `request`, any JSON, a keyed digest is kept, so that what was sent cannot be found out by trying.
    KeyReused also where the answer is kept no more."""
    secret, about = crypto.blind(vault.master_key(), "idempotent answers"), f"answer/{actor}/{key}"

    fresh = ""

    def hidden() -> tuple[int, str]:
        nonlocal fresh
        status, fresh = work()
        return status, crypto.encrypt(secret, fresh, about)

    answered = once(actor, key, digest_of(request), hidden)
    if not answered.body:
        raise _kept_no_more()
    body = crypto.decrypt(secret, answered.body, about) if answered.again else fresh
    return answered._replace(body=body)


def digest_of(request: Any) -> bytes:
    """What is kept of a request, to tell it from another."""
    return crypto.blind(vault.master_key(), f"request:{canonical(request)}")


def _kept_no_more() -> KeyReused:
    return KeyReused(
        f"这个请求早已办理，没有再办一次；答复只保存{KEPT.days}天，请查看事项现在的情况",
        f"This request was carried out long ago and was not carried out again; answers are kept for "
        f"{KEPT.days} days, so look at how the case stands",
    )


def _keep(actor: str, key: str, request: bytes, status: int, body: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [actor, key, request, status, body, clock.now()])
        if cursor.rowcount == 0:
            raise _SaidBefore


def _same(first: Answer, request: bytes) -> Answered:
    if bytes(first.request) != request:
        raise KeyReused(
            "这个幂等键已用于另一个请求；请为新请求换一个键",
            "This idempotency key was used for another request; use a new key for a new request",
        )
    return Answered(first.status, first.body, again=True)
