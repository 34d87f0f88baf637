"""Adding files to a case."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import NamedTuple

from jinlin.kernel.cases import policies, store
from jinlin.kernel.cases.actions.taking import locked
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.engine.refusals import no_such_case
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.cases.media import media_type
from jinlin.kernel.cases.models import Attachment
from jinlin.kernel.cases.reader import DatabaseReader
from jinlin.kernel.cases.transactions import whole_or_nothing
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.lib import clock, crypto
from jinlin.lib.errors import BadInput, NotPossible
from jinlin.lib.pictures import made_anew
from jinlin.lib.text import clean

LARGEST = 10 * 1024 * 1024
MOST = 50


class NewFile(NamedTuple):
    """A file as somebody sends it."""

    name: str
    content: bytes
    privacy: str = "internal"


@dataclass(frozen=True)
class AttachmentInfo:
    """What is known of a file without opening it."""

    n: int
    name: str
    media_type: str
    size: int
    digest: str
    privacy: str


def attach(number: str, name: str, content: bytes, actor: Actor, privacy: str = "internal") -> AttachmentInfo:
    """Keep a file with the case: see `attach_all`."""
    return attach_all(number, [NewFile(name, content, privacy)], actor)[0]


def attach_all(number: str, files: Sequence[NewFile], actor: Actor) -> list[AttachmentInfo]:
    """Keep all of these files with the case or none, encrypted under its key. Each is told by its content;
    a picture is made anew, so that it does not tell where it was taken.

    NotFound, NotPossible (closed, or too many files), BadInput (empty, over 10 MB, of no known type).
    """
    checked = [check_file(one) for one in files]
    world = current_world()
    with whole_or_nothing():
        work = Work(world, DatabaseReader(world.revision))
        draft = locked(work, number, [])
        if not policies.may_read(policies.Standing(actor, draft.case, draft.definition, world)):
            raise no_such_case()
        infos = put_on(draft, checked, actor)
        store.write(work.changed())
    return infos


def check_file(file: NewFile) -> NewFile:
    """The file as it may be kept. BadInput, also for a picture that does not open."""
    if not file.content:
        raise BadInput("文件是空的", "The file is empty")
    name, content = clean(file.name, 120) or "file", file.content
    if len(content) <= LARGEST and (sent := media_type(content)).startswith("image/"):
        content = made_anew(content)
        name = f"{PurePosixPath(name).stem}.jpg" if sent == "image/heic" else name
    if len(content) > LARGEST:
        raise BadInput(
            "文件超过10MB，请压缩后再传", "The file is over 10 MB; make it smaller and send it again"
        )
    return NewFile(name, content, file.privacy)


def put_on(draft: Draft, files: Sequence[NewFile], actor: Actor) -> list[AttachmentInfo]:
    """Record files that are checked with the case that is being changed, and store them, in the transaction
    of that change."""
    infos = [_recorded(draft, one, actor) for one in files]
    rows = zip(infos, files, strict=True)
    Attachment.objects.bulk_create([_row(draft, info, one.content) for info, one in rows])
    return infos


def _recorded(draft: Draft, file: NewFile, actor: Actor) -> AttachmentInfo:
    content = file.content
    digest = hashlib.sha256(content).hexdigest()
    info = AttachmentInfo(_next(draft), file.name, media_type(content), len(content), digest, file.privacy)
    facts = {key: value for key, value in vars(info).items() if key != "name"}
    draft.record("attached", actor, clock.now(), facts)
    return info


def _next(draft: Draft) -> int:
    if draft.is_final:
        raise NotPossible("事项已办结，不能再加材料", "The case is closed; no file can be added")
    if draft.case.tally["attachments"] >= MOST:
        raise NotPossible(f"材料已达{MOST}件", f"The case already has {MOST} files")
    draft.case.tally["attachments"] += 1
    return int(draft.case.tally["attachments"])


def _row(draft: Draft, info: AttachmentInfo, content: bytes) -> Attachment:
    hidden = crypto.encrypt_bytes(draft.make_key(), content, draft.about(f"file/{info.n}"))
    return Attachment(case_id=draft.case.id, added_at=clock.now(), content=hidden, **vars(info))
