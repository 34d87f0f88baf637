"""Plans, what each gives a claim, and the shares on their way."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Plan(models.Model):
    """分配方案: one version, never changed but for `approved_at` and `rehearsal`.

    `event` is the number of the event of the case that holds `root`:
    that of a Merkle tree over what each claimant is told (see `leaves.py`).
    """

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField()
    n = models.IntegerField()
    round = models.IntegerField()
    changes = models.IntegerField()
    amount = models.BigIntegerField()
    left_over = models.BigIntegerField()
    claims = models.IntegerField()
    held = models.BigIntegerField()
    ratios = models.JSONField()
    root = models.BinaryField(max_length=32)
    event = models.IntegerField()
    made_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    rehearsal = models.JSONField(null=True)

    class Meta:
        db_table = "payout_plan"


class Allocation(models.Model):
    """What one version of a plan gives one claim. `held` says why the share is kept; empty if it is not."""

    pk = models.CompositePrimaryKey("case_id", "plan", "claim")
    case_id = models.BigIntegerField()
    plan = models.IntegerField()
    claim = models.IntegerField()
    tier = models.CharField(max_length=20)
    loss = models.BigIntegerField()
    had = models.BigIntegerField()
    share = models.BigIntegerField()
    held = models.CharField(max_length=20)

    class Meta:
        db_table = "payout_allocation"


class Instruction(models.Model):
    """付款指令: one share of an approved plan. `place` is the account of the ledger where its money lies.

    `ready`: it goes out with the next file. `trouble` is why the last attempt failed.
    """

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField()
    n = models.IntegerField()
    plan = models.IntegerField()
    claim = models.IntegerField()
    amount = models.BigIntegerField()
    place = models.CharField(max_length=10)
    held = models.CharField(max_length=20)
    ready = models.BooleanField()
    attempts = models.IntegerField(default=0, db_default=0)
    trouble = models.CharField(max_length=40, default="", db_default="")

    class Meta:
        db_table = "payout_instruction"
        constraints = (
            models.UniqueConstraint(
                fields=["case_id", "plan", "claim"], name="payout_one_instruction_a_share"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="payout_instruction_amount"),
        )
        indexes = (models.Index(fields=["case_id", "place", "n"], name="payout_instruction_place"),)
