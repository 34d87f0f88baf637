"""What the house itself keeps: when each of its parts was last seen at work."""

from __future__ import annotations

from django.db import models


class Beat(models.Model):
    """The last moment at which a part of the house, on one machine, had done a round."""

    pk = models.CompositePrimaryKey("node", "part")
    node = models.CharField(max_length=120)
    part = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        db_table = "beat"
