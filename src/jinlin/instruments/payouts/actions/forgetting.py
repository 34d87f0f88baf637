"""What is left of a distribution in the open when its retention ends."""

from __future__ import annotations

from collections.abc import Sequence

from jinlin.instruments.payouts.covered import FORGOTTEN
from jinlin.instruments.payouts.models import Upload


def forget(cases: Sequence[int]) -> None:
    """Destroy the names of the files that were brought, and the reasons that were not kept under a key."""
    Upload.objects.filter(case_id__in=cases).update(name="")
    for model, column in FORGOTTEN.items():
        model._default_manager.filter(case_id__in=cases).update(**{column: ""})
