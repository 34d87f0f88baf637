"""Reading kinds of document, and documents."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from jinlin.instruments.documents.kind import Kind
from jinlin.instruments.documents.models import StoredKind
from jinlin.lib.errors import NotFound

_kept: tuple[int, Mapping[str, str]] = (-1, {})


def kind(key: str, revision: int) -> Kind:
    """The kind `pack/name` as of the registry's `revision`. NotFound if no pack brought it."""
    global _kept
    if _kept[0] != revision:
        _kept = (revision, dict(StoredKind.objects.filter(current=True).values_list("key", "digest")))
    if key not in _kept[1]:
        raise NotFound(
            f"没有文书格式 {key}。请装入其机制包。", f"There is no kind of document {key}. Install its pack."
        )
    return kind_by_digest(_kept[1][key])


@lru_cache(maxsize=1024)
def kind_by_digest(digest: str) -> Kind:
    """The kind under which a document was issued."""
    return Kind.model_validate_json(StoredKind.objects.values_list("body", flat=True).get(digest=digest))
