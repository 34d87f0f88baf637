"""A distribution and its money's way. Every table is keyed by case first, so that it can be sharded by case.

Money is in fen. What tells who somebody is lies in `sealed`, encrypted under the case's key, and is found by
digests made with that key: when retention destroys the key, the person is gone from here too.
"""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q


class Distribution(models.Model):
    """涉众案款: what is counted within one distribution, and the seed of the sealed order.

    The journal keeps the seed's SHA-256 from the opening on; every plan tells the seed itself. `changes`
    counts what would change a plan: claims that come, go, or become another's.
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


class Attempt(models.Model):
    """One try to pay an instruction. `told` is what the bank has said of it, and `state` follows from that
    (see `bank.matching`). `live`: its money may have arrived or may yet arrive. `slip_no` is the number that
    the bank gave a deposit slip; empty until it said so.
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
    """What goes to the bank in one piece: transfers or slips. Written anew, it is the same to the byte."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField()
    n = models.IntegerField()
    kind = models.CharField(max_length=8)
    payments = models.IntegerField()
    amount = models.BigIntegerField()
    made_at = models.DateTimeField()

    class Meta:
        db_table = "payout_bank_file"


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


class Trouble(models.Model):
    """异常: something that a person must resolve; until then nothing moves for the claim that it is about.

    `key` is the same for the same trouble found again. `told` holds no personal value. `sealed` is why it was
    resolved so, under the case's key; what was resolved before 0.2.0 says it in `reason`.
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


class Upload(models.Model):
    """A file that somebody brought through a screen, until the worker has dealt with it.

    `kind` is the step that it goes with, `claims` or `answers`. `stage`: `waiting` to be looked through,
    `looked`, `wanted` (it is to be taken in), `done` or `refused`; `problem` says why. `lines` is about how
    long it is, 0 if nobody knows; `rows` counts those that were read, `good` and `bad` what was found.
    `worked_at` is the worker's last sign of life.
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
