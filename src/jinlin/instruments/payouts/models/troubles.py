"""What a person must look at, and what waits for a second one."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Trouble(models.Model):
    """异常: something that a person must resolve; until then nothing moves for the claim that it is about.

    `key` is the same for the same trouble found again. `told` holds no personal value. What needs a second
    person, as a new account, waits here too: `proposal` is how `proposed_by` would have it resolved, `scan`
    the number of the attachment that shows why, `wanted` the personal part of it. `sealed` is why it was
    resolved so; both are under the case's key. What was resolved before 0.2.0 says it in `reason`.
    """

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField()
    n = models.IntegerField()
    key = models.CharField(max_length=80)
    kind = models.CharField(max_length=32)
    claim = models.IntegerField(null=True)
    other = models.IntegerField(null=True)
    instruction = models.IntegerField(null=True)
    attempt = models.IntegerField(null=True)
    told = models.JSONField(default=dict)
    proposal = models.CharField(max_length=24, default="", db_default="")
    proposed_by = models.CharField(max_length=80, default="", db_default="")
    scan = models.IntegerField(null=True)
    wanted = models.BinaryField(null=True)
    opened_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True)
    resolution = models.CharField(max_length=24, default="", db_default="")
    sealed = models.BinaryField(null=True)
    reason = models.CharField(max_length=300, default="", db_default="")
    by = models.CharField(max_length=80, default="", db_default="")

    class Meta:
        db_table = "payout_exception"
        constraints = (models.UniqueConstraint(fields=["case_id", "key"], name="payout_one_exception_a_key"),)
        indexes = (
            models.Index(fields=["case_id", "claim"], name="payout_open", condition=Q(resolved_at=None)),
        )
