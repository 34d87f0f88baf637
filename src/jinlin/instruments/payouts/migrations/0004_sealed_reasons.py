from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("payouts", "0003_uploads"),
    ]

    operations = [
        migrations.AddField("trouble", "sealed", models.BinaryField(null=True)),
    ]
