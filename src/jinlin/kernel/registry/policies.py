"""Who may change the registry. What an office allows towards a case is for the room of the cases to say."""

from __future__ import annotations

from dataclasses import dataclass

from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.lib.errors import NotAllowed
from jinlin.lib.words import Words

ADMINISTRATOR = "administrator"
_NO_REASON = Words(zh="", en="")


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether something is allowed, and if not, why: a sentence for the person who is refused."""

    allowed: bool
    reason: Words = _NO_REASON

    def require(self) -> None:
        """NotAllowed with the reason, unless it is allowed."""
        if not self.allowed:
            raise NotAllowed(self.reason.zh, self.reason.en)


ALLOWED = Decision(True)


def may_change_registry(actor: Actor) -> Decision:
    """Areas, organisations, people, offices and registers: the console, and who holds the office for it."""
    if actor == SYSTEM or actor.posts_as(ADMINISTRATOR):
        return ALLOWED
    return Decision(
        False,
        Words(
            zh="只有系统管理员可以更改区划、单位、人员、岗位和名录。",
            en="Only an administrator may change areas, organisations, people, offices and registers.",
        ),
    )


def may_read_account(actor: Actor, username: str) -> Decision:
    """What an account did and who entered it: that person, and whoever may change the registry."""
    if actor.username == username or may_change_registry(actor).allowed:
        return ALLOWED
    return Decision(
        False,
        Words(
            zh="账户记录只有本人和系统管理员可以查看。",
            en="The record of an account is for its person and for administrators.",
        ),
    )


def may_manage_tokens(actor: Actor, username: str) -> Decision:
    """A person's tokens: that person, and whoever may change the registry."""
    if actor.username == username or may_change_registry(actor).allowed:
        return ALLOWED
    return Decision(
        False, Words(zh="只能管理本人的令牌。", en="A token is managed by the person it belongs to.")
    )
