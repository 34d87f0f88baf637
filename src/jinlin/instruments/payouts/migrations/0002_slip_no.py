from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('payouts', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='attempt',
            name='slip_no',
            field=models.CharField(db_default='', default='', max_length=35),
        ),
    ]
