"""Bringing in the kinds of document of a pack."""

from __future__ import annotations

from collections.abc import Iterable

from jinlin.instruments.documents.kind import Kind
from jinlin.instruments.documents.models import StoredKind
from jinlin.kernel.registry import actions as registry
from jinlin.lib import clock


def install_kinds(pack: str, kinds: Iterable[Kind]) -> bool:
    """From now on the pack issues documents of these kinds; those issued keep theirs. Whether anything
    changed."""
    wanted = {one.digest: one for one in kinds}
    with registry.changing():
        mine = StoredKind.objects.filter(key__startswith=f"{pack}/", current=True)
        if set(mine.values_list("digest", flat=True)) == wanted.keys():
            return False
        mine.exclude(digest__in=wanted).update(current=False)
        now = clock.now()
        StoredKind.objects.bulk_create(
            [StoredKind(digest, one.key, one.canonical(), True, now) for digest, one in wanted.items()],
            update_conflicts=True, unique_fields=["digest"], update_fields=["current"],
        )  # fmt: skip
        registry.bump()
    return True
