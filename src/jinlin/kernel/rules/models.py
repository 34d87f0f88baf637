"""Decision tables as installed."""

from __future__ import annotations

from django.db import models


class StoredTable(models.Model):
    """A decision table of a pack: `pack/name`, its canonical JSON and the digest that findings cite."""

    key = models.CharField(max_length=120, primary_key=True)
    digest = models.CharField(max_length=64)
    body = models.JSONField()
    installed_at = models.DateTimeField()

    class Meta:
        db_table = "rules_table"
