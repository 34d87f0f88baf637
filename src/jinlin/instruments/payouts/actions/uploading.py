"""A file that comes through a screen: kept encrypted, looked through by the worker, then taken in or not.

Nobody waits for a long list in front of a page that does not answer: the page shows how far the worker is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from django.db import transaction

from jinlin.instruments.payouts import policies
from jinlin.instruments.payouts.case_actions import action_for
from jinlin.instruments.payouts.keeping import Keeper
from jinlin.instruments.payouts.models import Distribution, Upload, UploadPart
from jinlin.instruments.payouts.parts import What, about, parts_of
from jinlin.instruments.payouts.selectors.claims import keeper_of
from jinlin.instruments.payouts.selectors.distribution import seen
from jinlin.instruments.payouts.uploads import KINDS, WORKING, Kind
from jinlin.kernel.registry.actors import Actor
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotPossible
from jinlin.lib.text import writable
from jinlin.lib.words import Words

LARGEST = 512 * 1024**2
"""Bytes: a million claims, or a million answers, fit."""
_PART = 1024**2
_ZIP = b"PK"


@dataclass(frozen=True)
class Brought:
    """A file as somebody brings it: it can be read from its beginning, more than once. `profile` names the
    CSV profile of a bank's answers."""

    file: BinaryIO
    name: str
    profile: str = ""


def bring(number: str, kind: Kind, brought: Brought, actor: Actor) -> str:
    """Keep a file for the worker; the digest by which it is known. The same file again begins anew.

    A list of claims is only looked through until `want`; a bank's answers are booked. NotFound, NotAllowed;
    NotPossible if it is being dealt with right now; BadInput if it is empty or over 512 MB.
    """
    view = seen(number, actor)
    step = view.definition.actions[action_for(view.definition, KINDS[kind].step)]
    policies.may_bring(view, step).require()
    measured = _measured(brought.file)
    upload = Upload(
        case_id=view.case.id, **measured, kind=kind, name=writable(brought.name)[:120],
        profile=brought.profile,
        by=actor.username or "", stage=KINDS[kind].begins, sent_at=clock.now(),
    )  # fmt: skip
    with transaction.atomic():
        _replace(upload)
        keep_parts(upload, "file", _chunks(brought.file), keeper_of(view))
    return upload.sha256


def want(number: str, sha256: str, actor: Actor) -> None:
    """Have a list that was looked through and found good taken in, in this actor's name.

    NotFound, NotAllowed; NotPossible for a list with a bad row, or one that is not looked through.
    """
    view = seen(number, actor)
    step = view.definition.actions[action_for(view.definition, KINDS["claims"].step)]
    policies.may_bring(view, step).require()
    ready = Upload.objects.filter(case_id=view.case.id, sha256=sha256, kind="claims", stage="looked", bad=0)
    if not ready.exclude(good=0).update(stage="wanted", by=actor.username or "", rows=0, worked_at=None):
        raise NotPossible(
            "这个名单不能登记：还没有查看完，或者有需要更正的行，或者已经登记。",
            "This list cannot be taken in: it is not looked through, has bad rows, or was taken in already.",
            help=Words(zh="请更正后重新上传整个文件。", en="Correct it and bring the whole file again."),
        )


def keep_parts(upload: Upload, what: What, contents: Iterable[bytes], keeper: Keeper) -> None:
    """Store parts of an upload in the place of those before; one at a time is in memory."""
    parts_of(upload, what).delete()
    for n, content in enumerate(contents):
        part = {"what": what, "n": n, "sealed": keeper.seal_part(about(upload, what, n), content)}
        UploadPart.objects.create(case_id=upload.case_id, sha256=upload.sha256, **part)


def _replace(upload: Upload) -> None:
    """In the place of the same file as it was brought before, unless that is at work."""
    Distribution.objects.select_for_update().get(case_id=upload.case_id)  # one file at a time
    known = Upload.objects.filter(case_id=upload.case_id, sha256=upload.sha256)
    if known.filter(stage__in=WORKING).exists():
        raise NotPossible(
            "这个文件正在处理，请稍候。",
            "This file is being dealt with; wait a moment.",
        )
    known.delete()
    upload.save(force_insert=True)


def _measured(file: BinaryIO) -> dict[str, Any]:
    """Digest, size and, of a text, lines. BadInput."""
    digest, size, lines, first = hashlib.sha256(), 0, 0, b""
    for chunk in _chunks(file):
        digest.update(chunk)
        first, size, lines = first or chunk[:2], size + len(chunk), lines + chunk.count(b"\n")
        if size > LARGEST:
            raise BadInput("文件超过512MB，请分成几个", "The file is over 512 MB; split it")
    if not size:
        raise BadInput("文件是空的", "The file is empty")
    return {"sha256": digest.hexdigest(), "size": size, "lines": 0 if first == _ZIP else lines}


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    file.seek(0)
    while chunk := file.read(_PART):
        yield chunk
