"""Claims: what each person lost, and the code with which each finds their own."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class Claim(models.Model):
    """申报: what one person paid in and got back. `loss` is the difference and may be nothing or less.

    `standing`: `registered`, `verified`, `excluded` (no victim), `merged` (into `goes_on_in`), `divided`
    (among heirs). `frozen`: an objection is open. `unreachable`: nobody could be found. `way`: `transfer` to
    the account, or `slip` (电子存单) where none was given.
    """

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField()
    n = models.IntegerField()
    tier = models.CharField(max_length=20)
    paid_in = models.BigIntegerField()
    returned = models.BigIntegerField()
    loss = models.BigIntegerField()
    had = models.BigIntegerField(default=0, db_default=0)
    standing = models.CharField(max_length=12)
    frozen = models.BooleanField(default=False, db_default=False)
    unreachable = models.BooleanField(default=False, db_default=False)
    way = models.CharField(max_length=8)
    goes_on_in = models.IntegerField(null=True)
    sealed = models.BinaryField()
    id_digest = models.BinaryField(max_length=32)
    account_digest = models.BinaryField(max_length=32, null=True)

    class Meta:
        db_table = "payout_claim"
        indexes = (
            models.Index(fields=["case_id", "id_digest"], name="payout_claim_person"),
            models.Index(
                fields=["case_id", "account_digest"],
                name="payout_claim_account",
                condition=Q(account_digest__isnull=False),
            ),
        )


class ClaimCode(models.Model):
    """查询码: the digest of the code on a claimant's slip. The code itself is on the slip alone; a new slip
    makes the one before it worthless."""

    pk = models.CompositePrimaryKey("case_id", "claim")
    case_id = models.BigIntegerField()
    claim = models.IntegerField()
    digest = models.BinaryField(max_length=32)
    printed_at = models.DateTimeField()

    class Meta:
        db_table = "payout_claim_code"
