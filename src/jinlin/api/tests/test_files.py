"""Attachments over HTTP."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from jinlin.api.guard import FILE_MAX
from jinlin.api.tests.conftest import ROOT, Town, code_of
from jinlin.api.v1.schemas.records import Attachments
from jinlin.lib.crypto import sha256


def _png() -> bytes:
    made = BytesIO()
    Image.new("RGB", (40, 20)).save(made, "PNG")
    return made.getvalue()


PNG = _png()
PDF = b"%PDF-1.7 hello"


def _send(town: Town, number: str, content: bytes = PNG, name: str = "照片.png", key: str = "") -> Any:
    data = {"file": SimpleUploadedFile(name, content)}
    headers = {"Authorization": f"Bearer {town.tokens['lin']}"}
    if key:
        headers["Idempotency-Key"] = key
    return town.client.post(f"{ROOT}/cases/{number}/attachments", data, headers=headers)


def test_a_file_comes_back_as_it_was_sent_and_only_as_a_download(town: Town) -> None:
    number = town.opened()["number"]
    sent = _send(town, number, PDF, name="方案.pdf")
    assert sent.status_code == 201, sent.content
    listed = town.get(f"/cases/{number}/attachments", who="lin")
    Attachments.model_validate(listed)
    assert listed["items"] == [sent.json()]
    assert listed["items"][0]["digest"] == sha256(PDF).hex()
    file = town.call("GET", f"/cases/{number}/attachments/1", who="lin")
    assert file.content == PDF
    assert file["Content-Disposition"].startswith("attachment;")
    assert "%E6%96%B9%E6%A1%88.pdf" in file["Content-Disposition"]
    assert file["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in file["Content-Security-Policy"]


def test_a_picture_does_not_tell_where_it_was_taken(town: Town) -> None:
    number, taken = town.opened()["number"], BytesIO()
    Image.new("RGB", (40, 20)).save(taken, "JPEG", comment=b"40.375 N 120.25 E")
    assert b"120.25" in taken.getvalue()
    assert _send(town, number, taken.getvalue()).json()["media_type"] == "image/jpeg"
    file = town.call("GET", f"/cases/{number}/attachments/1", who="lin")
    assert b"120.25" not in file.content
    assert Image.open(BytesIO(file.content)).size == (40, 20)


def test_a_hostile_file_name_cannot_leave_its_header(town: Town) -> None:
    number = town.opened()["number"]
    _send(town, number, name='a"; x=\\..".png')
    file = town.call("GET", f"/cases/{number}/attachments/1", who="lin")
    name = file["Content-Disposition"].removeprefix("attachment; filename*=UTF-8''")
    assert not set(name) & set("\"'\\; \r\n")


def test_a_page_that_runs_scripts_is_not_taken_as_a_picture(town: Town) -> None:
    number = town.opened()["number"]
    sent = _send(town, number, b"<script>alert(1)</script>", name="x.png")
    assert sent.json()["media_type"] == "text/plain"
    file = town.call("GET", f"/cases/{number}/attachments/1", who="lin")
    assert file["Content-Type"] == "application/octet-stream"


@pytest.mark.parametrize(
    "content", [b"", b"MZ\x90\x00\x03", b"PK\x03\x04\xff", PNG[:30], PNG[:8] + b"<script>"]
)
def test_an_empty_or_unknown_file_is_refused_with_what_is_taken(town: Town, content: bytes) -> None:
    assert code_of(_send(town, town.opened()["number"], content)) == (422, "bad-input")


def test_a_file_over_10_mb_is_too_large(town: Town) -> None:
    number = town.opened()["number"]
    assert code_of(_send(town, number, PNG + b"\x00" * FILE_MAX)) == (413, "too-large")
    assert code_of(_send(town, number, PNG + b"\x00" * (FILE_MAX + 100_000))) == (413, "too-large")


def test_a_form_that_is_none_is_refused(town: Town) -> None:
    path = f"{ROOT}/cases/{town.opened()['number']}/attachments"
    headers = {"Authorization": f"Bearer {town.tokens['lin']}"}
    bodies = {
        "multipart/form-data": b"x",
        "multipart/form-data; boundary=b": b"--b\r\nnonsense",
        "text/plain": b"x",
    }
    for kind, body in bodies.items():
        status, _ = code_of(town.client.generic("POST", path, body, content_type=kind, headers=headers))
        assert status in (400, 415, 422), kind
    answer = town.client.generic("POST", path, b"{}", content_type="application/json", headers=headers)
    assert code_of(answer) == (415, "wrong-media-type")


def test_two_files_at_once_or_an_unknown_part_are_refused_and_nothing_is_kept(town: Town) -> None:
    number = town.opened()["number"]
    headers = {"Authorization": f"Bearer {town.tokens['lin']}"}
    path = f"{ROOT}/cases/{number}/attachments"
    picture = [SimpleUploadedFile(name, PNG) for name in ("a.png", "b.png", "c.png")]
    two = town.client.post(path, {"file": picture[:2]}, headers=headers)
    more = town.client.post(path, {"file": picture[2], "owner": "me", "privacy": "internal"}, headers=headers)
    assert code_of(two) == code_of(more) == (422, "bad-input")
    assert town.get(f"/cases/{number}/attachments", who="lin")["items"] == []


def test_a_file_sent_again_with_its_key_is_there_once(town: Town) -> None:
    number = town.opened()["number"]
    first, again = (_send(town, number, key="k1") for _ in range(2))
    assert first.content == again.content
    assert len(town.get(f"/cases/{number}/attachments", who="lin")["items"]) == 1
    assert code_of(_send(town, number, PNG + b"x", key="k1")) == (422, "key-reused")


def test_a_file_of_a_case_is_not_open_to_strangers(town: Town) -> None:
    number = town.opened()["number"]
    _send(town, number)
    for path in (f"/cases/{number}/attachments", f"/cases/{number}/attachments/1"):
        assert code_of(town.call("GET", path, who="zhao")) == (404, "not-found")
    assert code_of(town.call("GET", f"/cases/{number}/attachments/2", who="lin")) == (404, "not-found")
