"""Registers: a pack's list, and the city's own in its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

import pytest

from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry import actions, selectors
from jinlin.kernel.registry.actions import Changes
from jinlin.lib.errors import BadInput

pytestmark = pytest.mark.django_db
KEY = "demo/categories"


def install(
    *rows: dict[str, Any],
    source: Literal["pack", "city"] = "pack",
    columns: Sequence[str] = ("name", "remit"),
    dry_run: bool = False,
) -> Changes:
    return actions.install_register(KEY, columns, rows, source, dry_run=dry_run)


def row(code: str, name: str = "名", remit: str = "county") -> dict[str, Any]:
    return {"code": code, "name": name, "remit": remit}


def test_rows_are_read_in_the_order_of_the_file_each_with_its_code() -> None:
    install(row("b"), row("a", remit=""))
    world = selectors.world()
    assert [one["code"] for one in world.rows(KEY)] == ["b", "a"]
    assert world.row(KEY, "a") == {"code": "a", "name": "名", "remit": ""}
    assert world.row(KEY, "c") is None
    assert world.columns(KEY) == ("name", "remit")
    assert world.has_register(KEY)


def test_a_register_that_is_not_there_has_no_rows() -> None:
    world = selectors.world()
    assert not world.has_register(KEY)
    assert (world.rows(KEY), world.row(KEY, "a"), world.columns(KEY)) == ((), None, ())


def test_a_pack_replaces_its_own_rows() -> None:
    install(row("a"), row("b"), row("c"))
    changes = install(row("b", name="新"), row("c"), row("d"))
    assert {one.what: one.code for one in changes.made} == {"changed": "b", "added": "d", "removed": "a"}
    assert changes.unchanged == 1
    assert [one["code"] for one in selectors.world().rows(KEY)] == ["b", "c", "d"]


def test_a_pack_never_replaces_what_a_city_put() -> None:
    install(row("a"))
    install(row("city"), source="city")
    changes = install(row("a"), row("b"))
    assert changes.kept
    assert not changes.made
    assert [one["code"] for one in selectors.world().rows(KEY)] == ["city"]


def test_a_city_list_must_have_the_columns_that_rules_and_forms_use() -> None:
    install(row("a"))
    with pytest.raises(BadInput, match="remit"):
        install({"code": "a", "name": "x"}, source="city", columns=("name",))
    install(row("a") | {"own": "1"}, source="city", columns=("name", "remit", "own"))
    assert selectors.world().columns(KEY) == ("name", "remit", "own")


def test_every_fault_of_a_register_is_told_and_nothing_is_changed() -> None:
    install(row("kept"))
    with pytest.raises(BadInput) as refused:
        install(row("a"), row("a"), row(""), row("b", name="x" * 5000), row("c") | {"remit": 7})
    assert [one["row"] for one in refused.value.details["rows"]] == [3, 4, 5, 6]
    assert [one["code"] for one in selectors.world().rows(KEY)] == ["kept"]


@pytest.mark.parametrize("key", ["categories", "Demo/x", "demo/", "a/b/c", "demo/" + "x" * 120])
def test_a_register_is_named_by_its_pack_and_its_name(key: str) -> None:
    with pytest.raises(BadInput):
        actions.install_register(key, ["name"], [], "pack")


def test_a_dry_run_of_a_register_changes_nothing() -> None:
    assert install(row("a"), dry_run=True).count("added") == 1
    assert not selectors.world().has_register(KEY)


def test_the_same_rows_again_change_nothing() -> None:
    install(row("a"))
    before, events = selectors.revision(), len(history("registry/registers"))
    install(row("a"))
    assert (selectors.revision(), len(history("registry/registers"))) == (before, events)


def test_another_order_of_the_rows_is_kept() -> None:
    install(row("a"), row("b"))
    install(row("b"), row("a"))
    assert [one["code"] for one in selectors.world().rows(KEY)] == ["b", "a"]


def test_the_journal_tells_every_row_that_came_changed_or_went() -> None:
    install(row("a"), row("b"))
    install(row("a", name="新"))
    kinds = [one.kind for one in history("registry/registers")]
    assert kinds == [
        "register.installed", "entry.added", "entry.added",
        "register.installed", "entry.changed", "entry.removed",
    ]  # fmt: skip


def test_of_a_row_that_changes_only_the_cells_that_differ_are_told() -> None:
    install(row("a", name="旧", remit="county"))
    (change,) = install(row("a", name="新", remit="county"), dry_run=True).made
    assert change.before == {"name": "旧"}


def test_a_list_whose_codes_lost_the_zeros_before_them_is_refused_unless_that_is_meant() -> None:
    install(row("01"), row("0102"), row("7"))
    with pytest.raises(BadInput, match="102 for 0102"):
        install(row("1"), row("102"), row("7"), source="city")
    actions.install_register(KEY, ("name", "remit"), [row("1")], "city", may_drop=True)
    assert [one["code"] for one in selectors.world().rows(KEY)] == ["1"]
