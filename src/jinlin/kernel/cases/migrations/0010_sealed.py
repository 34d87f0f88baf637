from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0009_audience"),
    ]

    operations = [
        migrations.RenameField("case", "title", "public_title"),
        migrations.AddField("case", "sealed", models.BinaryField(null=True)),
    ]
