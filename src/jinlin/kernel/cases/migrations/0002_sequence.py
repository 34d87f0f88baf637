"""The ids of cases come from a sequence of their own, so that a number is known before the row is written."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE case_id_seq", "DROP SEQUENCE case_id_seq"),
    ]
