"""An emergency: the numbers stand on every page, and danger in a text is told before it is sent."""

from __future__ import annotations

import pytest
from django.urls import reverse

from jinlin.kernel.cases.models import Case
from jinlin.web.portal.sent import new_key
from jinlin.web.portal.tests.conftest import REPORT, SAID, Resident

BURNING = {**SAID, "title": "三号楼着火了", "details": "冒浓烟。"}


@pytest.mark.parametrize("page", ["/", "/report/", REPORT, "/follow", "/shares/", "/d/"])
def test_the_emergency_numbers_stand_on_every_page_of_a_resident(resident: Resident, page: str) -> None:
    found = resident.get(page)
    assert all(f'href="tel:{number}"' in found for number in (110, 119, 120, 122, 12345))


def test_staff_at_work_see_no_strip(resident: Resident) -> None:
    assert 'class="emergency"' not in resident.get(reverse("account_login"))


def test_danger_is_told_before_anything_is_sent_and_never_refused(resident: Resident) -> None:
    before = Case.objects.count()
    first = resident.client.post(REPORT, {**BURNING, "key": new_key()})
    page = first.content.decode()
    assert first.status_code == 200
    assert 'class="btn btn-danger" href="tel:119"' in page
    assert "三号楼着火了" in page
    assert Case.objects.count() == before
    again = resident.client.post(REPORT, {**BURNING, "key": new_key(), "warned": "1"})
    assert again.status_code == 302
    assert Case.objects.count() == before + 1
    receipt = resident.get(again["Location"])
    assert 'class="btn btn-danger" href="tel:119"' in receipt


def test_while_one_writes_danger_is_told_at_once(resident: Resident) -> None:
    piece = resident.client.post(f"{REPORT}/call-first", BURNING).content.decode()
    assert "tel:119" in piece
    assert 'name="warned"' in piece
    assert "tel:119" not in resident.client.post(f"{REPORT}/call-first", SAID).content.decode()


def test_a_search_for_danger_answers_with_whom_to_call(resident: Resident) -> None:
    assert 'class="btn btn-danger" href="tel:119"' in resident.get("/report/?q=家里着火了")
    assert "btn-danger" not in resident.get("/report/?q=路灯不亮")
