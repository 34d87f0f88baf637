"""A distribution, the lists that came in, and the money."""

from __future__ import annotations

from django.db import models


class Distribution(models.Model):
    """涉众案款: what is counted within one distribution, and the seed of the sealed order.

    The journal keeps the seed's SHA-256 from the opening on; every plan tells the seed itself. `changes`
    counts what would change a plan: claims that come, go, or become another's. Claims up to `old_codes` have
    a code derived from the case's key until a slip is printed anew, as all had before codes were drawn.
    """

    case_id = models.BigIntegerField(primary_key=True)
    number = models.CharField(max_length=60)
    seed = models.BinaryField(max_length=32)
    changes = models.IntegerField(default=0)
    claims = models.IntegerField(default=0)
    imports = models.IntegerField(default=0)
    plans = models.IntegerField(default=0)
    rounds = models.IntegerField(default=0)
    instructions = models.IntegerField(default=0)
    files = models.IntegerField(default=0)
    answers = models.IntegerField(default=0)
    exceptions = models.IntegerField(default=0)
    old_codes = models.IntegerField(default=0, db_default=0)

    class Meta:
        db_table = "payout_distribution"


class Import(models.Model):
    """A file of claims that was taken in whole."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField()
    n = models.IntegerField()
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    claims = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "payout_import"
        constraints = (
            models.UniqueConstraint(fields=["case_id", "sha256"], name="payout_one_import_a_file"),
        )


class Receipt(models.Model):
    """到账: money that came in. The number of the bank's receipt counts once, however it is written: `digest`
    is over its letters and digits."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField()
    n = models.IntegerField()
    receipt = models.CharField(max_length=60)
    digest = models.BinaryField(max_length=32)
    amount = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "payout_receipt"
        constraints = (
            models.UniqueConstraint(fields=["case_id", "digest"], name="payout_a_receipt_counts_once"),
        )
