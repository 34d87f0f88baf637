"""Whether a file is a document that was issued here, and what that document is worth now."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from jinlin.instruments.documents import selectors
from jinlin.instruments.documents.selectors import DocumentInfo
from jinlin.instruments.documents.validity import Status
from jinlin.instruments.documents.verifying import Look, Seal, look
from jinlin.lib.crypto import sha256
from jinlin.lib.errors import NotFound
from jinlin.lib.words import Words


class Verdict(StrEnum):
    """What a file is."""

    GENUINE = "genuine"
    ALTERED = "altered"
    APPENDED = "appended"
    UNSIGNED = "unsigned"
    OTHER = "other"
    STRANGE = "strange"
    UNREADABLE = "unreadable"


SAID = {
    Verdict.GENUINE: Words(
        zh="与签发的原件逐字节一致，签名完好。",
        en="Byte for byte the file that was issued; its signature holds.",
    ),
    Verdict.ALTERED: Words(
        zh="签发之后被改动，不能作为凭据。", en="It was altered after it was signed. Do not rely on it."
    ),
    Verdict.APPENDED: Words(
        zh="签发之后又添加了内容，不能作为凭据；请用原件。",
        en="Something was added after it was signed. Do not rely on it; use the original.",
    ),
    Verdict.UNSIGNED: Words(
        zh="没有电子签名，不是签发的原件。", en="It bears no signature: it is not a file that was issued."
    ),
    Verdict.OTHER: Words(
        zh="是本系统出具的原件，但不是这一份：它的文号如下。",
        en="It was issued here, but it is another document: its number is below.",
    ),
    Verdict.STRANGE: Words(
        zh="签名本身完好，但不是本系统出具的原件。",
        en="Its signature holds, but it is not a file that was issued here.",
    ),
    Verdict.UNREADABLE: Words(
        zh="不是可以读取的PDF，或者超过10MB。", en="This is no PDF that can be read, or it is over 10 MB."
    ),
}
WORTH = {
    Status.IN_FORCE: Words(zh="现行有效", en="In force"),
    Status.EXPIRED: Words(zh="已过有效期，不得使用", en="Expired: may not be used"),
    Status.SUPERSEDED: Words(zh="已被新文书取代，不得使用", en="Superseded: may not be used"),
    Status.WITHDRAWN: Words(zh="已撤回，不得使用", en="Withdrawn: may not be used"),
}
_OF_SEAL = {
    Seal.WHOLE: Verdict.STRANGE,
    Seal.APPENDED: Verdict.APPENDED,
    Seal.BROKEN: Verdict.ALTERED,
    Seal.NONE: Verdict.UNSIGNED,
    Seal.UNREADABLE: Verdict.UNREADABLE,
}


class Judged(NamedTuple):
    """The verdict on a file, the document that it is or claims to be, and who signed it, as it says."""

    verdict: Verdict
    document: DocumentInfo | None
    digest: str
    signed_by: str

    @property
    def say(self) -> Words:
        """The verdict as a sentence."""
        return SAID[self.verdict]


def judge(pdf: bytes, code: str | None = None) -> Judged:
    """What a file is: one of those that were issued, or not; with `code`, whether it is that document.

    What was changed in an altered file is not guessed.
    """
    digest = sha256(pdf).hex()
    same = selectors.by_file(digest)
    if same is not None:
        verdict = Verdict.GENUINE if code in (None, same.code) else Verdict.OTHER
        return Judged(verdict, same, digest, same.signed_by)
    seen = look(pdf)
    claimed = _claimed(code or seen.code)
    return Judged(_verdict(seen, claimed), claimed, digest, seen.signed_by)


def _verdict(seen: Look, claimed: DocumentInfo | None) -> Verdict:
    """A file that bears our code and our signature and is not ours byte for byte was tampered with."""
    if seen.seal is Seal.WHOLE and claimed is not None and seen.code == claimed.code:
        return Verdict.ALTERED
    return _OF_SEAL[seen.seal]


def _claimed(code: str) -> DocumentInfo | None:
    if not code:
        return None
    try:
        return selectors.by_code(code)
    except NotFound:
        return None
