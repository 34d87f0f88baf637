"""Whoever seals holds the journal still for a moment. Only its owner may lock a table that takes no changes, so
the owner's function does."""

from __future__ import annotations

from django.db import migrations

from jinlin.lib.owned import closed

_CREATE = """
CREATE FUNCTION journal_written_so_far() RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    LOCK TABLE journal_event IN SHARE ROW EXCLUSIVE MODE;
    RETURN (SELECT coalesce(max(position), 0) FROM journal_event);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0005_installation")]
    expands = "a new function; the release before does not call it, it locks the journal itself"

    operations = [
        migrations.RunSQL(
            _CREATE + closed("journal_written_so_far()"), "DROP FUNCTION journal_written_so_far()"
        )
    ]
