"""A resident reports: chooses, says, sends, and gets a receipt."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from jinlin.kernel.cases.actions import open_file
from jinlin.kernel.cases.models import Answer, Attachment, Case
from jinlin.kernel.registry.attempts import Attempts
from jinlin.kernel.registry.clients import Client
from jinlin.kernel.registry.selectors import resident_of, world
from jinlin.lib import clock
from jinlin.lib.pictures import LONGEST
from jinlin.lib.tests.test_pictures import GPS, png_head, with_position
from jinlin.web.portal.sent import URGENT, new_key
from jinlin.web.portal.tests.conftest import REPORT, SAID, Resident, picture, queries

FORM = "application/x-www-form-urlencoded"
MEDIATION = {
    "subject": "楼上漏水", "area": "990101001001", "dispute_type": "neighbour", "source": "requested",
    "brief": "天花板湿了。", "line": "civil",
    "applicant.name": "示例甲", "applicant.phone": "15400000001", "respondent.name": "示例乙",
}  # fmt: skip
ORDER = {
    "subject": "银行流水", "court": "DEMO-COURT", "phase": "trial", "client.name": "示例委托人",
    "lawyers.0.name": "示例律师甲", "lawyers.0.licence": "99901201700000001", "lawyers.0.firm": "示范所",
    "lawyers.1.name": "示例律师乙", "lawyers.1.licence": "99901201700000002", "lawyers.1.firm": "示范所",
    "target": "DEMO-BANK", "fact_to_prove": "示例", "why_not_obtainable": "示例", "undertaking": "true",
    "items.0.name": "流水", "items.0.kind": "documentary", "items.0.period": "2017",
    "items.0.touches": "none",
}  # fmt: skip


class TestChoosing:
    def test_plain_words_lead_to_the_category(self, resident: Resident) -> None:
        page = resident.get("/report/?q=我家门口的路灯坏了三天了")
        assert f"{REPORT}?category=0303" in page

    def test_what_everybody_may_open_is_offered_and_nothing_else(self, resident: Resident) -> None:
        page = resident.get("/report/")
        offered = set(re.findall(r'href="/report/(\w+/\w+)"', page))
        assert offered == {
            "joint_command_centre/report",
            "joint_command_centre/consultation",
            "five_mediations/mediation",
            "investigation_order/order",
            "reward_notice/notice",
        }
        assert "申请律师" in page
        assert resident.client.get("/report/joint_command_centre/letter").status_code == 404
        assert resident.client.get("/report/no/such").status_code == 404

    def test_as_one_types_only_what_was_found_comes_back(self, resident: Resident) -> None:
        piece = resident.get("/report/?q=street lights", headers={"HX-Request": "true"})
        assert "category=0303" in piece
        assert "<html" not in piece

    @pytest.mark.parametrize("typed", ["", "%00", "'\"<script>", "。" * 500, "\ud83d"])
    def test_whatever_is_typed_the_page_comes(self, resident: Resident, typed: str) -> None:
        assert "<script>" not in resident.get(
            "/report/", data={"q": typed.encode("utf-8", "replace").decode()}
        )

    def test_costs_at_most_12_queries(self, resident: Resident) -> None:
        assert len(queries(lambda: resident.get("/report/?q=路灯"))) <= 12


class TestSaying:
    def test_the_form_asks_in_the_order_of_the_pack_and_knows_what_was_chosen(
        self, resident: Resident
    ) -> None:
        page = resident.get(f"{REPORT}?category=0303")
        places = [page.index(f'name="{name}') for name in ("title", "details", "area", "place", "category")]
        assert places == sorted(places)
        assert '<option value="0303" selected>' in page
        assert 'name="reporter.id_no"' not in page
        assert 'name="object_kind"' not in page

    def test_a_report_with_photos_becomes_a_case_in_one_piece(self, resident: Resident) -> None:
        answer = resident.send(photos=[picture(), picture("b.png", "PNG")], same="none", **_keyed(SAID))
        number = answer["Location"].removeprefix("/receipt/")
        case = Case.objects.get(number=number)
        assert (case.category, case.channel, case.opener, case.area) == (
            "0301",
            "web",
            "anyone",
            "990101002001",
        )
        assert Attachment.objects.filter(case_id=case.id).count() == 2

    def test_what_does_not_fit_is_said_beside_its_field_and_nothing_is_kept(self, resident: Resident) -> None:
        answer = resident.send(photos=[picture()], details="没有标题", same="none")
        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'aria-describedby="f-title-error' in page
        assert "没有标题</textarea>" in page
        assert not Case.objects.exists()
        assert not Attachment.objects.exists()

    def test_sent_twice_it_is_one_case_with_one_code(self, resident: Resident) -> None:
        found = re.search(r'name="key" value="([^"]+)"', resident.get(REPORT))
        assert found
        first, again = (resident.send(key=found.group(1), same="none", **_keyed(SAID)) for _ in range(2))
        assert first["Location"] == again["Location"]
        assert Case.objects.count() == 1
        changed = resident.send(key=found.group(1), same="none", **_keyed({**SAID, "title": "另一件"}))
        assert changed.status_code == 422
        assert "提交过一次" in changed.content.decode()
        assert found.group(1) not in changed.content.decode()

    @pytest.mark.parametrize(
        ("address", "answers"),
        [("/report/five_mediations/mediation", MEDIATION), ("/report/investigation_order/order", ORDER)],
    )
    def test_any_pack_is_asked_for_by_its_own_form(
        self, resident: Resident, address: str, answers: dict[str, str]
    ) -> None:
        for language in ("zh", "en"):
            resident.client.cookies["jinlin_language"] = language
            resident.get(address)
            answer = resident.client.post(address, answers)
            assert answer.status_code == 302, answer.content.decode()[:5000]
            assert answers["subject"] in resident.get(answer["Location"])

    def test_rows_that_do_not_fit_come_back_as_they_were(self, resident: Resident) -> None:
        answer = resident.client.post(
            "/report/investigation_order/order", {**ORDER, "lawyers.1.licence": "12"}
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        assert 'name="lawyers.1.licence" value="12"' in page
        assert 'value="示例律师甲"' in page

    def test_costs_at_most_8_queries_besides_the_session(self, resident: Resident) -> None:
        resident.reports()
        sent = queries(lambda: resident.send(photos=[picture()], **_keyed(SAID)))
        assert len(sent) <= 8, sent

    def test_one_address_cannot_flood_the_centre(self, resident: Resident) -> None:
        for _ in range(59):
            Attempts.of_reporting(Client("127.0.0.1"), URGENT).begin()
        assert resident.send(same="none", **_keyed({**SAID, "title": ""})).status_code == 422
        assert resident.send(same="none", **_keyed(SAID)).status_code == 302
        assert resident.send(same="none", **_keyed(SAID)).status_code == 429
        assert Case.objects.count() == 1

    def test_sent_again_it_is_answered_as_before_though_no_other_is_taken(self, resident: Resident) -> None:
        sent = {"key": new_key(), "same": "none", **_keyed(SAID)}
        first = resident.send(**sent)
        for _ in range(59):
            Attempts.of_reporting(Client("127.0.0.1"), URGENT).begin()
        assert resident.send(**sent)["Location"] == first["Location"]


class TestPhotos:
    @pytest.mark.parametrize(
        ("name", "content"),
        [
            ("a.png", b"\x89PNG\r\n\x1a\n<script>alert(1)</script>"),
            ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'),
            ("a.html", b"<!doctype html><script>alert(1)</script>"),
            ("a.jpg", b"%PDF-1.7"),
            ("a.png", b""),
            ("a.png", b"PK\x03\x04" + b"\x00" * 30),
            ("a.png", png_head(30_000, 30_000)),
            ("a.png", png_head(10_000, 5_000)),
        ],
    )
    def test_that_are_none_are_refused_and_no_case_is_left(
        self, resident: Resident, name: str, content: bytes
    ) -> None:
        answer = resident.send(
            photos=[picture(), SimpleUploadedFile(name, content)], same="none", **_keyed(SAID)
        )
        assert answer.status_code == 422
        assert not Case.objects.exists()

    def test_come_at_most_nine_at_once(self, resident: Resident) -> None:
        answer = resident.send(photos=[picture() for _ in range(10)], same="none", **_keyed(SAID))
        assert answer.status_code == 422
        assert not Case.objects.exists()

    def test_of_a_telephone_with_50_megapixels_are_kept_small_and_do_not_tell_where_they_were_taken(
        self, resident: Resident
    ) -> None:
        taken = picture(size=(8192, 6144), exif=with_position(), comment=b"40.375N")
        answer = resident.send(photos=[taken], same="none", **_keyed(SAID))
        case = Case.objects.get(number=answer["Location"].removeprefix("/receipt/"))
        kept = open_file(case.number, 1, resident_of(case.id))
        assert kept.info.media_type == "image/jpeg"
        assert b"40.375N" not in kept.content
        with Image.open(BytesIO(kept.content)) as image:
            assert max(image.size) <= LONGEST
            assert not image.getexif().get_ifd(GPS)

    def test_come_later_too_until_the_matter_is_closed(self, resident: Resident) -> None:
        number = resident.reports()
        assert resident.send(f"/matters/{number}/photos", photos=[picture()]).status_code == 302
        assert resident.send(f"/matters/{number}/photos").status_code == 422
        shown = resident.client.get(f"/matters/{number}/files/1")
        assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
        assert shown["X-Content-Type-Options"] == "nosniff"
        assert "sandbox" in shown["Content-Security-Policy"]


class TestTheReceipt:
    def test_has_number_code_and_picture_and_says_what_comes_next_and_when(self, resident: Resident) -> None:
        number = resident.reports()
        page = resident.get(f"/receipt/{number}")
        assert number in page
        assert re.search(r'code">[0-9A-Z]{5}-[0-9A-Z]{5}-[0-9A-Z]{5}<', page)
        assert "<svg" in page
        assert f"http://testserver/matters/{number}" in page
        assert "正在看属于哪一类" in page
        assert "最迟" in page

    def test_tells_the_code_no_more_once_it_is_noted_or_five_minutes_are_over(
        self, resident: Resident
    ) -> None:
        noted, late = resident.reports(), resident.reports()
        resident.client.post(f"/receipt/{noted}/noted")
        assert "查询码" not in resident.get(f"/receipt/{noted}")
        assert resident.code(late)
        with clock.travel(clock.now()) as journey:
            journey.move(clock.now() + timedelta(minutes=6))
            assert "查询码" not in resident.get(f"/receipt/{late}")
            journey.move(clock.now() + timedelta(minutes=31))
            assert resident.client.get(f"/receipt/{late}")["Location"] == f"/matters/{late}"

    @pytest.mark.parametrize("other", ["/", "/report/", "/follow", "/matters/{}", "/verify", "/nowhere"])
    def test_whoever_goes_on_to_another_page_leaves_no_code_to_the_next(
        self, resident: Resident, other: str
    ) -> None:
        number = resident.reports()
        assert resident.code(number)
        resident.client.get(other.format(number))
        assert "查询码" not in resident.get(f"/receipt/{number}")

    def test_to_read_it_again_or_in_english_is_not_to_leave(self, resident: Resident) -> None:
        number = resident.reports()
        first = resident.code(number)
        resident.client.post("/language", {"language": "en", "next": f"/receipt/{number}"})
        resident.client.get("/map/areas.geojson", headers={"Sec-Fetch-Dest": "empty"})
        assert resident.code(number) == first

    def test_is_for_the_browser_that_reported_alone(self, resident: Resident) -> None:
        number = resident.reports()
        answer = Resident().client.get(f"/receipt/{number}")
        assert (answer.status_code, answer["Location"]) == (302, f"/matters/{number}")

    def test_the_code_is_nowhere_in_plain(self, resident: Resident) -> None:
        code = resident.code(resident.reports())
        kept = [str(one.get_decoded()) for one in Session.objects.all()]
        assert not any(code in text for text in [*kept, *Answer.objects.values_list("body", flat=True)])


class TestWhereItIs:
    ELSEWHERE = {"address": "文昌社区三号楼", "same": "none"}

    def test_a_pin_that_contradicts_the_address_is_asked_about_and_nothing_is_kept(
        self, resident: Resident
    ) -> None:
        before = Case.objects.count()
        page = resident.client.post(REPORT, {**SAID, **self.ELSEWHERE}).content.decode()
        assert "大头针在" in page
        assert "您写的是文昌社区" in page
        piece = resident.client.post(REPORT, {**SAID, **self.ELSEWHERE}, headers={"HX-Request": "true"})
        assert piece["HX-Retarget"] == "#where"
        assert Case.objects.count() == before

    def test_whoever_reports_says_which_of_the_two_it_is(self, resident: Resident) -> None:
        pinned = Case.objects.get(number=resident.reports(**self.ELSEWHERE, where="pin"))
        written = Case.objects.get(number=resident.reports(**self.ELSEWHERE, where="written"))
        assert (pinned.lon, written.lon) == (120.25, None)
        assert pinned.area != written.area == "990101001002"

    @pytest.mark.parametrize(
        "said",
        [
            {"address": "文昌社区三号楼", "place.x": "120.12", "place.y": "40.37"},
            {"address": "临湖街道文昌社区", "place.x": "120.12", "place.y": "40.37"},
            {"area": "990101001", "place.x": "120.12", "place.y": "40.37"},
            {"address": "近邻示范县"},
            {"address": "从文昌社区看过去", "place.x": "", "place.y": ""},
        ],
    )
    def test_where_both_can_be_true_nobody_is_asked(self, resident: Resident, said: dict[str, str]) -> None:
        assert resident.reports(**said)

    def test_a_program_is_told_of_the_doubt(self, resident: Resident) -> None:
        place = {"x": 120.25, "y": 40.375, "crs": "WGS-84"}
        answers = {"title": "路面坑洼", "details": "积水", "address": "文昌社区三号楼", "place": place}
        sent = {"type": "joint_command_centre/report", "answers": answers}
        told = resident.client.post("/api/v1/cases", sent, "application/json").json()
        assert "填写的是文昌社区" in told["doubt"]["zh"]
        without = {**sent, "answers": {**answers, "address": "路边"}}
        assert resident.client.post("/api/v1/cases", without, "application/json").json()["doubt"] is None
        form = {
            "service_code": "joint_command_centre.report.0301",
            "lat": "40.375",
            "long": "120.25",
            "description": "积水",
            "address_string": "文昌社区三号楼",
        }
        (answer,) = resident.client.post("/open311/v2/requests.json", urlencode(form), FORM).json()
        assert "填写的是文昌社区" in answer["service_notice"]

    def test_an_area_that_was_chosen_is_compared_too(self, resident: Resident) -> None:
        page = resident.client.post(REPORT, {**SAID, "area": "990101001002", "same": "none"}).content.decode()
        assert "您写的是文昌社区" in page


def test_the_map_names_the_areas_that_it_shows(resident: Resident) -> None:
    features = json.loads(resident.get("/map/areas.geojson"))["features"]
    names = {one["properties"]["name"]: one for one in features if one["geometry"]["type"] == "Point"}
    assert {"临湖街道", "文昌社区", "文昌社区第一网格"} <= set(names)
    assert "近邻示范县" not in names
    assert names["临湖街道"]["properties"]["rank"] < names["文昌社区"]["properties"]["rank"]
    x, y = names["文昌社区"]["geometry"]["coordinates"]
    cell = world().grid_cell_at(x, y)
    assert cell is not None
    assert cell.area == "990101001002"


def _keyed(answers: dict[str, str]) -> dict[str, str]:
    return {name.replace(".", "__"): value for name, value in answers.items()}


def test_a_telephone_is_enough_where_nobody_must_be_named(resident: Resident) -> None:
    number = resident.reports(**{"reporter.name": ""})
    assert "15400000001" in resident.get(f"/matters/{number}")
