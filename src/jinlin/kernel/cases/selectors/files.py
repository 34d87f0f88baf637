"""The files of a case, as far as somebody may know of them."""

from __future__ import annotations

from dataclasses import dataclass

from jinlin.kernel.cases.attachments import AttachmentInfo, info_of
from jinlin.kernel.cases.models import Attachment
from jinlin.kernel.cases.policies import How
from jinlin.kernel.cases.selectors.viewing import CaseView, case_for
from jinlin.kernel.registry.actors import Actor


@dataclass(frozen=True)
class SeenFile:
    """A file that an actor may know of: `shown`, or `sealed` if it is opened for a purpose only."""

    info: AttachmentInfo
    how: How

    @property
    def is_sealed(self) -> bool:
        """Whether a purpose must be told."""
        return self.how is How.SEALED


def attachments(number: str, actor: Actor) -> list[SeenFile]:
    """The files of a case, without their contents. NotFound as for the case itself."""
    return attachments_of(case_for(number, actor))


def attachments_of(view: CaseView) -> list[SeenFile]:
    """The same of a case that is at hand."""
    found = Attachment.objects.filter(case_id=view.case.id).defer("content").order_by("n")
    files = [SeenFile(info, view.sight.how(info.part)) for info in map(info_of, found)]
    return [one for one in files if one.how is not How.HIDDEN]
