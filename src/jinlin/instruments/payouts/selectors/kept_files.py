"""Files for the bank as they were taken along: their bytes, and whether they still are what was taken."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from jinlin.instruments.payouts.keeping import Keeper
from jinlin.instruments.payouts.models import BankForm, BankFormPart, Distribution
from jinlin.instruments.payouts.selectors.claims import keeper_of
from jinlin.kernel.cases.selectors import case_for
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib.crypto import CannotOpen
from jinlin.lib.errors import NotFound
from jinlin.lib.words import Words

PART = 2**20
"""Bytes of a file that lie in one part."""


def about(form: BankForm, n: int) -> str:
    """What a part belongs to: it opens nowhere else."""
    return f"file/{form.file}/{form.form}/{n}"


def parts_of(form: BankForm, keeper: Keeper) -> Iterator[bytes]:
    """The bytes in their order. CannotOpen if they are another's, or the key is gone."""
    found = BankFormPart.objects.filter(case_id=form.case_id, file=form.file, form=form.form)
    for one in found.order_by("n").iterator(chunk_size=1):
        yield keeper.open_part(about(form, one.n), one.sealed)


def faults_of_files(one: Distribution, journaled: frozenset[tuple[int, str, str]]) -> Iterator[str]:
    """A sentence for each kept file whose bytes are not those of its digest, or whose digest is none that the
    journal has (`journaled`: file, form, digest). Nothing, once retention has destroyed the case's key."""
    try:
        keeper = keeper_of(case_for(one.number, SYSTEM))
    except NotFound:
        return
    for form in BankForm.objects.filter(case_id=one.case_id).order_by("file", "form"):
        told = (form.file, form.form, form.sha256) in journaled
        if not told or _digest(form, keeper) != form.sha256:
            yield str(
                Words(
                    zh=f"case/{one.case_id}：第{form.file}号银行文件（{form.form}）与当时交给银行的不符",
                    en=f"case/{one.case_id}: bank file {form.file} ({form.form}) is not what was taken along",
                )
            )


def _digest(form: BankForm, keeper: Keeper) -> str:
    digest = hashlib.sha256()
    try:
        for part in parts_of(form, keeper):
            digest.update(part)
    except CannotOpen:
        return ""
    return digest.hexdigest()
