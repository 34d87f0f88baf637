"""Several writes as one statement."""

from __future__ import annotations

import pytest

from jinlin.lib.clauses import Clause, together

ONE = Clause("INSERT INTO a VALUES (%s, %s)", [1, 2])
OTHER = Clause("DELETE FROM b WHERE n = %s", [3])


def test_one_clause_is_sent_as_it_is() -> None:
    assert together([ONE]) == ONE


def test_several_clauses_keep_their_order_and_that_of_their_parameters() -> None:
    statement, parameters = together([ONE, OTHER])
    assert statement == f"WITH part_0 AS ({ONE.statement}), part_1 AS ({OTHER.statement}) SELECT"
    assert parameters == [1, 2, 3]


def test_no_clause_at_all_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="nothing to write"):
        together([])
