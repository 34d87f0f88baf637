"""After a large batch the planner looks at its table again. Only the owner of a table may tell it to, so the
owner's function does."""

from __future__ import annotations

from django.db import migrations

from jinlin.lib.owned import closed

_CREATE = """
CREATE FUNCTION ledger_look_again(grown regclass) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    EXECUTE format('ANALYZE (SKIP_LOCKED) %s', grown);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_double_entry")]
    expands = "a new function; the release before does not call it, it looks at its tables itself"

    operations = [
        migrations.RunSQL(
            _CREATE + closed("ledger_look_again(regclass)"), "DROP FUNCTION ledger_look_again(regclass)"
        )
    ]
