"""Who may read the books. Who may post is for the case's action to say, and for the room that posts."""

from __future__ import annotations

import re

from jinlin.kernel.cases.selectors import is_open_to
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.kernel.registry.policies import ADMINISTRATOR, ALLOWED, Decision
from jinlin.lib.words import Words

AUDITOR = "auditor"
_OF_A_CASE = re.compile(r"case/([0-9]{1,18})(?:/.*)?", re.ASCII)


def may_read(actor: Actor, scope: str) -> Decision:
    """An account, all below a path, a commodity, or everything if `scope` is empty: whoever holds the office
    of an auditor or an administrator; and the accounts of a case, whoever may see the case."""
    if actor == SYSTEM or actor.posts_as(AUDITOR) or actor.posts_as(ADMINISTRATOR):
        return ALLOWED
    found = _OF_A_CASE.fullmatch(scope)
    if found and is_open_to(int(found[1]), actor):
        return ALLOWED
    return Decision(
        False,
        Words(
            zh="账目只对审计员、系统管理员，以及能查看该事项的人开放。",
            en="The books are open to an auditor, an administrator, and, of a case, to whoever may see it.",
        ),
    )
