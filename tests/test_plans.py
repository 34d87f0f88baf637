"""Which statements the database plans once for all, and which each time."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from jinlin.project.database import SEEN_BEFORE
from jinlin.project.postgresql.base import MANY

KEPT = "SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s"


def asked_again_and_again(values: int) -> int:
    """How many plans the connection keeps of one question of so many values."""
    sql = f"SELECT {values} AS asked WHERE 1 IN ({', '.join(['%s'] * values)})"
    with connection.cursor() as cursor:
        for _ in range(SEEN_BEFORE + 2):
            cursor.execute(sql, list(range(values)))
        cursor.execute(KEPT, [f"SELECT {values} AS asked%"])
        row: Any = cursor.fetchone()
        return int(row[0])


@pytest.mark.django_db
@pytest.mark.parametrize(("values", "kept"), [(1, 1), (MANY, 1), (MANY + 1, 0)])
def test_a_question_of_many_values_is_planned_for_its_values_each_time(values: int, kept: int) -> None:
    assert asked_again_and_again(values) == kept
