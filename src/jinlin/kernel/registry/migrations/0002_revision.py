"""The one row of the revision, and the sequence that its numbers come from.

A sequence, because its numbers are never given twice: a process that has kept the world of a revision
whose transaction was rolled back must not meet that number again with other contents.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("registry", "0001_initial")]

    operations = [
        migrations.RunSQL(
            "CREATE SEQUENCE registry_revision_number; "
            "INSERT INTO registry_revision (id, number) VALUES (1, nextval('registry_revision_number'));",
            "DELETE FROM registry_revision; DROP SEQUENCE registry_revision_number;",
        )
    ]
