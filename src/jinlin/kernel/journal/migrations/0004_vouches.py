"""By which `verify` finds what cards, files and papers there must be. Made while everybody writes on."""

from __future__ import annotations

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models

KINDS = (
    "attached", "card.lifted", "card.red", "card.yellow", "document.issued", "document.signed",
    "document.superseded", "document.withdrawn", "kept",
)  # fmt: skip


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("journal", "0003_by_person")]

    operations = [
        AddIndexConcurrently(
            "event",
            models.Index(fields=["kind"], name="journal_vouches", condition=models.Q(kind__in=KINDS)),
        )
    ]
