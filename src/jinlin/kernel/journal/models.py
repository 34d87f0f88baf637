"""The append-only record of everything that happened."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

VOUCHES = (
    "attached", "card.lifted", "card.red", "card.yellow", "document.issued", "document.signed",
    "document.superseded", "document.withdrawn", "kept",
)  # fmt: skip
"""Kinds of event that tell of a row in another table; the statements of `verify` name no others."""


class Event(models.Model):
    """One thing that happened to one stream. Never updated, never deleted: the database refuses it.

    `at` is when it happened, `position` the order in which it was written. `facts` is canonical JSON;
    `hash` covers the previous hash of the stream and the canonical event (see `chain.py`).
    """

    pk = models.CompositePrimaryKey("stream", "seq")
    stream = models.CharField(max_length=80)
    seq = models.IntegerField()
    position = models.BigIntegerField(unique=True, editable=False)
    kind = models.CharField(max_length=80)
    actor = models.CharField(max_length=80)
    at = models.DateTimeField()
    facts = models.TextField()
    hash = models.BinaryField(max_length=32)

    class Meta:
        db_table = "journal_event"
        indexes = (
            # What residents, imports and the product do is not in it: bulk writes cost nothing more.
            models.Index(
                fields=["actor", "-position"],
                name="journal_by_person",
                condition=models.Q(actor__startswith="person/"),
            ),
            # By which `verify` finds what cards, files and papers there must be.
            models.Index(fields=["kind"], name="journal_vouches", condition=models.Q(kind__in=VOUCHES)),
        )


class Seal(models.Model):
    """A closed period of the journal: the signed root of a Merkle tree (RFC 9162) over its event hashes.

    The tree's leaves are the hashes of the events with `first` <= position <= `last`, in that order.
    `previous` is the root before, so that seals form a chain too.
    """

    number = models.AutoField(primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField(unique=True)
    size = models.IntegerField()
    root = models.BinaryField(max_length=32)
    previous = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField()
    key_id = models.CharField(max_length=64)
    signature = models.BinaryField(max_length=64)

    class Meta:
        db_table = "journal_seal"


class Installation(models.Model):
    """One row: what this database expects of whoever works on it.

    `name` was drawn when it was made, and goes along with every dump. `release` is the newest that has
    migrated it. By `key_check` the master key is known again (see `crypto.key_check`). Each time that
    somebody accepted an older dump a new epoch began, at a moment in `epochs`; `seals_given` is the highest
    number of a seal that was then known to have been given. `unsealed_since` is when somebody first saw what
    the next seal will cover, `seal_trouble` why it could not be made.
    """

    id = models.SmallIntegerField(primary_key=True)
    name = models.CharField(max_length=32)
    release = models.CharField(max_length=20)
    key_check = models.BinaryField(max_length=32, null=True)
    epochs = ArrayField(models.DateTimeField(), default=list, db_default=[])
    seals_given = models.IntegerField(default=0, db_default=0)
    unsealed_since = models.DateTimeField(null=True)
    seal_trouble = models.TextField(default="", db_default="")

    class Meta:
        db_table = "journal_installation"


class Copies(models.Model):
    """How far the seals have gone out to one place outside (`sink`), and what is in the way."""

    sink = models.CharField(max_length=20, primary_key=True)
    number = models.IntegerField(default=0, db_default=0)
    trouble = models.TextField(default="", db_default="")
    tried_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "journal_copies"
