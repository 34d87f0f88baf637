"""A page that fails says so in the reader's language, and asks a database that is gone nothing."""

from __future__ import annotations

from unittest.mock import patch

import pytest
from django.contrib.auth import get_user_model
from django.db import OperationalError, connection
from django.test import Client

from jinlin.packkit.demo import install_demo

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client: Client) -> Client:
    """Somebody who is signed in, and is answered as by a server: no exception comes through."""
    install_demo()
    client.force_login(get_user_model().objects.get(username="paidan"))
    client.raise_request_exception = False
    return client


def test_a_database_that_is_gone_is_said_to_be(officer: Client) -> None:
    with patch.object(connection, "cursor", side_effect=OperationalError("gone")):
        answer = officer.get("/desk/")
    assert answer.status_code == 503
    assert "数据库暂时不可用" in answer.content.decode()


def test_a_piece_of_a_page_says_it_where_refusals_are_read_out(officer: Client) -> None:
    officer.cookies["jinlin_language"] = "en"
    with patch.object(connection, "cursor", side_effect=OperationalError("gone")):
        answer = officer.get("/desk/", headers={"HX-Request": "true"})
    assert (answer.status_code, answer["HX-Retarget"]) == (503, "#notice")
    assert "The database does not serve" in answer.content.decode()


def test_what_nobody_foresaw_tells_no_more_than_that_it_happened(officer: Client) -> None:
    with patch("jinlin.web.desk.views.lists.officer", side_effect=ZeroDivisionError("of ours")):
        answer = officer.get("/desk/")
    page = answer.content.decode()
    assert answer.status_code == 500
    assert "系统出错，已记录" in page
    assert "of ours" not in page
