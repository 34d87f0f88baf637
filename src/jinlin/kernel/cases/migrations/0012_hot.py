"""Cases are updated in place where no index looks at what changed. Made while everybody writes on.

The predicate of `case_closed_carded` looked at `tally`, which every action changes: no update was in place.
"""

from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    atomic = False
    dependencies = [
        ("cases", "0011_cards"),
    ]

    operations = [
        RemoveIndexConcurrently("case", "case_closed_carded"),
        AddIndexConcurrently(
            "case",
            models.Index(
                fields=["closed_at"],
                name="case_closed_carded",
                condition=Q(closed_at__isnull=False, cards__gt=0),
            ),
        ),
        AddIndexConcurrently(
            "answer",
            models.Index(fields=["answered_at"], name="answer_kept", condition=~Q(body="")),
        ),
    ]
