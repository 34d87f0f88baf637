"""How many cards a case ever had, as a column; and large tables are kept tidy early."""

from django.db import migrations, models

COUNT = "UPDATE case_case SET cards = (tally ->> 'shown')::smallint WHERE (tally ->> 'shown')::int > 0"
# By default a table of 100 million rows waits for 20 million dead ones.
SETTINGS = """
ALTER TABLE case_case SET (fillfactor = 85, autovacuum_vacuum_scale_factor = 0.02,
    autovacuum_analyze_scale_factor = 0.02, autovacuum_vacuum_insert_scale_factor = 0.05);
ALTER TABLE case_wording SET (autovacuum_vacuum_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.05,
    autovacuum_vacuum_insert_scale_factor = 0.05);
ALTER TABLE case_answer SET (autovacuum_vacuum_scale_factor = 0.05,
    autovacuum_vacuum_insert_scale_factor = 0.05);
"""
BACK = """
ALTER TABLE case_case RESET (fillfactor, autovacuum_vacuum_scale_factor, autovacuum_analyze_scale_factor,
    autovacuum_vacuum_insert_scale_factor);
ALTER TABLE case_wording RESET (autovacuum_vacuum_scale_factor, autovacuum_analyze_scale_factor,
    autovacuum_vacuum_insert_scale_factor);
ALTER TABLE case_answer RESET (autovacuum_vacuum_scale_factor, autovacuum_vacuum_insert_scale_factor);
"""


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0010_sealed"),
    ]

    operations = [
        migrations.AddField("case", "cards", models.SmallIntegerField(default=0, db_default=0)),
        migrations.RunSQL(COUNT, migrations.RunSQL.noop),
        migrations.RunSQL(SETTINGS, BACK),
    ]
