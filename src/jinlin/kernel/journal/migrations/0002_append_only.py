"""The database numbers the events, and refuses every change of what is written."""

from __future__ import annotations

from django.db import migrations

NUMBER = "ALTER TABLE journal_event ALTER COLUMN position ADD GENERATED ALWAYS AS IDENTITY"
UNNUMBER = "ALTER TABLE journal_event ALTER COLUMN position DROP IDENTITY"

REFUSE = """
CREATE FUNCTION journal_only_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '日志只增不改：% 不接受 %。 / The journal only grows: % takes no %.',
        TG_TABLE_NAME, TG_OP, TG_TABLE_NAME, TG_OP
        USING ERRCODE = 'restrict_violation',
              HINT = '要更正，请另记一条新的事件。 / To correct something, record a new event.';
END
$$;
CREATE TRIGGER journal_event_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_event
    FOR EACH STATEMENT EXECUTE FUNCTION journal_only_grows();
CREATE TRIGGER journal_seal_only_grows BEFORE UPDATE OR DELETE OR TRUNCATE ON journal_seal
    FOR EACH STATEMENT EXECUTE FUNCTION journal_only_grows();
"""
ALLOW = """
DROP TRIGGER journal_seal_only_grows ON journal_seal;
DROP TRIGGER journal_event_only_grows ON journal_event;
DROP FUNCTION journal_only_grows();
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_initial")]

    operations = [
        migrations.RunSQL(NUMBER, UNNUMBER),
        migrations.RunSQL(REFUSE, ALLOW),
    ]
