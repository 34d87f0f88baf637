"""Documents, keyed by case first, and the kinds under which they were issued, by digest."""

from __future__ import annotations

from django.db import models
from django.db.models import Q


class StoredKind(models.Model):
    """A kind of document by its digest. `current` marks the one under which new documents are issued."""

    digest = models.CharField(max_length=64, primary_key=True)
    key = models.CharField(max_length=120)
    body = models.TextField()
    current = models.BooleanField()
    installed_at = models.DateTimeField()

    class Meta:
        db_table = "document_kind"
        constraints = (
            models.UniqueConstraint(fields=["key"], condition=Q(current=True), name="one_current_kind"),
        )


class Document(models.Model):
    """文书: one paper as it was issued.

    `content` is what stands in it, frozen and encrypted under the case's key; `digest` is the one that the
    journal keeps of it. `code` opens the page that says whether a paper is genuine. `recipient` is the name
    under which an instrument finds the paper of one of many. A paper ends as `superseded` (by the number in
    `ended_by`) or `withdrawn`; that it has expired is told by `valid_to` alone, which does not count any
    more. `pdf` is the signed file, encrypted likewise, and `pdf_digest` the SHA-256 of the plain bytes;
    both are empty until it was made, by the worker if `by_worker`, else when it is first read.
    """

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField()
    n = models.IntegerField()
    case_number = models.CharField(max_length=60)
    kind = models.CharField(max_length=64)
    key = models.CharField(max_length=120)
    number = models.CharField(max_length=120)
    code = models.CharField(max_length=17)
    issuer = models.CharField(max_length=40)
    issuer_name = models.CharField(max_length=200)
    recipient = models.CharField(max_length=80)
    issued_at = models.DateTimeField()
    valid_to = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    ended_as = models.CharField(max_length=10)
    ended_by = models.CharField(max_length=120)
    content = models.TextField()
    digest = models.CharField(max_length=64)
    by_worker = models.BooleanField()
    try_at = models.DateTimeField()
    trouble = models.TextField(default="", db_default="")
    pdf = models.BinaryField(null=True)
    pdf_digest = models.CharField(max_length=64, null=True)
    signed_at = models.DateTimeField(null=True)
    signed_by = models.CharField(max_length=300, default="", db_default="")

    class Meta:
        db_table = "document_document"
        constraints = (models.UniqueConstraint(fields=["code"], name="one_document_a_code"),)
        indexes = (
            models.Index(fields=["case_id", "key", "recipient"], name="document_recipient"),
            models.Index(fields=["pdf_digest"], name="document_file", condition=Q(pdf_digest__isnull=False)),
            models.Index(
                fields=["try_at"], name="document_unsigned", condition=Q(pdf_digest=None, by_worker=True)
            ),
        )
