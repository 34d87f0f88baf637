"""Adding files to a case."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from jinlin.kernel.cases import policies, store
from jinlin.kernel.cases.actions.taking import locked
from jinlin.kernel.cases.attachments import AttachmentInfo, row_of
from jinlin.kernel.cases.definition import PERSONAL, Definition
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.engine.refusals import no_such_case
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.cases.media import media_type
from jinlin.kernel.cases.models import Attachment
from jinlin.kernel.cases.policies import Audience
from jinlin.kernel.cases.reader import DatabaseReader
from jinlin.kernel.cases.transactions import whole_or_nothing
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotPossible
from jinlin.lib.pictures import made_anew
from jinlin.lib.text import clean

LARGEST = 10 * 1024 * 1024
MOST = 50


class NewFile(NamedTuple):
    """A file as somebody sends it. What staff put in is staff's, unless they say for whom it is; what whoever
    opened the case puts in is for both sides."""

    name: str
    content: bytes
    privacy: str = "internal"
    audience: Audience | None = None


def attach(
    number: str,
    name: str,
    content: bytes,
    actor: Actor,
    privacy: str = "internal",
    audience: Audience | None = None,
) -> AttachmentInfo:
    """Keep a file with the case: see `attach_all`."""
    return attach_all(number, [NewFile(name, content, privacy, audience)], actor)[0]


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
        decision = policies.may_read(policies.Standing(actor, draft.case, draft.definition, world))
        if not decision:
            raise no_such_case()
        infos = put_on(draft, checked, actor, decision.role)
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
    return file._replace(name=name, content=content)


def put_on(draft: Draft, files: Sequence[NewFile], actor: Actor, role: str) -> list[AttachmentInfo]:
    """Record files that are checked with the case that is being changed, and store them, in the transaction
    of that change. `role` is the one in which the actor puts them in."""
    infos = [_recorded(draft, one, actor, role) for one in files]
    rows = zip(infos, files, strict=True)
    Attachment.objects.bulk_create([row_of(draft, info, one.content) for info, one in rows])
    return infos


def _recorded(draft: Draft, file: NewFile, actor: Actor, role: str) -> AttachmentInfo:
    info = AttachmentInfo(
        n=_next(draft),
        name=file.name,
        media_type=media_type(file.content),
        size=len(file.content),
        digest=hashlib.sha256(file.content).hexdigest(),
        privacy=file.privacy,
        added_as=role,
        audience=_audience(draft.definition, file, role),
    )
    draft.record("attached", actor, clock.now(), info.as_facts())
    return info


def _audience(definition: Definition, file: NewFile, role: str) -> Audience:
    """Nobody keeps from staff what they send them."""
    if role in definition.roles and definition.roles[role].scope in PERSONAL:
        return Audience.EVERYBODY
    if file.privacy == "public":
        return Audience.EVERYBODY
    return file.audience or Audience.STAFF


def _next(draft: Draft) -> int:
    if draft.is_final:
        raise NotPossible("事项已办结，不能再加材料", "The case is closed; no file can be added")
    if draft.case.tally["attachments"] >= MOST:
        raise NotPossible(f"材料已达{MOST}件", f"The case already has {MOST} files")
    draft.case.tally["attachments"] += 1
    return int(draft.case.tally["attachments"])
