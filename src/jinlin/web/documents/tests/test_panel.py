"""Documents stand on the page of their case, for everybody who may read them."""

from __future__ import annotations

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from jinlin.kernel.cases.actions import open_case, take
from jinlin.kernel.cases.tests.town import CENTRE, CLERK, COUNTY, ROADS
from jinlin.kernel.registry.actions import install_offices, install_people
from jinlin.kernel.registry.actors import ANYONE
from jinlin.web.documents.tests.conftest import Permit

STAFF = {"lin": ("clerk", CENTRE), "wu": ("fixer", ROADS)}


@pytest.fixture
def staff(permit: Permit) -> None:
    """A clerk, who may read permits, and an officer of the unit, who may not."""
    install_people([{"username": name, "name": name} for name in STAFF])
    install_offices(
        {"username": name, "role": role, "organisation": unit, "area": COUNTY, "valid_from": "2010-01-01"}
        for name, (role, unit) in STAFF.items()
    )


def page(client: Client, who: str, number: str) -> str:
    client.force_login(get_user_model().objects.get(username=who))
    return client.get(f"/desk/cases/{number}").content.decode()


@pytest.mark.usefixtures("staff")
class TestOnTheDesk:
    def test_they_stand_above_the_history_with_print_download_and_code(
        self, client: Client, permit: Permit
    ) -> None:
        told = page(client, "lin", permit.number)
        assert told.index(permit.document.number) < told.index('id="history"')
        assert f"/d/{permit.document.code}" in told
        for form, kind in (("pdf", "application/octet-stream"), ("print", "application/pdf")):
            address = f"/desk/cases/{permit.number}/papers/1/{form}"
            assert address in told
            answer = client.get(address)
            assert (answer.content, answer["Content-Type"]) == (permit.pdf, kind)
        assert client.get(f"/desk/cases/{permit.number}/papers/1/word").status_code == 200
        assert client.get(f"/desk/cases/{permit.number}/papers/1/other").status_code == 404

    def test_one_that_was_superseded_names_what_took_its_place(self, client: Client, permit: Permit) -> None:
        permit.do("again")
        told = page(client, "lin", permit.number)
        assert "现行文号P2018-0002" in told
        assert told.index("P2018-0002") < told.index(permit.document.number + "</span>")

    def test_who_may_not_read_one_finds_neither_it_nor_the_step(self, client: Client, permit: Permit) -> None:
        told = page(client, "wu", permit.number)
        assert permit.document.number not in told
        assert "出具文书" not in told
        assert client.get(f"/desk/cases/{permit.number}/papers/1/pdf").status_code == 404


def test_whoever_opened_the_matter_prints_it_with_the_code_of_the_receipt(
    client: Client, permit: Permit
) -> None:
    opened = open_case("town/report", {"subject": "A hole"}, ANYONE)
    permit.number = opened.case.number
    take(permit.number, "assign", {"kind": "pothole"}, CLERK)
    permit.do("permit")
    client.post("/follow", {"code": opened.tracking_code})
    told = client.get(f"/matters/{permit.number}").content.decode()
    assert told.index("P2018-0002") < told.index('id="history"')
    assert client.get(f"/matters/{permit.number}/papers/1/print").content.startswith(b"%PDF")
    assert Client().get(f"/matters/{permit.number}/papers/1/pdf").status_code == 404
