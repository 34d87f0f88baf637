"""The outbox: what is to be said to whom, written in the transaction that gave the reason."""

from __future__ import annotations

from django.db import models


class Message(models.Model):
    """One message about a case: `to` is `opener`, `holder`, `unit/<code>` or a role of the case; it
    names no person.

    What it says lies in `sealed`, under the key of its case; one that was written before 0.2.0, or on a case
    that keeps nothing under a key, says it in `body_zh` and `body_en`. `sent_at` is empty until the channel
    took it; `trouble` says why it has not, `try_at` when to try next. `readable_only` where there was no
    channel when its time came: it is read on its case, and never sent.
    """

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField()
    n = models.IntegerField()
    number = models.CharField(max_length=60)
    to = models.CharField(max_length=80)
    template = models.CharField(max_length=120)
    body_zh = models.TextField(default="", db_default="")
    body_en = models.TextField(default="", db_default="")
    sealed = models.BinaryField(null=True)
    written_at = models.DateTimeField()
    try_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    attempts = models.IntegerField(default=0, db_default=0)
    trouble = models.TextField(default="", db_default="")
    readable_only = models.BooleanField(default=False, db_default=False)

    class Meta:
        db_table = "message_message"
        indexes = (
            models.Index(
                fields=["try_at"],
                name="message_in_outbox",
                condition=models.Q(sent_at=None, readable_only=False),
            ),
        )


class Template(models.Model):
    """A text of a pack's messages.yaml: `pack/name`, in both languages."""

    key = models.CharField(max_length=120, primary_key=True)
    zh = models.TextField()
    en = models.TextField()

    class Meta:
        db_table = "message_template"
