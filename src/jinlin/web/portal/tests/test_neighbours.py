"""Possible duplicates nearby: shown before sending, and joined by the resident's own word."""

from __future__ import annotations

from typing import Any

from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors import Sought, neighbours
from jinlin.lib.geodesy import Point
from jinlin.web.portal.tests.conftest import REPORT, SAID, Resident, accepted, queries

HERE = Point(x=120.25, y=40.375, crs="WGS-84")
KEY = "joint_command_centre/report"


def near(resident: Resident, **answers: Any) -> str:
    """What is shown while somebody is writing."""
    return str(resident.client.post(f"{REPORT}/near", {**SAID, **answers}).content.decode())


def test_the_same_thing_at_the_same_place_is_shown_before_sending(resident: Resident) -> None:
    number = accepted(resident.reports())
    assert number in near(resident)
    assert "暗号" not in near(resident)
    assert "有邻居反映过" in near(resident)


def test_without_a_category_the_words_of_the_title_are_looked_at(resident: Resident) -> None:
    number = accepted(resident.reports())
    assert number in near(resident, category="", title="这里路面坑洼严重")
    assert number not in near(resident, category="", title="路灯不亮")


def test_what_is_elsewhere_or_about_something_else_or_closed_or_not_public_is_not_shown(
    resident: Resident,
) -> None:
    hidden = resident.reports()
    assert hidden not in near(resident)
    number = accepted(hidden)
    assert number not in near(resident, **{"place.x": "120.26"})
    assert number not in near(resident, category="0101")
    assert resident.client.post(f"/matters/{number}/do/withdraw", {}).status_code == 302
    assert number not in near(resident)


def test_where_there_is_no_pin_the_area_counts(resident: Resident) -> None:
    number = accepted(resident.reports())
    nowhere = {"place.x": "", "place.y": ""}
    assert number in near(resident, area="990101002001", **nowhere)
    assert number not in near(resident, area="990101003001", **nowhere)
    assert number not in near(resident, area="", **nowhere)


def test_whoever_has_not_seen_it_is_asked_once_and_nothing_is_kept_before(resident: Resident) -> None:
    number = accepted(resident.reports())
    asked = resident.client.post(REPORT, SAID)
    assert (asked.status_code, Case.objects.count()) == (200, 1)
    assert number in asked.content.decode()
    assert resident.client.post(REPORT, {**SAID, "same": "none"}).status_code == 302
    piece = resident.client.post(REPORT, SAID, headers={"HX-Request": "true"})
    assert piece["HX-Retarget"] == "#near"


def test_who_joins_keeps_number_and_code_and_the_report_goes_on_in_the_other(resident: Resident) -> None:
    number = accepted(resident.reports())
    other = Resident()
    joined = other.reports(same=number)
    case = Case.objects.get(number=joined)
    assert (case.state, case.merged_into) == ("merged", Case.objects.get(number=number).id)
    assert other.code(joined)
    page = other.get(f"/matters/{joined}")
    assert f'href="/matters/{number}"' in page
    assert "不是同一件，分开办理" in page
    assert "暗号居民" not in other.get(f"/matters/{number}")


def test_joining_what_is_closed_hidden_or_nothing_keeps_nothing(resident: Resident) -> None:
    hidden = resident.reports()
    closed = accepted(resident.reports())
    resident.client.post(f"/matters/{closed}/do/withdraw", {})
    before = Case.objects.count()
    for number in (hidden, closed, "SZ1999-000001", "\x00", "<script>"):
        answer = resident.client.post(REPORT, {**SAID, "same": number})
        assert answer.status_code == 422, number
        assert "<script>" not in answer.content.decode()
    assert Case.objects.count() == before


def test_five_who_reported_are_counted_and_fewer_are_not(resident: Resident) -> None:
    number = accepted(resident.reports())
    for _ in range(4):
        assert "位邻居" not in near(resident)
        resident.reports(same=number)
    assert "5位邻居反映过" in near(resident)


def test_who_went_apart_again_is_counted_no_more_even_when_that_one_is_closed(resident: Resident) -> None:
    number = accepted(resident.reports())
    joined = [resident.reports(same=number) for _ in range(4)]
    assert "5位邻居反映过" in near(resident)
    resident.client.post(f"/matters/{joined[0]}/do/separate", {"separate_because": "是另一个坑"})
    resident.client.post(f"/matters/{joined[0]}/do/withdraw", {})
    assert Case.objects.get(number=joined[0]).state == "withdrawn"
    assert "位邻居" not in near(resident)


def test_where_the_place_is_shown_to_100_metres_nobody_learns_more(resident: Resident) -> None:
    """The distance is that of the place as it is shown."""
    accepted(resident.reports(**{"place.x": "120.25044", "place.y": "40.37544"}))
    (one,) = neighbours(Sought(KEY, ("0301",), HERE))
    assert (one.case.lon, one.case.lat, one.metres) == (120.25, 40.375, 0)


def test_hostile_places_are_no_fault_of_ours(resident: Resident) -> None:
    for x, y in (("nan", "nan"), ("inf", "0"), ("x", "y"), ("1e999", "-1e999"), ("", "40")):
        assert resident.client.post(f"{REPORT}/near", {**SAID, "place.x": x, "place.y": y}).status_code == 200
        sent = resident.client.post(REPORT, {**SAID, "place.x": x, "place.y": y, "same": "none"})
        assert sent.status_code == 422


def test_neighbours_cost_at_most_5_queries_however_many_there_are(resident: Resident) -> None:
    few = len(queries(lambda: near(resident)))
    for _ in range(6):
        accepted(resident.reports())
    many = queries(lambda: near(resident))
    assert few <= len(many) <= 5, many
