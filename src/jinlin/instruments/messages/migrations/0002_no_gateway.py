from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    atomic = False  # an index of a large table is built beside those who write it

    dependencies = [
        ("outbox", "0001_initial"),
    ]

    operations = [
        migrations.AddField("message", "readable_only", models.BooleanField(default=False, db_default=False)),
        AddIndexConcurrently(
            "message",
            models.Index(
                fields=["try_at"],
                name="message_in_outbox",
                condition=models.Q(sent_at=None, readable_only=False),
            ),
        ),
        RemoveIndexConcurrently("message", "message_unsent"),
    ]
