"""A case, and what belongs to it. Every table here is keyed by case first, so that it can be sharded."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

SEEN_BY = ("pack", "type", "area", "holder", "opener", "people", "parent")
"""What says who may see a case. An index that holds these counts the cases of a month, or those that are
open, for anybody without reading one of them."""


class StoredDefinition(models.Model):
    """A definition by its digest. `current` marks the one under which new cases of `key` open."""

    digest = models.CharField(max_length=64, primary_key=True)
    key = models.CharField(max_length=80)
    body = models.TextField()
    current = models.BooleanField()
    installed_at = models.DateTimeField()

    class Meta:
        db_table = "case_definition"
        constraints = (
            models.UniqueConstraint(fields=["key"], condition=Q(current=True), name="one_current_definition"),
        )


class Case(models.Model):
    """案件/事项: one matter being handled.

    Typed columns hold what every case has, `facts` and `sealed` what its pack asks: `sealed` together, under
    `sealed_key`, which retention destroys, what people wrote and what tells who somebody is (see
    `contents.py`). `public_title` is empty where the title is among that. `revision` is the number of its
    events and `head` the hash of the last; both move with every change. `lon` and `lat` are WGS-84. `clock`
    is the running deadline (see `clocks.py`), `cards` how many cards it ever had, `tally` what guards ask of
    the case's own history (who took which action, standing cards, children), kept so that a guard needs no
    query. `people` are the user names of the officers whom the fields give a role in it, `requests` the
    requests that nobody has answered.
    """

    class CardColour(models.IntegerChoices):
        NONE = 0
        YELLOW = 1
        RED = 2

    id = models.BigIntegerField(primary_key=True)
    number = models.CharField(max_length=60)
    pack = models.CharField(max_length=40)
    type = models.CharField(max_length=40)
    definition = models.CharField(max_length=64)
    state = models.CharField(max_length=40)
    outcome = models.CharField(max_length=40, null=True)
    public_title = models.CharField(max_length=200, default="")
    area = models.CharField(max_length=20, null=True)
    grid_cell = models.CharField(max_length=20, null=True)
    category = models.CharField(max_length=80, null=True)
    channel = models.CharField(max_length=20)
    holder = models.CharField(max_length=40, null=True)
    opener = models.CharField(max_length=80)
    parent = models.BigIntegerField(null=True)
    merged_into = models.BigIntegerField(null=True)
    source_key = models.CharField(max_length=120, null=True)
    people = ArrayField(models.CharField(max_length=150), null=True)
    requests = ArrayField(models.CharField(max_length=40), null=True)
    lon = models.FloatField(null=True)
    lat = models.FloatField(null=True)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    card = models.SmallIntegerField(choices=CardColour.choices, default=CardColour.NONE)
    cards = models.SmallIntegerField(default=0, db_default=0)
    revision = models.IntegerField()
    head = models.BinaryField(max_length=32)
    facts = models.JSONField()
    tally = models.JSONField()
    clock = models.JSONField(null=True)
    tracking = models.BinaryField(max_length=32, null=True)
    sealed = models.BinaryField(null=True)
    sealed_key = models.BinaryField(null=True)

    class Meta:
        db_table = "case_case"
        indexes = (
            models.Index(fields=["pack", "type", "-opened_at", "-id"], name="case_type"),
            models.Index(fields=["opener", "-opened_at", "-id"], name="case_opener"),
            models.Index(fields=["holder", "-opened_at", "-id"], name="case_holder"),
            models.Index(fields=["pack", "type", "area", "-opened_at"], name="case_place"),
            models.Index(fields=["lon", "lat"], name="case_point", condition=Q(lon__isnull=False)),
            GinIndex(fields=["people"], name="case_people", condition=Q(people__isnull=False)),
            models.Index(
                fields=["due_at", "id"],
                include=(*SEEN_BY, "card", "lon", "lat"),
                name="case_open_due",
                condition=Q(closed_at=None),
            ),
            models.Index(fields=["holder", "due_at", "id"], name="case_open_at", condition=Q(closed_at=None)),
            models.Index(fields=["area", "due_at", "id"], name="case_open_in", condition=Q(closed_at=None)),
            models.Index(
                fields=["due_at", "id"],
                name="case_requests",
                condition=Q(closed_at=None, requests__isnull=False),
            ),
            models.Index(
                fields=["due_at", "id"], name="case_carded", condition=Q(closed_at=None, card__gt=0)
            ),
            models.Index(fields=["-opened_at", "-id"], name="case_card_newest", condition=Q(card__gt=0)),
            models.Index(fields=["opened_at"], include=SEEN_BY, name="case_day_opened"),
            models.Index(
                fields=["closed_at"],
                include=SEEN_BY,
                name="case_day_closed",
                condition=Q(closed_at__isnull=False),
            ),
            models.Index(
                fields=["closed_at"],
                name="case_closed_carded",
                condition=Q(closed_at__isnull=False, cards__gt=0),
            ),
            models.Index(
                fields=["pack", "type", "-opened_at", "-id"],
                name="case_placed",
                condition=Q(lon__isnull=False),
            ),
            models.Index(fields=["parent"], name="case_parent", condition=Q(parent__isnull=False)),
            models.Index(fields=["merged_into"], name="case_merged", condition=Q(merged_into__isnull=False)),
            models.Index(fields=["tracking"], name="case_tracking", condition=Q(tracking__isnull=False)),
        )
        constraints = (
            models.UniqueConstraint(fields=["number"], name="one_case_a_number"),
            models.UniqueConstraint(
                fields=["pack", "source_key"],
                condition=Q(source_key__isnull=False),
                name="one_case_a_source_row",
            ),
        )


class Card(models.Model):
    """亮牌: a yellow or red card. It names a unit, never a person."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField()
    n = models.IntegerField()
    colour = models.SmallIntegerField(choices=Case.CardColour.choices)
    unit = models.CharField(max_length=40)
    shown_at = models.DateTimeField()
    mark = models.CharField(max_length=60)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "case_card"
        indexes = (models.Index(fields=["unit", "-shown_at"], name="card_unit"),)


class Finder(models.Model):
    """The blind index: a keyed digest of a personal value, by which a case is found without reading it."""

    pk = models.CompositePrimaryKey("case_id", "field", "digest")
    case_id = models.BigIntegerField()
    field = models.CharField(max_length=60)
    digest = models.BinaryField(max_length=32)

    class Meta:
        db_table = "case_finder"
        indexes = (models.Index(fields=["digest"], name="finder_digest"),)


PENDING = 512  # kB of new words that wait for their place in the index, and that every search reads


class Wording(models.Model):
    """What can be found of a case by its words: its texts that are not personal, as `wording.py` folds them,
    and every pair of neighbouring characters in them, with the month in which the case was opened."""

    case_id = models.BigIntegerField(primary_key=True)
    body = models.TextField()
    pairs = ArrayField(models.IntegerField())

    class Meta:
        db_table = "case_wording"
        indexes = (GinIndex(fields=["pairs"], name="wording_pairs", gin_pending_list_limit=PENDING),)


class Attachment(models.Model):
    """A file of a case, kept encrypted under the case's key. `digest` is that of the plain bytes. `added_as`
    is the role in which somebody put it in, `audience` says whom it is for (`policies.Audience`)."""

    pk = models.CompositePrimaryKey("case_id", "n")
    case_id = models.BigIntegerField()
    n = models.IntegerField()
    name = models.CharField(max_length=120)
    media_type = models.CharField(max_length=80)
    size = models.IntegerField()
    digest = models.CharField(max_length=64)
    privacy = models.CharField(max_length=10)
    added_as = models.CharField(max_length=80, default="", db_default="")
    audience = models.CharField(max_length=10, default="staff", db_default="staff")
    added_at = models.DateTimeField()
    content = models.BinaryField()

    class Meta:
        db_table = "case_attachment"


class Answer(models.Model):
    """What a request with an idempotency key was answered. `body` is empty once it is kept no more: that the
    request was carried out never expires."""

    pk = models.CompositePrimaryKey("actor", "key")
    actor = models.CharField(max_length=80)
    key = models.CharField(max_length=80)
    request = models.BinaryField(max_length=32)
    status = models.SmallIntegerField()
    body = models.TextField()
    answered_at = models.DateTimeField()

    class Meta:
        db_table = "case_answer"
        indexes = (models.Index(fields=["answered_at"], name="answer_kept", condition=~Q(body="")),)
