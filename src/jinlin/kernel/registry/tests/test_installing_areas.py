"""Installing areas: all or nothing, every fault at once."""

from __future__ import annotations

import csv
from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry import actions, selectors
from jinlin.kernel.registry.actors import ANYONE
from jinlin.kernel.registry.models import Area
from jinlin.kernel.registry.tests.samples import AREAS, country
from jinlin.lib.errors import BadInput, NotAllowed

pytestmark = pytest.mark.django_db


def row(code: str, parent: str = "", **more: Any) -> dict[str, Any]:
    return {"code": code, "name": f"区{code}", "parent": parent, "level": "county", **more}


def dated(code: str, first: str, last: str = "", to: str = "", parent: str = "") -> dict[str, Any]:
    return row(code, parent, valid_from=first, valid_to=last, successor=to)


def faults(*rows: dict[str, Any]) -> list[tuple[int, str]]:
    with pytest.raises(BadInput) as refused:
        actions.install_areas(rows)
    return [(one["row"], one["en"]) for one in refused.value.details["rows"]]


def test_installed_areas_are_known_with_their_place_in_the_tree() -> None:
    changes = actions.install_areas(AREAS)
    world = selectors.world()
    assert changes.count("added") == len(AREAS)
    assert world.area("990101001001") is not None
    assert world.within("990101001001", "990101")
    assert not world.within("990101001001", "990101002")
    assert [one.code for one in world.children("990101")] == ["990101001", "990101002"]


def test_every_fault_is_told_at_once_with_its_row_as_a_spreadsheet_counts() -> None:
    found = faults(
        row("11"), row("x"), row("12", parent="99"), row("13", name=""), row("14") | {"name": "a\x00b"}
    )
    assert [number for number, _ in found] == [3, 4, 5, 6]
    assert "no area 99" in found[1][1]


def test_one_fault_keeps_every_row_out() -> None:
    faults(row("11"), row("12", parent="99"))
    assert not Area.objects.exists()


def test_a_wrong_header_is_told_once() -> None:
    found = faults({"code": "11", "naem": "x"}, {"code": "12", "naem": "x"})
    assert {number for number, _ in found} == {1}
    assert any("naem" in sentence for _, sentence in found)


def test_a_row_with_too_few_or_too_many_cells_is_told() -> None:
    for line in ("12,区,,county,more", "12,区,"):
        rows = csv.DictReader(["code,name,parent,level", "11,区,,county", line])
        assert [number for number, _ in faults(*rows)][:1] == [3]


def test_one_code_may_not_be_valid_twice_on_a_day() -> None:
    found = faults(dated("11", "2000-01-01", "2010-06-30"), dated("11", "2010-06-30"))
    assert [number for number, _ in found] == [3]
    assert "same days" in found[0][1]


def test_one_code_may_begin_again_on_the_day_after_its_end() -> None:
    actions.install_areas([dated("11", "2000-01-01", "2010-06-30"), dated("11", "2010-07-01")])
    assert Area.objects.filter(code="11").count() == 2


def test_an_overlap_with_what_is_installed_already_is_refused() -> None:
    actions.install_areas([dated("11", "2000-01-01")])
    assert "same days" in faults(dated("11", "2010-07-01"))[0][1]


def test_a_code_that_changed_is_found_by_date() -> None:
    actions.install_areas([row("11")])
    actions.install_areas([dated("11", "", "2014-06-30", "13"), dated("13", "2014-07-01")])
    world = selectors.world()
    assert world.area("11") is None
    assert world.area_on("11", date(2014, 6, 30)) is not None
    assert world.area_on("13", date(2014, 6, 30)) is None
    assert world.within("11", "13")
    assert world.subtree("13") == {"11", "13"}


def test_a_successor_needs_a_last_day() -> None:
    found = faults(row("11", valid_from="", valid_to="", successor="12"), dated("12", "2010-01-01"))
    assert "valid_to" in found[0][1]


def test_an_area_may_not_end_before_it_begins() -> None:
    assert "before" in faults(dated("11", "2010-01-02", "2010-01-01"))[0][1]


def test_areas_may_not_lie_within_each_other_in_a_circle() -> None:
    found = faults(row("11", "12"), row("12", "13"), row("13", "11"))
    assert any("circle" in sentence for _, sentence in found)


def test_the_same_area_may_not_stand_in_the_file_twice() -> None:
    assert faults(row("11"), row("11")) == [(3, "11 stands in the file twice")]


def test_a_date_that_is_none_says_how_dates_are_written() -> None:
    assert "2026-01-05" in faults(dated("11", "01.02.2010"))[0][1]


def test_a_dry_run_says_what_would_change_and_changes_nothing() -> None:
    before = selectors.revision()
    changes = actions.install_areas(AREAS, dry_run=True)
    assert changes.dry_run
    assert [one.code.split()[0] for one in changes.made] == [one["code"] for one in AREAS]
    assert not Area.objects.exists()
    assert selectors.revision() == before
    assert not history("registry/areas")


def test_installing_the_same_again_changes_nothing() -> None:
    actions.install_areas(AREAS)
    before, events = selectors.revision(), len(history("registry/areas"))
    changes = actions.install_areas(AREAS)
    assert (changes.made, changes.unchanged) == ((), len(AREAS))
    assert selectors.revision() == before
    assert len(history("registry/areas")) == events


def test_a_change_is_journaled_with_what_was_before() -> None:
    actions.install_areas([row("11")])
    changes = actions.install_areas([row("11") | {"name": "新名"}])
    assert changes.made[0].before == {"name": "区11"}
    last = history("registry/areas")[-1]
    assert last.kind == "area.changed"
    assert '"before":{"name":"区11"}' in last.facts


def test_twenty_thousand_areas_are_installed_and_read_in_few_statements() -> None:
    rows = list(country(towns=50, communities=399))
    with CaptureQueriesContext(
        connection,
    ) as written:
        changes = actions.install_areas(rows)
    assert changes.count("added") == len(rows) == 20_001
    assert len(written) < 30
    with CaptureQueriesContext(connection) as read:
        world = selectors.world()
    assert len(read) < 10
    assert len(world.subtree("110000")) == 20_001
    assert len(world.subtree("110000049")) == 400
    assert world.within("110000049398", "110000")


def test_only_an_administrator_changes_areas() -> None:
    with pytest.raises(NotAllowed):
        actions.install_areas(AREAS, actor=ANYONE)
