"""Files that are brought: looked through first, all or nothing, encrypted meanwhile, forgotten afterwards."""

from __future__ import annotations

from datetime import timedelta
from unittest.mock import Mock

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError

from jinlin.instruments.payouts import actions
from jinlin.instruments.payouts.models import Claim, Upload, UploadPart
from jinlin.lib import clock
from jinlin.web.payouts.tests.conftest import CASHIER, CLERK, JUDGE, Court, claims_list, row

PIECE = {"HX-Request": "true"}


def brought(court: Court, content: bytes, name: str = "list.csv") -> str:
    """A file that the worker has not seen yet; its page."""
    sent = {"file": SimpleUploadedFile(name, content)}
    answer = court.sit(CLERK).post(f"/desk/payouts/{court.number}/bring/claims", sent)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"]).removeprefix(f"/desk/payouts/{court.number}")


class TestAList:
    def test_waits_for_the_worker_and_its_page_asks_by_itself(self, court: Court) -> None:
        page = brought(court, claims_list([row(1, "100")]))
        whole = court.page(CLERK, page)
        told = ("等待处理" in whole, "every 1s" in whole, 'http-equiv="refresh"' in whole)
        assert told == (True, True, True)
        assert actions.work_on_uploads()
        piece = court.get(CLERK, page, headers=PIECE).content.decode()
        assert ("登记这1件申报" in piece, "every 1s" in piece, "<html" in piece) == (True, False, False)

    def test_that_nobody_deals_with_says_so_after_a_minute(self, court: Court) -> None:
        page = brought(court, claims_list([row(1, "100")]))
        court.travel.move(clock.now() + timedelta(seconds=61))
        assert "后台任务可能没有运行" in court.page(CLERK, page)

    def test_is_encrypted_while_it_waits_and_gone_once_it_is_registered(self, court: Court) -> None:
        page = brought(court, claims_list([row(1, "100")]))
        stored = b"".join(bytes(one.sealed) for one in UploadPart.objects.all())
        assert stored
        assert "示例1".encode() not in stored
        assert actions.work_on_uploads()
        assert Claim.objects.count() == 0
        court.client.post(f"/desk/payouts/{court.number}{page}")
        assert actions.work_on_uploads()
        assert (Claim.objects.count(), UploadPart.objects.count()) == (1, 0)
        assert "已登记1件申报" in court.page(CLERK, page)

    def test_is_forgotten_after_a_day(self, court: Court) -> None:
        page = brought(court, claims_list([row(1, "100")]))
        court.travel.move(clock.now() + timedelta(days=1, minutes=1))
        assert not actions.work_on_uploads()
        assert (Upload.objects.count(), UploadPart.objects.count()) == (0, 0)
        assert court.get(CLERK, page).status_code == 404

    def test_tells_every_bad_row_page_by_page_and_all_of_them_in_a_file(self, court: Court) -> None:
        page = court.bring(CLERK, "claims", claims_list([row(n, "-1") for n in range(1, 252)]))
        shown = court.page(CLERK, page)
        assert ("有251行需要更正，0行无误；一行也没有登记" in shown, "?page=1" in shown) == (True, True)
        assert shown.count("金额不能为负") == 200
        assert court.page(CLERK, f"{page}?page=1").count("金额不能为负") == 51
        table = b"".join(court.get(CLERK, f"{page}/rejects.csv").streaming_content).decode("utf-8-sig")
        assert len(table.splitlines()) == 252
        assert court.client.post(f"/desk/payouts/{court.number}{page}").status_code == 409

    def test_taken_in_twice_is_refused_and_registers_nobody_again(self, court: Court) -> None:
        content = claims_list([row(1, "100")])
        for _ in range(2):
            page = court.bring(CLERK, "claims", content)
            court.sit(CLERK).post(f"/desk/payouts/{court.number}{page}")
            actions.work_on_uploads()
        assert "这个文件已经导入过" in court.page(CLERK, page)
        assert Claim.objects.count() == 1

    @pytest.mark.parametrize(
        ("content", "told"),
        [
            (b"\xd0\xcf\x11\xe0 old", "旧版 Excel"),
            (b"PK\x03\x04 broken", "XLSX 文件已损坏"),
            (b"a,b\n1,2\n", "缺少列"),
            (b"\0\0\0", "不是 CSV，也不是 XLSX"),
            (claims_list([]), "文件里没有数据行"),
        ],
    )
    def test_that_is_none_is_refused_in_words(self, court: Court, content: bytes, told: str) -> None:
        assert told in court.page(CLERK, court.bring(CLERK, "claims", content))

    def test_that_breaks_our_reader_stops_nothing_else(
        self, court: Court, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = brought(court, claims_list([row(1, "100")]))
        monkeypatch.setattr("jinlin.instruments.payouts.claims.read", lambda *_: 1 / 0)
        assert actions.work_on_uploads()
        assert "没有登记任何内容" in court.page(CLERK, page)
        assert not actions.work_on_uploads()

    def test_is_brought_by_those_who_register_and_read_by_them_alone(self, court: Court) -> None:
        page = brought(court, claims_list([row(1, "-1")]))
        actions.work_on_uploads()
        for who in (JUDGE, CASHIER):
            assert court.get(who, page).status_code == 403
            assert court.get(who, f"{page}/rejects.csv").status_code == 403
            assert "您现在不能办这一步" in court.page(who, "/bring/claims")
        sent = {"file": SimpleUploadedFile("a.csv", b"x")}
        path = f"/desk/payouts/{court.number}/bring/claims"
        assert court.sit(CASHIER).post(path, sent).status_code == 403

    def test_without_a_file_or_with_an_empty_one_is_asked_for_again(self, court: Court) -> None:
        path = f"/desk/payouts/{court.number}/bring/claims"
        for sent in ({}, {"file": SimpleUploadedFile("a.csv", b"")}):
            assert court.sit(CLERK).post(path, sent).status_code == 422

    def test_can_be_filled_in_from_an_empty_one(self, court: Court) -> None:
        empty = b"".join(court.get(CLERK, "/template.csv").streaming_content).decode("utf-8-sig")
        assert empty.startswith("姓名,证件类型,身份证号")


class TestAWorker:
    def test_that_died_is_followed_by_another(self, court: Court) -> None:
        page = brought(court, claims_list([row(1, "100")]))
        Upload.objects.update(worked_at=clock.now())
        assert not actions.work_on_uploads()
        court.travel.move(clock.now() + timedelta(minutes=11))
        assert actions.work_on_uploads()
        assert "登记这1件申报" in court.page(CLERK, page)

    def test_that_loses_its_database_refuses_no_file_for_it(
        self, court: Court, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        page = brought(court, claims_list([row(1, "100")]))
        with monkeypatch.context() as broken:
            broken.setattr(
                "jinlin.instruments.payouts.claims.read", Mock(side_effect=OperationalError("gone"))
            )
            with pytest.raises(OperationalError):
                actions.work_on_uploads()
        court.travel.move(clock.now() + timedelta(minutes=11))
        assert actions.work_on_uploads()
        assert "登记这1件申报" in court.page(CLERK, page)
