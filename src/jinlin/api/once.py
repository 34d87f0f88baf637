"""The Idempotency-Key header: the same request sent again gets the first answer again, for 90 days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any

from django.http import HttpRequest, HttpResponse
from ninja import Header

from jinlin.api.caller import Caller
from jinlin.api.dump import send
from jinlin.kernel.cases import answers
from jinlin.kernel.registry.actors import ANYONE
from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words

ANONYMOUS_MIN = 16
REPLAY = "Idempotent-Replay"
Answer = tuple[int, str]

IdempotencyKey = Annotated[
    str | None,
    Header(
        None,
        alias="Idempotency-Key",
        min_length=1,
        max_length=80,
        pattern=r"^[!-~]([ -~]*[!-~])?$",
        description="Any 1-80 printable characters, best a fresh UUID. The same key with the same request "
        "gets the first answer again (header `Idempotent-Replay: true`); with another, 422. The answer is "
        "kept for 90 days; later the request gets 422 and is still not carried out again. Callers without a "
        "token share one book of keys: theirs must have at least 16 characters.",
    ),
]


@dataclass(frozen=True)
class Request:
    """What makes a request the same request: who, the key, where, and what was sent."""

    caller: Caller
    key: str | None
    path: str
    sent: Any

    @classmethod
    def of(cls, request: HttpRequest, caller: Caller, key: str | None, sent: Any) -> Request:
        """The request at hand."""
        return cls(caller, key, request.path, sent)

    @property
    def whole(self) -> Any:
        """All of it but who and the key."""
        return {"path": self.path, "sent": self.sent}


def once(asked: Request, work: Callable[[], Answer]) -> HttpResponse:
    """Do the work, or give the answer it gave before. A refusal is not kept: it changed nothing.

    Answers are kept encrypted, since some hold a secret: a token, a tracking code.
    """
    if asked.key is None:
        return _sent(work(), again=False)
    answered = answers.once_in_secret(asked.caller.actor.label, _checked(asked), asked.whole, work)
    return _sent((answered.status, answered.body), again=answered.again)


def every_time(asked: Request, work: Callable[[], Answer]) -> HttpResponse:
    """For what shows personal data: the key is held to its request, but what was shown is not kept.

    Sent again, it is shown again and journaled again, because it was seen again.
    """
    if asked.key is None:
        return _sent(work(), again=False)
    shown: list[Answer] = []

    def first() -> Answer:
        shown.append(work())
        return shown[-1][0], ""

    request = answers.digest_of(asked.whole)
    answered = answers.once(asked.caller.actor.label, _checked(asked), request, first)
    return _sent(work() if answered.again else shown[-1], again=answered.again)


def _sent(answer: Answer, *, again: bool) -> HttpResponse:
    response = send(answer[1], answer[0])
    if again:
        response[REPLAY] = "true"
    return response


def _checked(asked: Request) -> str:
    key = asked.key or ""
    if asked.caller.actor is ANYONE and len(key) < ANONYMOUS_MIN:
        words = Words(
            zh=f"未登录时至少{ANONYMOUS_MIN}个字符，请用 UUID",
            en=f"must have at least {ANONYMOUS_MIN} characters without a token; use a UUID",
        )
        raise BadInput(
            "Idempotency-Key 太短，可能与别人的相同",
            "The Idempotency-Key is so short that somebody else may use the same",
            fields={"Idempotency-Key": words},
        )
    return key
