"""Loading lists: the dry run tells all and writes nothing, and only then it is done."""

from __future__ import annotations

import io
import json
import re
from datetime import date
from typing import Any

import openpyxl
import pytest
from django.test import Client

from jinlin.kernel.cases.actions import install_definition
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.tests.town import REPORT
from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry import actions
from jinlin.kernel.registry.selectors import actor_of, offices_of, world
from jinlin.kernel.registry.tests.samples import collection, square
from jinlin.web.administration.tests.conftest import as_person, try_out

AREAS = "code,name,parent,level\n990101,近邻新县,,county\n990101003,北镇,990101,town\n"
OFFICES = "username,role,organisation\nlin,unit_head,HOUSING\n"


def do(client: Client, what: str, shown: Any) -> Any:
    """Press the button under a dry run."""
    fields = dict(re.findall(r'name="(key|revision)" value="([^"]+)"', shown.content.decode()))
    return client.post(f"/administration/load/{what}/do", fields)


def test_a_dry_run_shows_what_would_change_and_writes_nothing(admin: Client) -> None:
    before = len(history("registry/areas"))
    shown = try_out(admin, "areas", AREAS)
    page = shown.content.decode()
    assert re.findall(r'tile-n number">(\d+)<', page) == ["1", "1", "0", "0"]
    assert "近邻示范县 → 近邻新县" in page
    assert world().area("990101003") is None
    assert len(history("registry/areas")) == before


def test_what_was_shown_is_then_done_and_journaled_under_the_administrators_name(admin: Client) -> None:
    answer = do(admin, "areas", try_out(admin, "areas", AREAS))
    assert answer.headers["Location"] == "/administration/areas"
    area = world().area("990101")
    assert area is not None
    assert area.name == "近邻新县"
    assert history("registry/areas")[-1].actor == actor_of("chen").label
    assert "近邻新县" not in admin.get("/administration/").content.decode()
    assert "更改区划" in admin.get("/administration/").content.decode()


def test_a_faulty_row_is_named_with_its_number(admin: Client) -> None:
    answer = try_out(admin, "areas", "code,name,parent,level\n99,好,,county\nxx,坏,,county\n98,坏,97,town\n")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert re.findall(r'<th scope="row" class="number">(\d+)</th>', page) == ["3", "4"]
    assert "97" in page
    assert 'name="key"' not in page


def test_a_role_that_no_pack_knows_is_doubted_before_it_is_written(admin: Client) -> None:
    install_definition(Definition.model_validate(REPORT))
    known = OFFICES.replace("unit_head", "fixer")
    assert "都没有这些岗位" not in try_out(admin, "offices", known).content.decode()
    doubted = try_out(admin, "offices", known.replace("fixer", "fixxer")).content.decode()
    assert "都没有这些岗位：fixxer" in doubted
    assert 'name="key"' in doubted


def test_if_somebody_changed_something_meanwhile_the_dry_run_is_shown_again(admin: Client) -> None:
    shown = try_out(admin, "offices", OFFICES)
    actions.install_people([{"username": "wang", "name": "王三"}])
    again = do(admin, "offices", shown)
    assert again.status_code == 200
    assert "都没有这些岗位：unit_head" in again.content.decode()
    assert "又有人作了更改" in again.content.decode()
    assert [one.role for one in offices_of("lin")] == ["unit_officer"]
    do(admin, "offices", again)
    assert {one.role for one in offices_of("lin")} == {"unit_officer", "unit_head"}


def test_the_file_of_one_administrator_is_not_done_by_another(admin: Client) -> None:
    shown = try_out(admin, "areas", AREAS)
    actions.install_offices([{"username": "lin", "role": "administrator", "organisation": "CENTRE"}])
    as_person(admin, "lin")
    assert do(admin, "areas", shown).status_code == 409
    assert world().area("990101003") is None


def test_a_file_is_done_once(admin: Client) -> None:
    shown = try_out(admin, "areas", AREAS)
    do(admin, "areas", shown)
    assert do(admin, "areas", shown).status_code == 409


def test_what_a_chinese_spreadsheet_writes_is_read(admin: Client) -> None:
    assert "近邻新县" in try_out(admin, "areas", AREAS.encode("gb18030")).content.decode()


def test_what_is_no_list_is_refused_in_a_sentence(admin: Client) -> None:
    for content in (b"", b"\xff\xfe\x00\x81\xff", b"code\n", b"\x00" * 50):
        assert try_out(admin, "areas", content).status_code == 422
    assert admin.post("/administration/load/areas/try").status_code == 422
    assert try_out(admin, "no-such-table", AREAS).status_code == 404


def test_what_is_in_a_file_is_text_and_never_markup(admin: Client) -> None:
    page = try_out(admin, "areas", "code,name,parent,level\n97,<b>x</b>,,county\n").content.decode()
    assert "<b>x</b>" not in page
    assert "&lt;b&gt;x" in page


def test_the_same_list_again_leaves_nothing_to_do(admin: Client) -> None:
    do(admin, "areas", try_out(admin, "areas", AREAS))
    assert 'name="key"' not in try_out(admin, "areas", AREAS).content.decode()


def test_a_holiday_table_is_tried_and_then_loaded_with_its_notice(admin: Client) -> None:
    table = "date,day\n2031-10-01,off\n2031-10-12,on\n"
    assert try_out(admin, "calendar", table).status_code == 422  # no notice
    shown = try_out(admin, "calendar", table, source="国办发明电〔2030〕9号")
    assert 2031 not in world().calendar.tables
    do(admin, "calendar", shown)
    assert world().calendar.tables[2031].source == "国办发明电〔2030〕9号"
    assert "2031" in admin.get("/administration/calendar").content.decode()


def test_summer_hours_are_set_and_removed_on_the_calendar_page(admin: Client) -> None:
    hours = {"valid_from": "2031-06-01", "sessions": "08:00-12:00，15:00-18:00", "source": "夏令时通知"}
    assert admin.post("/administration/calendar/hours", hours).status_code == 302
    assert str(world().calendar.hours.on(date(2031, 6, 1))) == "08:00-12:00 15:00-18:00"
    page = admin.get("/administration/calendar").content.decode()
    assert "夏令时通知" in page
    assert "2031-06-01" in page
    admin.post("/administration/calendar/hours/remove", {"valid_from": "2031-06-01"})
    assert str(world().calendar.hours.on(date(2031, 6, 1))) == "08:30-12:00 13:30-17:30"
    assert [one.kind for one in history("registry/calendar")][-2:] == ["hours.set", "hours.removed"]


def test_hours_that_are_none_come_back_with_what_was_typed_and_what_is_wrong(admin: Client) -> None:
    for wrong in ({"sessions": "all day"}, {"valid_from": "soon"}, {"source": " "}, {"sessions": ""}):
        sent = {"valid_from": "2031-06-01", "sessions": "08:00-12:00", "source": "通知", **wrong}
        answer = admin.post("/administration/calendar/hours", sent)
        assert answer.status_code == 422
        assert 'role="alert"' in answer.content.decode()
    assert admin.post("/administration/calendar/hours/remove", {"valid_from": "x"}).status_code == 422
    assert (
        admin.post("/administration/calendar/hours/remove", {"valid_from": "2031-06-01"}).status_code == 404
    )


def test_a_workbook_is_loaded_as_csv_is(admin: Client) -> None:
    made = openpyxl.Workbook()
    for row in (line.split(",") for line in AREAS.splitlines()):
        made.active.append(row)
    file = io.BytesIO()
    made.save(file)
    assert do(admin, "areas", try_out(admin, "areas", file.getvalue())).status_code == 302
    assert world().area("990101003") is not None


def test_the_grid_is_loaded_and_looked_at_like_every_other_table(admin: Client) -> None:
    cell = "990101001001001"
    file = json.dumps(collection(square(cell, 120.0, 40.0)))
    assert "15位数字" in admin.get("/administration/grid").content.decode()
    assert do(admin, "grid", try_out(admin, "grid", file)).headers["Location"] == "/administration/grid"
    assert cell in admin.get(f"/administration/grid?q={cell[:6]}").content.decode()
    assert cell not in admin.get("/administration/grid?q=nothing").content.decode()


@pytest.mark.parametrize("file", ["[]", "{", "\xff", '{"type": "FeatureCollection"}'])
def test_what_is_no_grid_is_refused_in_words(admin: Client, file: str) -> None:
    answer = try_out(admin, "grid", file.encode("latin-1"))
    assert answer.status_code == 422
    assert "GeoJSON" in answer.content.decode()
