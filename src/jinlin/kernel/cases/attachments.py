"""A file of a case: what is known of it, whom it is for, and its content."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from jinlin.kernel.cases import vault
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.models import Attachment
from jinlin.kernel.cases.policies import Audience, File
from jinlin.lib import clock, crypto


@dataclass(frozen=True)
class AttachmentInfo:
    """What is known of a file without opening it. `added_as` is the role in which somebody put it in."""

    n: int
    name: str
    media_type: str
    size: int
    digest: str
    privacy: str
    added_as: str
    audience: Audience

    @property
    def part(self) -> File:
        """The file as a part of its case."""
        return File(self.privacy, self.added_as, self.audience)

    def as_facts(self) -> dict[str, Any]:
        """What the journal keeps of it. Its name may be a person's."""
        facts = asdict(self)
        del facts["name"]
        return facts


@dataclass(frozen=True)
class FileContent:
    """A file, decrypted."""

    info: AttachmentInfo
    content: bytes


def info_of(row: Attachment) -> AttachmentInfo:
    """What a row says of its file."""
    return AttachmentInfo(
        row.n, row.name, row.media_type, row.size, row.digest, row.privacy, row.added_as,
        Audience(row.audience),
    )  # fmt: skip


def row_of(draft: Draft, info: AttachmentInfo, content: bytes) -> Attachment:
    """The row that keeps a file, encrypted under the key of its case."""
    hidden = crypto.encrypt_bytes(draft.make_key(), content, _about(draft, info.n))
    return Attachment(case_id=draft.case.id, added_at=clock.now(), content=hidden, **asdict(info))


def content_of(draft: Draft, row: Attachment) -> FileContent:
    """The file of a row. NotFound once retention has destroyed the key of its case."""
    key = vault.unwrapped(draft.case.sealed_key, draft.stream)
    return FileContent(info_of(row), crypto.decrypt_bytes(key, bytes(row.content), _about(draft, row.n)))


def _about(draft: Draft, n: int) -> str:
    return draft.about(f"file/{n}")
