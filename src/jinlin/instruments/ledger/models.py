"""Double entry: commodities, accounts with their balances, and transfers that nothing ever changes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from jinlin.instruments.ledger.entries import KINDS, RESOLVING, SIDES

_RESOLVES_NOTHING = Q(kind__in=sorted(set(KINDS) - RESOLVING), of="", held=0)
_RESOLVES_A_HOLD = ~Q(of="") & (Q(kind="settle", held__gte=F("amount")) | Q(kind="release", held=F("amount")))
_NOT_OVERDRAWN = (
    Q(no_overdraft=False)
    | Q(side="debit", credits_posted__lte=F("debits_posted") - F("credits_pending"))
    | Q(side="credit", debits_posted__lte=F("credits_posted") - F("debits_pending"))
)


class Commodity(models.Model):
    """What is counted, in whole numbers of 1/10^scale: CNY with scale 2 is counted in fen."""

    code = models.CharField(max_length=24, primary_key=True)
    scale = models.SmallIntegerField()
    zh = models.CharField(max_length=80)
    en = models.CharField(max_length=80)

    class Meta:
        db_table = "ledger_commodity"


class Account(models.Model):
    """An account of one commodity. Its balances are kept by the trigger on transfers and by nothing else.

    `batch` names the journal's event of its opening: see `digests.py`.
    """

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=120, db_collation="C")
    commodity = models.ForeignKey(Commodity, models.PROTECT, db_column="commodity", db_index=False)
    side = models.CharField(max_length=6)
    no_overdraft = models.BooleanField()
    zh = models.CharField(max_length=80)
    en = models.CharField(max_length=80)
    batch = models.BigIntegerField()
    opened_at = models.DateTimeField()
    debits_posted = models.BigIntegerField(default=0, db_default=0)
    credits_posted = models.BigIntegerField(default=0, db_default=0)
    debits_pending = models.BigIntegerField(default=0, db_default=0)
    credits_pending = models.BigIntegerField(default=0, db_default=0)

    class Meta:
        db_table = "ledger_account"
        constraints = (
            # Not `unique=True`, which would make a second index for LIKE; "C" serves LIKE with this one.
            models.UniqueConstraint(fields=["code"], name="ledger_one_account_a_code"),
            models.CheckConstraint(condition=Q(side__in=SIDES), name="ledger_side"),
            models.CheckConstraint(
                condition=Q(debits_posted__gte=0, credits_posted__gte=0)
                & Q(debits_pending__gte=0, credits_pending__gte=0),
                name="ledger_no_negative_balance",
            ),
            models.CheckConstraint(condition=_NOT_OVERDRAWN, name="ledger_no_overdraft"),
        )


class Transfer(models.Model):
    """One transfer. `position` is the order of writing; for one account it is the order of happening.

    `held` is the amount of the hold that this transfer resolves, 0 if it resolves none.
    """

    position = models.BigIntegerField(primary_key=True, editable=False)
    batch = models.BigIntegerField()
    key = models.CharField(max_length=120, db_collation="C")
    debit = models.BigIntegerField()
    credit = models.BigIntegerField()
    amount = models.BigIntegerField()
    kind = models.CharField(max_length=7)
    of = models.CharField(max_length=120, db_collation="C")
    held = models.BigIntegerField()
    memo = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        db_table = "ledger_transfer"
        indexes = (
            models.Index(fields=["debit", "position"], name="ledger_debits"),
            models.Index(fields=["credit", "position"], name="ledger_credits"),
        )
        constraints = (
            models.UniqueConstraint(fields=["key"], name="ledger_one_transfer_a_key"),
            models.UniqueConstraint(fields=["of"], name="ledger_resolved_once", condition=~Q(of="")),
            models.CheckConstraint(condition=Q(amount__gt=0), name="ledger_amount"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="ledger_two_accounts"),
            models.CheckConstraint(condition=Q(kind__in=KINDS), name="ledger_kind"),
            models.CheckConstraint(
                condition=_RESOLVES_NOTHING | _RESOLVES_A_HOLD, name="ledger_resolves_what_it_names"
            ),
        )


class Chart(models.Model):
    """An account that a pack plans, `pack/name`: one for each case, or one for the pack."""

    key = models.CharField(max_length=120, primary_key=True)
    plan = models.JSONField()

    class Meta:
        db_table = "ledger_chart"
