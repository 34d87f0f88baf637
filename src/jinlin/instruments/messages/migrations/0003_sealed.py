from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("outbox", "0002_no_gateway"),
    ]

    operations = [
        migrations.AddField("message", "sealed", models.BinaryField(null=True)),
        migrations.AlterField("message", "body_zh", models.TextField(default="", db_default="")),
        migrations.AlterField("message", "body_en", models.TextField(default="", db_default="")),
    ]
