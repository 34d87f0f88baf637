"""The sequence of a year's numbers is made when its first number is drawn. Whoever serves may create nothing,
so the owner's function does, and creates nothing else."""

from __future__ import annotations

from django.db import migrations

from jinlin.lib.owned import closed

# Two processes may meet at New Year: one makes the sequence, the other waits for it.
_CREATE = """
CREATE FUNCTION case_make_sequence(wanted text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER AS $$
BEGIN
    IF wanted !~ '^case_no_[0-9a-f]{16}_[0-9]{4}$' THEN
        RAISE EXCEPTION '% is no sequence of running numbers', wanted
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(wanted, 0));
    EXECUTE format('CREATE SEQUENCE IF NOT EXISTS %I', wanted);
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0012_hot")]
    expands = "a new function; the release before does not call it, it makes its sequences itself"

    operations = [
        migrations.RunSQL(
            _CREATE + closed("case_make_sequence(text)"), "DROP FUNCTION case_make_sequence(text)"
        )
    ]
