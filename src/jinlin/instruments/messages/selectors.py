"""Reading the outbox and the templates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from django.db.models import Min, QuerySet

from jinlin.instruments.messages.models import Message, Template
from jinlin.instruments.messages.sealing import said
from jinlin.kernel.cases.contents import Contents
from jinlin.kernel.cases.policies import How, Said
from jinlin.kernel.cases.selectors import CaseView, contents_by_id
from jinlin.lib.errors import NotFound
from jinlin.lib.words import Words

_kept: tuple[int, dict[str, Words]] = (-1, {})


class MessageInfo(NamedTuple):
    """One message of a case, as it can be read on the case."""

    n: int
    to: str
    template: str
    text: Words
    written_at: datetime
    sent_at: datetime | None
    trouble: str
    readable_only: bool


def for_case(case: Contents, after: int = 0, limit: int = 200) -> Sequence[MessageInfo]:
    """The messages of a case after number `after`, oldest first, at most `limit`: for an instrument, which
    decides itself who may know."""
    found = Message.objects.filter(case_id=case.id, n__gt=after).order_by("n")[:limit]
    return [_info(one, case) for one in found]


def seen_in(view: CaseView) -> Sequence[MessageInfo]:
    """The first 200 messages of a case that this actor may read."""
    told = for_case(view.draft.contents)
    return [one for one in told if view.sight.how(Said(one.to)) is How.SHOWN]


def last_of(case: Contents) -> MessageInfo | None:
    """The message that was last written on a case; None if there is none."""
    found = Message.objects.filter(case_id=case.id).order_by("n").last()
    return _info(found, case) if found else None


def _in_outbox() -> QuerySet[Message]:
    return Message.objects.filter(sent_at=None, readable_only=False)


def waiting() -> int:
    """How many messages no channel has taken yet."""
    return _in_outbox().count()


def oldest_waiting() -> datetime | None:
    """When the first of them was written."""
    found: datetime | None = _in_outbox().aggregate(first=Min("written_at"))["first"]
    return found


def troubled_count() -> int:
    """How many of them a channel refused."""
    return _in_outbox().exclude(trouble="").count()


def troubled(limit: int = 200) -> Sequence[MessageInfo]:
    """Messages that a channel refused and that will be tried again, the next to try first."""
    found = _in_outbox().exclude(trouble="").order_by("try_at")[:limit]
    contents = contents_by_id(one.case_id for one in found)
    return [_info(one, contents[one.case_id]) for one in found]


def template(key: str, revision: int) -> Words:
    """The text `pack/name` as of the registry's `revision`. NotFound if no pack brought it."""
    global _kept
    if _kept[0] != revision:
        rows = Template.objects.values_list("key", "zh", "en")
        _kept = (revision, {name: Words(zh=zh, en=en) for name, zh, en in rows})
    if key not in _kept[1]:
        raise NotFound(
            f"没有消息模板 {key}。请装入其机制。", f"There is no message template {key}. Install its pack."
        )
    return _kept[1][key]


def _info(one: Message, contents: Contents) -> MessageInfo:
    text = said(one, contents)
    return MessageInfo(
        one.n, one.to, one.template, text, one.written_at, one.sent_at, one.trouble, one.readable_only
    )
