"""Only administrators come in, by whatever address."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import get_resolver

from jinlin.web.administration.tests.conftest import as_person
from jinlin.web.administration.urls import urlpatterns

PARTS = {
    "unit": "CENTRE",
    "username": "lin",
    "kind": "areas",
    "what": "areas",
    "pack": "demo",
    "register": "categories",
    "table": "limits",
}


def addresses() -> list[str]:
    """Every address of the administration."""
    resolver = get_resolver()
    found = []
    for one in urlpatterns:
        (way, names) = resolver.reverse_dict.getlist(one.name)[0][0][0]
        found.append("/" + way % {name: PARTS[name] for name in names})
    return found


@pytest.mark.parametrize("method", ["get", "post"])
def test_nobody_but_an_administrator_comes_in(admin: Client, method: str) -> None:
    for address in addresses():
        admin.logout()
        stranger = getattr(admin, method)(address)
        assert stranger.status_code in (302, 401, 405), address
        as_person(admin, "lin")
        assert getattr(admin, method)(address).status_code in (403, 405), address


def test_the_bar_shows_the_entry_to_administrators_alone(admin: Client) -> None:
    assert 'href="/administration/"' in admin.get("/board/").content.decode()
    as_person(admin, "lin")
    assert 'href="/administration/"' not in admin.get("/board/").content.decode()


def test_the_demo_offers_an_administrator(client: Client, db: None, settings: Any) -> None:
    from jinlin.packkit.demo import install_demo

    install_demo()
    settings.DEMO = True
    assert 'value="guanli"' in client.get("/").content.decode()
    client.post("/account/demo", {"username": "guanli"})
    assert client.get("/administration/").status_code == 200
