"""Adding a file to a case."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

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
from jinlin.lib.text import clean

LARGEST = 10 * 1024 * 1024
MOST = 50


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
    """Keep a file with the case, encrypted under the case's key; its type is told by its content.

    NotFound, NotPossible (closed, or too many files), BadInput (empty, over 10 MB, of no known type).
    """
    name = clean(name, 120).strip() or "file"
    kind = _checked(content)
    world = current_world()
    with whole_or_nothing():
        work = Work(world, DatabaseReader(world.revision))
        draft = locked(work, number, [])
        if not policies.may_read(policies.Standing(actor, draft.case, draft.definition, world)):
            raise no_such_case()
        n = _next(draft)
        info = AttachmentInfo(n, name, kind, len(content), hashlib.sha256(content).hexdigest(), privacy)
        draft.record(
            "attached", actor, clock.now(), {key: value for key, value in vars(info).items() if key != "name"}
        )
        _keep(draft, info, content)
        store.write(work.changed())
    return info


def _checked(content: bytes) -> str:
    if not content:
        raise BadInput("文件是空的", "The file is empty")
    if len(content) > LARGEST:
        raise BadInput(
            "文件超过10MB，请压缩后再传", "The file is over 10 MB; make it smaller and send it again"
        )
    return media_type(content)


def _next(draft: Draft) -> int:
    if draft.is_final:
        raise NotPossible("事项已办结，不能再加材料", "The case is closed; no file can be added")
    if draft.case.tally["attachments"] >= MOST:
        raise NotPossible(f"材料已达{MOST}件", f"The case already has {MOST} files")
    draft.case.tally["attachments"] += 1
    return int(draft.case.tally["attachments"])


def _keep(draft: Draft, info: AttachmentInfo, content: bytes) -> None:
    hidden = crypto.encrypt_bytes(draft.make_key(), content, draft.about(f"file/{info.n}"))
    Attachment.objects.create(case_id=draft.case.id, added_at=clock.now(), content=hidden, **vars(info))
