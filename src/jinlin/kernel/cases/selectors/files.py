"""The files of a case."""

from __future__ import annotations

from dataclasses import dataclass

from jinlin.kernel.cases import policies, vault
from jinlin.kernel.cases.actions.files import AttachmentInfo
from jinlin.kernel.cases.models import Attachment
from jinlin.kernel.cases.selectors.viewing import CaseView, case_for
from jinlin.kernel.registry.actors import Actor
from jinlin.lib import crypto
from jinlin.lib.errors import NotFound


@dataclass(frozen=True)
class FileContent:
    """A file, decrypted."""

    info: AttachmentInfo
    content: bytes


def attachments(number: str, actor: Actor) -> list[AttachmentInfo]:
    """The files of a case, without their contents."""
    return attachments_of(case_for(number, actor))


def attachments_of(view: CaseView) -> list[AttachmentInfo]:
    """The same of a case that is at hand."""
    found = Attachment.objects.filter(case_id=view.case.id).defer("content").order_by("n")
    return [_info(one) for one in found if _may_open(view, one)]


def attachment(number: str, n: int, actor: Actor) -> FileContent:
    """One file. NotFound if there is none, it is not for this actor, or retention has destroyed it."""
    view = case_for(number, actor)
    found = Attachment.objects.filter(case_id=view.case.id, n=n).first()
    if found is None or not _may_open(view, found) or not found.content:
        raise NotFound("没有这份材料", "There is no such file on this case")
    draft = view.draft
    key = vault.unwrapped(view.case.sealed_key, draft.stream)
    return FileContent(
        _info(found), crypto.decrypt_bytes(key, bytes(found.content), draft.about(f"file/{n}"))
    )


def _may_open(view: CaseView, found: Attachment) -> bool:
    """Personal files are for those who may reveal something on this case, and for whoever opened it."""
    if found.privacy not in vault.SEALED or view.decision.post is None:
        return True
    roles = {role for ask in view.definition.fields.values() for role in ask.revealed_to}
    return bool(policies.in_a_role(view.standing, sorted(roles)))


def _info(found: Attachment) -> AttachmentInfo:
    return AttachmentInfo(found.n, found.name, found.media_type, found.size, found.digest, found.privacy)
