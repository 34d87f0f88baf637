"""Files that were brought through a screen: how far the worker is, and the rows that cannot be taken."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from jinlin.instruments.payouts import policies
from jinlin.instruments.payouts.case_actions import action_for
from jinlin.instruments.payouts.models import Upload
from jinlin.instruments.payouts.parts import PAGE, read_rejects
from jinlin.instruments.payouts.rejects import Rejected
from jinlin.instruments.payouts.selectors.claims import keeper_of
from jinlin.instruments.payouts.selectors.distribution import seen
from jinlin.instruments.payouts.uploads import WORKING, step_of
from jinlin.kernel.cases.selectors import CaseView
from jinlin.kernel.registry.actors import Actor
from jinlin.lib import clock
from jinlin.lib.errors import NotFound
from jinlin.lib.words import Words

MOST = 20


class UploadInfo(NamedTuple):
    """A file and how far it is; see the table for what its stages mean."""

    sha256: str
    kind: str
    name: str
    size: int
    stage: str
    lines: int
    rows: int
    good: int
    bad: int
    sent_at: datetime
    worked_at: datetime | None
    problem: Mapping[str, Any] | None
    totals: Mapping[str, int] | None

    @property
    def at_work(self) -> bool:
        """Whether the worker still has something to do with it."""
        return self.stage in WORKING

    @property
    def seconds(self) -> int:
        """For how long it has been here."""
        return int((clock.now() - self.sent_at).total_seconds())

    @property
    def said(self) -> Words | None:
        """Why it was refused."""
        return Words.model_validate(self.problem["say"]) if self.problem else None

    @property
    def help(self) -> Words | None:
        """What helps."""
        helps = self.problem["help"] if self.problem else None
        return Words.model_validate(helps) if helps else None


class Rejects(NamedTuple):
    """A page of rejected rows, from 0 on, and whether there is a next."""

    rows: Sequence[Rejected]
    page: int
    more: bool


def upload(number: str, sha256: str, actor: Actor) -> UploadInfo:
    """A file that was brought. NotFound if it is forgotten by now; NotAllowed for others."""
    return _info(_upload(number, sha256, actor)[1])


def uploads_of(case: int, kind: str) -> list[UploadInfo]:
    """The files of one kind that were brought within the day, the newest first, at most 20, of a case that is
    at hand."""
    found = Upload.objects.filter(case_id=case, kind=kind).order_by("-sent_at")[:MOST]
    return [_info(one) for one in found]


def rejects(number: str, sha256: str, actor: Actor, page: int = 0) -> Rejects:
    """One page of the rows of a list that cannot be taken, each with its reasons."""
    view, found = _upload(number, sha256, actor)
    rows = list(read_rejects(found, keeper_of(view), page))
    return Rejects(rows, page, found.bad > (page + 1) * PAGE)


def all_rejects(number: str, sha256: str, actor: Actor) -> Iterator[Rejected]:
    """All of them."""
    view, found = _upload(number, sha256, actor)
    return read_rejects(found, keeper_of(view))


def _upload(number: str, sha256: str, actor: Actor) -> tuple[CaseView, Upload]:
    view = seen(number, actor)
    found = Upload.objects.filter(case_id=view.case.id, sha256=sha256).first()
    if found is None:
        raise NotFound(
            "没有这个文件；上传的文件最多保留一天",
            "There is no such file; what is brought is kept for a day at most",
        )
    step = view.definition.actions[action_for(view.definition, step_of(found.kind))]
    policies.may_bring(view, step).require()
    return view, found


def _info(one: Upload) -> UploadInfo:
    return UploadInfo(*(getattr(one, name) for name in UploadInfo._fields))
