"""How the database would answer: tests have too few rows for the planner to mind how."""

from __future__ import annotations

from django.db import connection


def plan_of(asked: str, *without: str) -> str:
    """The plan of a statement as it was captured, without what is named (`seqscan`, `sort`)."""
    with connection.cursor() as cursor:
        for way in without:
            cursor.execute(f"SET LOCAL enable_{way} = off")
        cursor.execute("EXPLAIN " + asked.replace("%", "%%"))
        return "\n".join(row[0] for row in cursor.fetchall())
