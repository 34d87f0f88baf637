"""Errors are sentences to the person who can act: what is wrong, where, and what helps."""

from __future__ import annotations

from typing import Any

from jinlin.lib.words import Words

REFUSED = "jinlin.refused"
"""In the environment of a request: the problem for which its body was not read. Each door tells it."""


class Problem(Exception):  # noqa: N818 -- the name is that of RFC 9457, problem details
    """Something that cannot be done as asked. `status` is the HTTP status that says the same."""

    status = 400
    code = "bad-request"

    def __init__(self, zh: str, en: str, *, help: Words | None = None, **details: Any) -> None:
        self.say = Words(zh=zh, en=en)
        self.help = help
        self.details = details
        super().__init__(f"{zh} / {en}")


class BadInput(Problem):
    """What was sent does not fit what was asked for. `details["fields"]` maps a field to its sentence."""

    status = 422
    code = "bad-input"


class NotSignedIn(Problem):
    """The action needs a person, and none was named."""

    status = 401
    code = "not-signed-in"


class SecondFactorNeeded(NotSignedIn):
    """The password is right, and this account wants a second proof besides."""

    code = "second-factor-needed"


class NotAllowed(Problem):
    """This person may not do this here."""

    status = 403
    code = "not-allowed"


class NotFound(Problem):
    """There is no such thing, or not for this person."""

    status = 404
    code = "not-found"


class NotPossible(Problem):
    """The case is in a state from which this action does not lead on."""

    status = 409
    code = "not-possible-now"


class Changed(Problem):
    """Somebody else changed the case first. `details` says what changed."""

    status = 409
    code = "changed-meanwhile"


class NotMet(Problem):
    """A need of the action is not met; the sentence comes from the pack."""

    status = 422
    code = "need-not-met"


class KeyReused(Problem):
    """An idempotency key came again with another body."""

    status = 422
    code = "key-reused"


class TooMany(Problem):
    """Asked too often. `details["seconds"]` is how long to wait."""

    status = 429
    code = "too-many"


class Unready(Problem):
    """The installation lacks something that an administrator must bring, as a year's holiday table."""

    status = 503
    code = "not-ready"


class NoDatabase(Unready):
    """The database does not answer, or is being started."""

    def __init__(self, *, help: Words) -> None:
        super().__init__(
            "数据库暂时不可用，请稍后再试",
            "The database does not serve at the moment; please try again later",
            help=help,
        )


class ReadOnly(Unready):
    """The database answers and takes no writes: a standby that nobody has promoted."""

    code = "read-only"

    def __init__(self) -> None:
        super().__init__(
            "数据库目前只能查询，不能写入，请稍后再试",
            "The database can be read and not be written at the moment; please try again later",
            help=Words(
                zh="管理员：DATABASE_URL 指向的是备库；多台主机时加上 target_session_attrs=read-write。",
                en="Administrator: DATABASE_URL leads to a standby; with several hosts add "
                "target_session_attrs=read-write.",
            ),
        )


class Fault(Problem):
    """Ours, not the caller's. What happened is in the log, never in the answer."""

    status = 500
    code = "fault"

    def __init__(self, *, help: Words) -> None:
        super().__init__(
            "系统出错，已记录；请稍后再试",
            "Something went wrong on our side and was logged; please try again later",
            help=help,
        )
