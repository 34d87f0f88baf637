"""The worker's part of an upload: it is looked through, or taken in, in the name of whoever brought it."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psycopg
from django.db import OperationalError, transaction
from django.db.models import Q

from jinlin.instruments.payouts.actions.handing_over import (
    Looked,
    import_claims,
    look_through,
    read_answers,
    tiers_of,
)
from jinlin.instruments.payouts.actions.uploading import keep_parts
from jinlin.instruments.payouts.bank.profiles import of_answers
from jinlin.instruments.payouts.keeping import Keeper
from jinlin.instruments.payouts.models import Distribution, Upload, UploadPart
from jinlin.instruments.payouts.parts import PAGE, as_file
from jinlin.instruments.payouts.rejects import Rejected, packed
from jinlin.instruments.payouts.selectors.claims import keeper_of
from jinlin.instruments.payouts.selectors.distribution import seen
from jinlin.instruments.payouts.uploads import KEPT, LEASE, WORKING
from jinlin.kernel.cases.selectors import CaseView
from jinlin.kernel.registry.selectors import actor_of
from jinlin.lib import clock
from jinlin.lib.errors import Problem, Unready
from jinlin.lib.words import Words

log = logging.getLogger(__name__)


def work_on_uploads() -> bool:
    """Deal with the upload that has waited longest; whether there was one. What is over a day old is
    forgotten."""
    _forget_old()
    upload = _taken()
    if upload is None:
        return False
    try:
        _deal_with(upload)
    except Problem as problem:
        _end(upload, "refused", problem)
    except (OperationalError, psycopg.OperationalError):
        raise  # the database is gone, and the file is as good as before: it is taken up again
    except Exception:  # a file that breaks our reader must not stop the worker for everybody else
        log.exception("an upload of case %s broke off", upload.case_id)
        _end(upload, "refused", _broken())
    return True


def _taken() -> Upload | None:
    """The next one, marked as being worked on; nobody else takes it while there are signs of life."""
    idle = Q(worked_at=None) | Q(worked_at__lt=clock.now() - LEASE)
    with transaction.atomic():
        waiting = Upload.objects.select_for_update(skip_locked=True).filter(idle, stage__in=WORKING)
        upload = waiting.order_by("sent_at").first()
        if upload is not None:
            _beat(upload, 0)
    return upload


def _beat(upload: Upload, rows: int) -> None:
    _row(upload).update(rows=rows, worked_at=clock.now())


def _deal_with(upload: Upload) -> None:
    actor = actor_of(upload.by)
    number = Distribution.objects.values_list("number", flat=True).get(case_id=upload.case_id)
    view = seen(number, actor)
    keeper = keeper_of(view)
    with as_file(upload, keeper) as path:
        if upload.stage == "waiting":
            _look(upload, view, path, keeper)
            return
        if upload.kind == "claims":
            import_claims(
                number, path, actor, name=upload.name, progress=lambda rows: _beat(upload, rows)
            )  # fmt: skip
        else:
            profile = of_answers(upload.profile) if upload.profile else None
            read_answers(number, path, actor, name=upload.name, profile=profile)
    _end(upload, "done")


def _look(upload: Upload, view: CaseView, path: Path, keeper: Keeper) -> None:
    looked = look_through(path, tiers_of(view.definition), lambda rows: _beat(upload, rows))
    with transaction.atomic():
        keep_parts(upload, "rejects", _pages(looked.rejected), keeper)
        _row(upload).update(
            stage="looked",
            good=looked.good,
            bad=len(looked.rejected),
            rows=_rows(looked),
            worked_at=None,
            totals=looked.totals._asdict(),
        )


def _rows(looked: Looked) -> int:
    return looked.good + len(looked.rejected)


def _pages(rejected: Sequence[Rejected]) -> Iterator[bytes]:
    return (packed(rejected[at : at + PAGE]) for at in range(0, len(rejected), PAGE))


def _end(upload: Upload, stage: str, problem: Problem | None = None) -> None:
    """It is over: what it held is gone, what came of it stays for a day."""
    said = {"say": problem.say.model_dump(), "help": _help(problem)} if problem else None
    with transaction.atomic():
        UploadPart.objects.filter(case_id=upload.case_id, sha256=upload.sha256).delete()
        _row(upload).update(stage=stage, worked_at=None, problem=said)


def _help(problem: Problem) -> dict[str, str] | None:
    return problem.help.model_dump() if problem.help else None


def _row(upload: Upload) -> Any:
    return Upload.objects.filter(case_id=upload.case_id, sha256=upload.sha256)


def _forget_old() -> None:
    old = Upload.objects.filter(sent_at__lt=clock.now() - KEPT)
    for case, sha256 in list(old.values_list("case_id", "sha256")[:100]):
        with transaction.atomic():
            UploadPart.objects.filter(case_id=case, sha256=sha256).delete()
            Upload.objects.filter(case_id=case, sha256=sha256).delete()


def _broken() -> Problem:
    return Unready(
        "这个文件没有处理完：程序在读取时出错，已记入系统日志，没有登记任何内容。",
        "This file was not dealt with: the program failed while reading it. It was logged, and nothing was "
        "registered.",
        help=Words(zh="请另存为 CSV 后重新上传，或联系系统管理员。", en="Save it as CSV and bring it again."),
    )
