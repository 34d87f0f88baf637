"""Functions in the database that work with the rights of the owner of its tables, whoever calls them."""

from __future__ import annotations


def closed(signature: str) -> str:
    """SQL that closes a `SECURITY DEFINER` function: it finds names in our schema alone, and nobody may call
    it who was not let in by `jinlin grants`."""
    return f"""
    DO $$ BEGIN
        EXECUTE format('ALTER FUNCTION {signature} SET search_path = %I, pg_temp', current_schema());
    END $$;
    REVOKE ALL ON FUNCTION {signature} FROM PUBLIC;
    """
