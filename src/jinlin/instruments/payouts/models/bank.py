"""What went to the bank, kept as it was sent, and what it answered."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Attempt(models.Model):
    """One try to pay an instruction. `told` is what the bank has said of it, and `state` follows from that
    (see `bank.matching`). `live`: its money may have arrived or may yet arrive. `slip_no` is the number that
    the bank gave a deposit slip; empty until it said so. `sealed` is who was to be paid, as the claim had it
    when the file was made; empty for files of before that was kept.
    """

    pk = models.CompositePrimaryKey("case_id", "instruction", "n")
    case_id = models.BigIntegerField()
    instruction = models.IntegerField()
    n = models.IntegerField()
    file = models.IntegerField()
    live = models.BooleanField(default=True, db_default=True)
    state = models.CharField(max_length=12, default="sent", db_default="sent")
    told = ArrayField(models.CharField(max_length=80), default=list, db_default=[])
    reason = models.CharField(max_length=40, default="", db_default="")
    slip_no = models.CharField(max_length=35, default="", db_default="")
    sent_at = models.DateTimeField()
    sealed = models.BinaryField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "payout_attempt"
        indexes = (models.Index(fields=["case_id", "file", "instruction"], name="payout_attempt_file"),)
        constraints = (
            models.UniqueConstraint(
                fields=["case_id", "instruction"], condition=Q(live=True), name="payout_one_live_attempt"
            ),
        )


class BankFile(models.Model):
    """What goes to the bank in one piece: transfers or slips. Who is paid is kept with each
    attempt, and never changes with the claim."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField()
    n = models.IntegerField()
    kind = models.CharField(max_length=8)
    payments = models.IntegerField()
    amount = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "payout_bank_file"


class BankForm(models.Model):
    """A bank file in one of its forms, as it was first taken along: `sha256` is over its bytes, which lie in
    parts. Taken again, it is these bytes."""

    pk = models.CompositePrimaryKey("case_id", "file", "form")
    case_id = models.BigIntegerField()
    file = models.IntegerField()
    form = models.CharField(max_length=40)
    sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()

    class Meta:
        db_table = "payout_bank_form"


class BankFormPart(models.Model):
    """A part of a form's bytes, encrypted under the key of the case."""

    pk = models.CompositePrimaryKey("case_id", "file", "form", "n")
    case_id = models.BigIntegerField()
    file = models.IntegerField()
    form = models.CharField(max_length=40)
    n = models.IntegerField()
    sealed = models.BinaryField()

    class Meta:
        db_table = "payout_bank_form_part"


class AnswerFile(models.Model):
    """What the bank said in one piece; a file that was read is not read again."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField()
    n = models.IntegerField()
    name = models.CharField(max_length=120)
    sha256 = models.CharField(max_length=64)
    lines = models.IntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "payout_answer_file"
        constraints = (
            models.UniqueConstraint(fields=["case_id", "sha256"], name="payout_one_reading_a_file"),
        )
