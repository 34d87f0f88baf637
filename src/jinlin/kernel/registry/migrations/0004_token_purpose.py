"""A token says what it is for: one for a calendar does not work as the person at the API."""

from django.db import migrations, models

_REPLACE = """
CREATE OR REPLACE FUNCTION registry_actor_by_token(wanted bytea, at timestamptz, today date)
RETURNS TABLE (revision bigint, person bigint, name text, username text,
               role text, organisation text, area text)
LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN QUERY
  SELECT coalesce((SELECT number FROM registry_revision WHERE id = 1), 0),
         p.id, p.name::text, p.username::text, o.role::text, o.organisation_id::text, o.area::text
    FROM registry_token t
    JOIN registry_person p ON p.id = t.person_id AND p.is_active
    LEFT JOIN registry_office o ON o.person_id = p.id
     AND o.valid_from <= today AND (o.valid_to IS NULL OR o.valid_to >= today)
   WHERE t.digest = wanted {purpose} AND t.revoked_at IS NULL AND t.expires_at > at
   ORDER BY o.id;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0003_actor_by_token")]

    operations = [
        migrations.AddField(
            model_name="token",
            name="purpose",
            field=models.CharField(
                choices=[("api", "Api"), ("calendar", "Calendar")], default="api", max_length=8
            ),
        ),
        migrations.RunSQL(
            _REPLACE.replace("{purpose}", "AND t.purpose = 'api'"), _REPLACE.replace("{purpose}", "")
        ),
    ]
