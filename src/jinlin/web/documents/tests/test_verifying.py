"""The page that a paper's QR code opens."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jinlin.instruments.documents.verifying import LARGEST
from jinlin.kernel.cases.tests.town import local
from jinlin.web.documents.tests.conftest import Permit


def page(client: Client, permit: Permit) -> str:
    answer = client.get(f"/d/{permit.document.code}")
    assert answer.status_code == 200
    return answer.content.decode()


def shown(client: Client, address: str, content: bytes) -> Any:
    return client.post(address, {"file": SimpleUploadedFile("x.pdf", content)})


class TestThePage:
    def test_says_that_a_document_is_in_force_and_nobodys_name(self, client: Client, permit: Permit) -> None:
        text = page(client, permit)
        assert "现行有效" in text
        assert permit.document.number in text
        assert permit.document.file is not None
        assert permit.document.file in text
        assert "张三" not in text
        assert "申请" not in text

    def test_is_found_by_a_code_as_a_person_types_it(self, client: Client, permit: Permit) -> None:
        typed = permit.document.code.lower().replace("-", " ")
        answer = client.get("/d/", {"code": typed})
        assert answer["Location"] == f"/d/{permit.document.code}"

    def test_says_that_it_has_expired_from_the_first_moment_on(self, client: Client, permit: Permit) -> None:
        permit.clock.move(local("2018-03-12 23:59"))
        assert "现行有效" in page(client, permit)
        permit.clock.move(local("2018-03-13 00:00"))
        assert "已过有效期" in page(client, permit)

    def test_says_what_took_its_place(self, client: Client, permit: Permit) -> None:
        permit.do("again")
        text = page(client, permit)
        assert "已被新文书取代" in text
        assert "P2018-0002" in text

    def test_says_that_it_was_withdrawn(self, client: Client, permit: Permit) -> None:
        permit.do("take_back")
        assert "已撤回" in page(client, permit)

    def test_speaks_english_too(self, client: Client, permit: Permit) -> None:
        client.cookies["jinlin_language"] = "en"
        assert "In force" in page(client, permit)

    @pytest.mark.parametrize("code", ["23456-23456-23456", "x", "%00", "../../etc", "7KQ4M" * 40])
    def test_of_a_code_that_nobody_gave_says_so(self, client: Client, permit: Permit, code: str) -> None:
        assert client.get(f"/d/{code}").status_code == 404
        assert client.get("/d/", {"code": code}).status_code == 404


class TestAFile:
    def test_as_it_was_issued_is_genuine(self, client: Client, permit: Permit) -> None:
        for address in ("/d/", f"/d/{permit.document.code}"):
            text = shown(client, address, permit.pdf).content.decode()
            assert "逐字节一致" in text
            assert permit.document.number in text

    def test_that_was_altered_is_said_to_be_without_a_guess_at_what(
        self, client: Client, permit: Permit
    ) -> None:
        at = len(permit.pdf) // 3
        altered = permit.pdf[:at] + bytes([permit.pdf[at] ^ 1]) + permit.pdf[at + 1 :]
        text = shown(client, f"/d/{permit.document.code}", altered).content.decode()
        assert "被改动" in text
        assert "逐字节一致" not in text

    @pytest.mark.parametrize("content", [b"%PDF", b"MZ\x90", b"<script>alert(1)</script>" * 999])
    def test_that_is_none_is_said_to_be_none(self, client: Client, permit: Permit, content: bytes) -> None:
        answer = shown(client, "/d/", content)
        assert answer.status_code == 200
        assert "不是可以读取的PDF" in answer.content.decode()

    def test_that_is_missing_or_too_large_is_refused_with_a_sentence(
        self, client: Client, permit: Permit
    ) -> None:
        assert client.post("/d/", {}).status_code == 422
        assert client.post("/d/", {"file": "text"}).status_code == 422
        assert shown(client, "/d/", b"%PDF" + b"0" * (LARGEST + 70_000)).status_code == 422
