"""Tables in the database."""

from __future__ import annotations

import json

import pytest
from pytest_django import DjangoAssertNumQueries

from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry import actions as registry
from jinlin.kernel.registry import selectors as registry_selectors
from jinlin.kernel.rules import actions, selectors
from jinlin.kernel.rules.findings import decide
from jinlin.kernel.rules.tables import Table
from jinlin.kernel.rules.tests.samples import TODAY, limits, routing, row
from jinlin.lib.errors import NotFound

pytestmark = pytest.mark.django_db


def test_an_installed_table_is_read_once_until_the_revision_moves(
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    actions.install_table(limits(row("L1")))
    revision = registry_selectors.revision()
    found = selectors.table("demo/limits", revision)
    assert found == limits(row("L1"))
    with django_assert_num_queries(0):
        assert selectors.table("demo/limits", revision) is found
    with django_assert_num_queries(1):
        assert selectors.table("demo/limits") is found


def test_a_table_that_changed_is_read_anew_and_the_others_are_kept() -> None:
    actions.install_table(limits(row("L1")))
    actions.install_table(routing())
    kept = selectors.table("demo/routing")
    assert actions.install_table(limits(row("L2")))
    assert [one.id for one in selectors.table("demo/limits").rows] == ["L2"]
    assert selectors.table("demo/routing") is kept
    assert [one.key for one in selectors.tables()] == ["demo/limits", "demo/routing"]


def test_installing_the_same_table_again_changes_nothing() -> None:
    assert actions.install_table(limits(row("L1")))
    before = registry_selectors.revision()
    assert not actions.install_table(limits(row("L1")))
    assert registry_selectors.revision() == before
    assert len(history("rules/tables")) == 1


def test_the_journal_keeps_the_table_that_an_old_finding_cites() -> None:
    table = limits(row("L1"))
    actions.install_table(table)
    actions.install_table(limits(row("L2")))
    first = json.loads(history("rules/tables")[0].facts)
    assert first["digest"] == table.digest
    assert Table.model_validate(first["body"]) == table


def test_a_table_that_is_not_installed_is_not_found() -> None:
    with pytest.raises(NotFound, match="demo/limits"):
        selectors.table("demo/limits")


def test_a_city_routes_by_its_own_register_as_soon_as_it_is_installed() -> None:
    actions.install_table(routing())
    columns = ["category", "area", "unit"]
    facts = {"category": {"code": "01"}, "area": None}

    def install(unit: str, source: str) -> None:
        rows = [{"code": "a", "category": "01", "area": "", "unit": unit}]
        registry.install_register("demo/routing", columns, rows, source)  # type: ignore[arg-type]  # one of two

    def routed() -> object:
        world = registry_selectors.world()
        return decide(selectors.table("demo/routing"), facts, TODAY, world).outcome["unit"]

    install("PACK", "pack")
    assert routed() == "PACK"
    install("CITY", "city")
    assert routed() == "CITY"
    install("PACK-2", "pack")
    assert routed() == "CITY"
