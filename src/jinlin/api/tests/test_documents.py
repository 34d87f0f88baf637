"""Documents over HTTP."""

from __future__ import annotations

import pytest

from jinlin.api.tests.conftest import Town, code_of
from jinlin.api.v1.schemas.documents import Documents, Verified
from jinlin.instruments.documents.tests.paper_town import build_paper_town
from jinlin.lib.crypto import sha256


@pytest.fixture
def number(town: Town) -> str:
    """A report with a permit and a note about somebody."""
    build_paper_town()
    number = town.with_unit(reporter={"name": "张三", "phone": "13912345678"})
    for action in ("permit", "note_down"):
        town.post(f"/cases/{number}/actions/{action}", {"answers": {}}, who="lin")
    return number


def test_a_case_lists_its_documents_in_pages(town: Town, number: str) -> None:
    first = town.get(f"/cases/{number}/documents?limit=1", who="lin")
    Documents.model_validate(first)
    rest = town.get(f"/cases/{number}/documents?limit=200&after={first['next']}", who="lin")
    assert [one["kind"] for one in (*first["items"], *rest["items"])] == ["town/permit", "town/note"]
    assert rest["next"] is None


def test_the_file_is_the_one_whose_digest_anybody_with_the_code_is_told(town: Town, number: str) -> None:
    code = town.get(f"/cases/{number}/documents", who="lin")["items"][0]["code"]
    assert town.get(f"/documents/{code}")["file"] is None
    file = town.call("GET", f"/cases/{number}/documents/1", who="lin")
    told = town.get(f"/documents/{code}")
    Verified.model_validate(told)
    assert told["file"] == sha256(file.content).hex()
    assert told["status"] == "in_force"
    assert "P2018-0001.pdf" in file["Content-Disposition"]
    assert "code" not in told


def test_the_copy_for_editing_is_a_word_file(town: Town, number: str) -> None:
    file = town.call("GET", f"/cases/{number}/documents/1/word", who="lin")
    assert file.content.startswith(b"PK")
    assert code_of(town.call("GET", f"/cases/{number}/documents/2/word", who="lin")) == (404, "not-found")


def test_a_document_that_is_not_for_the_caller_is_not_there(town: Town, number: str) -> None:
    for who, n in (("wu", 1), ("zhao", 1), ("lin", 3)):
        answer = town.call("GET", f"/cases/{number}/documents/{n}", who=who)
        assert code_of(answer) == (404, "not-found")
    assert code_of(town.call("GET", "/documents/23456-23456-23456")) == (404, "not-found")
