from django.db import migrations, models

# Who put a file in, the journal knows: whoever opened the case (`anyone` adds files at the opening alone), or
# somebody who deals with it.
OWN = """
    UPDATE case_attachment AS a SET audience = 'everybody'
      FROM case_case AS c, journal_event AS e
     WHERE c.id = a.case_id AND e.stream = 'case/' || a.case_id AND e.kind = 'attached'
       AND (e.facts::jsonb ->> 'n')::int = a.n AND e.actor IN (c.opener, 'case/' || c.id, 'anyone')
"""


class Migration(migrations.Migration):

    dependencies = [
        ('cases', '0008_board'),
        ('journal', '0003_by_person'),
    ]

    operations = [
        migrations.AddField(
            model_name='attachment',
            name='added_as',
            field=models.CharField(db_default='', default='', max_length=80),
        ),
        migrations.AddField(
            model_name='attachment',
            name='audience',
            field=models.CharField(db_default='staff', default='staff', max_length=10),
        ),
        migrations.RunSQL(OWN, migrations.RunSQL.noop),
    ]
