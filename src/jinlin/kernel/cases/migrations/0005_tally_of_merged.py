"""The tally of a case also keeps how many others were merged into it; one that says nothing of it has none,
so that nothing but these is written: an update of a million closed cases would take half an hour."""

from django.db import migrations

COUNT = """
UPDATE case_case c
   SET tally = c.tally || jsonb_build_object('merged', o.n)
  FROM (SELECT merged_into, count(*) AS n FROM case_case WHERE merged_into IS NOT NULL GROUP BY 1) o
 WHERE o.merged_into = c.id AND NOT c.tally ? 'merged'
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_public")]
    operations = [migrations.RunSQL(COUNT, migrations.RunSQL.noop)]
