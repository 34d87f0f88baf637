"""The tally of a case also keeps how many others were merged into it."""

from django.db import migrations

COUNT = """
UPDATE case_case c
   SET tally = c.tally || jsonb_build_object('merged',
           (SELECT count(*) FROM case_case o WHERE o.merged_into = c.id))
 WHERE NOT c.tally ? 'merged'
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0004_public")]
    operations = [migrations.RunSQL(COUNT, migrations.RunSQL.noop)]
