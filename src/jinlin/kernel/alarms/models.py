"""Everything that silence must not forget."""

from __future__ import annotations

from django.db import models


class Alarm(models.Model):
    """The one next moment at which silence has a consequence, for one stream under one name.

    `trouble` is the sentence for the administrator when ringing failed; the alarm then rings again later.
    """

    pk = models.CompositePrimaryKey("stream", "name")
    stream = models.CharField(max_length=80)
    name = models.CharField(max_length=40)
    at = models.DateTimeField(db_index=True)
    trouble = models.TextField(default="", db_default="")

    class Meta:
        db_table = "alarm"
        indexes = (models.Index(fields=["at"], name="alarm_troubled", condition=~models.Q(trouble="")),)
