"""A person who signs in with a password."""

from __future__ import annotations

import pytest
from django.test import Client

from jinlin.kernel.registry import actions
from jinlin.kernel.registry.selectors import PersonInfo, person
from jinlin.kernel.registry.tests.samples import OFFICE, county

PASSWORD = "correct-horse-battery"


@pytest.fixture
def lin(db: None) -> PersonInfo:
    """An officer of the small county."""
    county()
    actions.install_offices([OFFICE])
    actions.set_password("lin", PASSWORD)
    return person("lin")


@pytest.fixture
def signed_in(client: Client, lin: PersonInfo) -> Client:
    """The browser of that officer, just signed in."""
    sign_in(client)
    return client


def sign_in(client: Client, password: str = PASSWORD, **more: str) -> int:
    """Post the form; the status of the answer."""
    return client.post("/account/login/", {"login": "lin", "password": password, **more}).status_code
