"""Files that somebody brought through a screen."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Upload(models.Model):
    """A file that somebody brought through a screen, until the worker has dealt with it.

    `kind` is the step that it goes with, `claims` or `answers`. `stage`: `waiting` to be looked through,
    `looked`, `wanted` (it is to be taken in), `done` or `refused`; `problem` says why. `lines` is about how
    long it is, 0 if nobody knows; `rows` counts those that were read, `good` and `bad` what was found.
    `totals` is what the good rows of a list add up to. `worked_at` is the worker's last sign of life.
    """

    pk = models.CompositePrimaryKey("case_id", "sha256")
    case_id = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=120)
    size = models.BigIntegerField()
    lines = models.IntegerField(default=0, db_default=0)
    profile = models.CharField(max_length=24)
    by = models.CharField(max_length=150)
    stage = models.CharField(max_length=8)
    rows = models.IntegerField(default=0, db_default=0)
    good = models.IntegerField(default=0, db_default=0)
    bad = models.IntegerField(default=0, db_default=0)
    sent_at = models.DateTimeField()
    worked_at = models.DateTimeField(null=True)
    problem = models.JSONField(null=True)
    totals = models.JSONField(null=True)

    class Meta:
        db_table = "payout_upload"
        indexes = (
            models.Index(
                fields=["sent_at"],
                name="payout_upload_waiting",
                condition=Q(stage__in=("waiting", "wanted")),
            ),
            models.Index(fields=["sent_at"], name="payout_upload_age"),
        )


class UploadPart(models.Model):
    """A part of an upload, encrypted under the key of the case: of the file itself, or, as a page of JSON, of
    the rows that cannot be taken. Both are gone once it is done, or after a day."""

    pk = models.CompositePrimaryKey("case_id", "sha256", "what", "n")
    case_id = models.BigIntegerField()
    sha256 = models.CharField(max_length=64)
    what = models.CharField(max_length=7)
    n = models.IntegerField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "payout_upload_part"
