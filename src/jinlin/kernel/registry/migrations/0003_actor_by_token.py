"""Who a token belongs to, as a function: its plan is kept for the session.

Django sends each statement with its values written in, so that PostgreSQL plans it anew each time; for
this join, which every request makes, planning takes several times as long as executing.
"""

from django.db import migrations

_CREATE = """
CREATE FUNCTION registry_actor_by_token(wanted bytea, at timestamptz, today date)
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
   WHERE t.digest = wanted AND t.revoked_at IS NULL AND t.expires_at > at
   ORDER BY o.id;
END $$
"""


class Migration(migrations.Migration):
    dependencies = [("registry", "0002_revision")]

    operations = [
        migrations.RunSQL(_CREATE, "DROP FUNCTION registry_actor_by_token(bytea, timestamptz, date)")
    ]
