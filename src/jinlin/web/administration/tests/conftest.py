"""A small county with one administrator, and the browser of that administrator."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jinlin.kernel.registry import actions
from jinlin.kernel.registry.tests.samples import OFFICE, county

ADMINISTRATOR = {"username": "chen", "role": "administrator", "organisation": "CENTRE"}


@pytest.fixture
def admin(client: Client, db: None) -> Client:
    """The browser of the administrator."""
    county()
    actions.install_offices([OFFICE, ADMINISTRATOR])
    return as_person(client, "chen")


def as_person(client: Client, username: str) -> Client:
    """The same browser, with somebody signed in."""
    client.force_login(get_user_model().objects.get(username=username))
    return client


def try_out(client: Client, what: str, text: str | bytes, **more: str) -> Any:
    """Send a file for a dry run."""
    content = text.encode() if isinstance(text, str) else text
    file = SimpleUploadedFile("list.csv", content, content_type="text/csv")
    return client.post(f"/administration/load/{what}/try", {"file": file, **more})
