"""The parts of an upload, put together again: they are encrypted one by one under the key of the case."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Literal

from django.db.models import QuerySet

from jinlin.instruments.payouts.keeping import Keeper
from jinlin.instruments.payouts.models import Upload, UploadPart
from jinlin.instruments.payouts.rejects import Rejected, unpacked

What = Literal["file", "rejects"]
PAGE = 200
"""So many rejected rows stand in one part, and on one page."""


def about(upload: Upload, what: What, n: int) -> str:
    """What a part belongs to: it opens nowhere else."""
    return f"upload/{upload.sha256}/{what}/{n}"


def parts_of(upload: Upload, what: What) -> QuerySet[UploadPart]:
    """The parts in their order."""
    found = UploadPart.objects.filter(case_id=upload.case_id, sha256=upload.sha256, what=what)
    return found.order_by("n")


def read_rejects(upload: Upload, keeper: Keeper, page: int | None = None) -> Iterator[Rejected]:
    """The rejected rows of one page, from 0 on, or all of them."""
    found = parts_of(upload, "rejects")
    found = found if page is None else found.filter(n=page)
    for one in found.iterator(chunk_size=1):
        yield from unpacked(keeper.open_part(about(upload, "rejects", one.n), one.sealed))


@contextmanager
def as_file(upload: Upload, keeper: Keeper) -> Iterator[Path]:
    """The file as it was brought, for as long as it is read; nobody else on the machine can open it."""
    with NamedTemporaryFile(prefix="jinlin-") as file:
        for one in parts_of(upload, "file").iterator(chunk_size=1):
            file.write(keeper.open_part(about(upload, "file", one.n), one.sealed))
        file.flush()
        yield Path(file.name)
