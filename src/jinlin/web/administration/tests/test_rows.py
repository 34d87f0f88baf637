"""One row at a time, and a person's page."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client

from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry import actions
from jinlin.kernel.registry.selectors import offices_of, person, world
from jinlin.lib import clock

LIN = "/administration/people/lin"


def test_an_area_is_added_and_ends_on_its_last_day(admin: Client) -> None:
    new = {"code": "990101005", "name": "南镇", "parent": "990101", "level": "town"}
    answer = admin.post("/administration/rows/areas", new)
    assert answer.headers["Location"] == "/administration/areas?under=990101"
    assert "南镇" in admin.get("/administration/areas?under=990101").content.decode()
    form = admin.get("/administration/rows/areas?code=990101005").content.decode()
    assert 'value="南镇"' in form
    yesterday = (clock.today() - timedelta(days=1)).isoformat()
    admin.post("/administration/rows/areas", {**new, "valid_to": yesterday})
    assert world().area("990101005") is None
    assert "已撤销" in admin.get("/administration/areas?under=990101").content.decode()


def test_a_row_that_does_not_fit_comes_back_with_what_was_typed_and_what_is_wrong(admin: Client) -> None:
    answer = admin.post("/administration/rows/organisations", {"code": "X", "name": "新局", "area": "1"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="新局"' in page
    assert "kind" in page
    assert world().organisation("X") is None


def test_a_person_is_added_appointed_and_the_office_ended(admin: Client) -> None:
    admin.post("/administration/rows/people", {"username": "wang", "name": "王三"})
    office = {"username": "wang", "role": "unit_officer", "organisation": "HOUSING"}
    admin.post("/administration/rows/offices", office)
    (held,) = offices_of("wang")
    assert held.is_held
    row = {**office, "area": held.area, "valid_from": held.valid_from.isoformat()}
    assert admin.post("/administration/offices/end", row).status_code == 422
    admin.post("/administration/offices/end", {**row, "valid_to": clock.today().isoformat()})
    assert offices_of("wang")[0].valid_to == clock.today()


def test_an_administrator_sets_a_password_and_a_weak_one_is_refused(admin: Client) -> None:
    assert admin.post(f"{LIN}/password", {"password": "12345678"}).status_code == 422
    assert admin.post(f"{LIN}/password", {"password": "a-long-passphrase-1"}).status_code == 302
    entered = {"login": "lin", "password": "a-long-passphrase-1"}
    assert Client().post("/account/login/", entered).status_code == 302


def test_an_account_is_closed_and_opened_again_but_never_ones_own(admin: Client) -> None:
    admin.post(f"{LIN}/close")
    assert not person("lin").is_open
    assert "已停用" in admin.get(LIN).content.decode()
    admin.post(f"{LIN}/reopen")
    assert person("lin").is_open
    assert admin.post("/administration/people/chen/close").status_code == 409


def test_the_page_of_a_person_tells_what_the_account_did_and_who_entered_it(admin: Client) -> None:
    admin.post("/administration/rows/people", {"username": "wang", "name": "王三"})
    mine = admin.get("/administration/people/chen").content.decode()
    assert "新增人员" in mine
    assert "登录" in mine
    assert "新增人员" not in admin.get(LIN).content.decode()


def test_a_long_history_is_read_page_by_page(admin: Client) -> None:
    for n in range(25):
        admin.post("/administration/rows/people", {"username": f"p{n}", "name": "张"})
    first = admin.get("/administration/people/chen").content.decode()
    on = re.search(r"\?did=(\d+)#did", first)
    assert on
    second = admin.get(f"/administration/people/chen?did={on.group(1)}").content.decode()
    assert first.count("新增人员") == 20
    assert second.count("新增人员") == 5
    assert admin.get("/administration/people/chen?did=abc").status_code == 422
    assert admin.get(f"/administration/people/chen?did={'9' * 30}").status_code == 422


def test_a_token_issued_for_somebody_is_shown_once_and_journaled(admin: Client) -> None:
    page = admin.post(f"{LIN}/tokens", {"label": "报表", "days": "30"}).content.decode()
    assert re.search(r"<code[^>]*>[\w-]{40,}<", page)
    assert history("registry/people")[-1].kind == "token.issued"
    admin.post(f"{LIN}/tokens/revoke", {"label": "报表"})
    assert "已撤销" in admin.get(LIN).content.decode()


def test_people_are_found_by_the_beginning_of_a_name_and_listed_in_pages(admin: Client) -> None:
    actions.install_people({"username": f"p{n:03}", "name": f"张{n}"} for n in range(60))
    page = admin.get("/administration/people").content.decode()
    on = re.search(r"after=(p\d+)", page)
    assert on
    second = admin.get(f"/administration/people?after={on.group(1)}").content.decode()
    assert f"/people/{on.group(1)}" not in second
    assert "/people/p059" in second
    found = admin.get("/administration/people?q=林").content.decode()
    assert "/people/lin" in found
    assert "/people/chen" not in found


@pytest.mark.parametrize(
    "address", ["", "areas", "organisations", "organisations/HOUSING", "people", "people/chen", "calendar"]
)
def test_no_page_takes_more_than_twelve_queries(
    admin: Client, address: str, django_assert_max_num_queries: object
) -> None:
    admin.get(f"/administration/{address}")
    with django_assert_max_num_queries(12):  # type: ignore[operator] # the fixture has no type of its own
        assert admin.get(f"/administration/{address}").status_code == 200


@pytest.mark.parametrize("address", ["people/nobody", "people/%00", "organisations/NONE", "rows/none"])
def test_what_is_not_there_is_told(admin: Client, address: str) -> None:
    assert admin.get(f"/administration/{address}").status_code == 404
