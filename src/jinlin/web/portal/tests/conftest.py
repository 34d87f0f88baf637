"""The demo county with its packs, a resident's browser, and what a resident sends."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from PIL import Image

from jinlin.kernel.cases.actions import take
from jinlin.kernel.registry.actors import Actor, Post
from jinlin.packkit.compile import load_packs
from jinlin.packkit.demo import install_demo
from jinlin.packkit.install import install
from jinlin.packkit.stage import undone
from jinlin.web.gallery import mechanisms

REPORT = "/report/joint_command_centre/report"
PLACE = {"place.x": "120.25", "place.y": "40.375"}
SAID = {
    "title": "东桥路面坑洼",
    "details": "暗号：下雨后积水。",
    "category": "0301",
    "reporter.name": "暗号居民",
    "reporter.phone": "15400000001",
    **PLACE,
}
CLERK = Actor("person/31", "示例受理员", "shouli", (Post("intake_clerk", "DEMO-CENTRE", "990101"),))
DISPATCHER = Actor("person/32", "示例派单员", "paidan", (Post("dispatcher", "DEMO-CENTRE", "990101"),))
UNIT = Actor("person/33", "示例经办人", "jiaotong", (Post("unit_officer", "DEMO-TRANSPORT", "990101"),))


@pytest.fixture(scope="module")
def _county(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), undone():
        install_demo()
        for pack in load_packs().values():
            install(pack)
        mechanisms.forget()
        yield
    mechanisms.forget()


@dataclass
class Resident:
    """Somebody with a browser, without scripts and without an account."""

    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def get(self, address: str, **more: Any) -> str:
        """A page that must be there."""
        answer = self.client.get(address, **more)
        assert answer.status_code == 200, answer.content.decode()[:2000]
        return answer.content.decode()

    def send(self, address: str = REPORT, *, photos: Any = (), **answers: str) -> Any:
        """Send a form; names with dots are written with two underscores."""
        said = {name.replace("__", "."): value for name, value in answers.items()}
        return self.client.post(address, {**said, **({"photos": list(photos)} if photos else {})})

    def reports(self, **answers: str) -> str:
        """The number of a report that was taken."""
        answer = self.client.post(REPORT, {**SAID, "same": "none", **answers})
        assert answer.status_code == 302, answer.content.decode()[:3000]
        assert answer["Location"].startswith("/receipt/")
        return str(answer["Location"].removeprefix("/receipt/"))

    def code(self, number: str) -> str:
        """The tracking code on the receipt."""
        found = re.search(r'code">([0-9A-Z-]{17})<', self.get(f"/receipt/{number}"))
        assert found
        return found.group(1)


@pytest.fixture
def resident(_county: None, db: None) -> Resident:
    """A resident of the demo county."""
    cache.clear()
    return Resident()


def accepted(number: str) -> str:
    """The centre has taken the report on: from now on everybody may see it."""
    take(number, "accept", {}, CLERK)
    return number


def with_unit(number: str) -> str:
    """A unit has it."""
    take(accepted(number), "assign", {"unit": "DEMO-TRANSPORT"}, DISPATCHER)
    return number


def picture(
    name: str = "坑.jpg", kind: str = "JPEG", size: tuple[int, int] = (40, 20), **more: Any
) -> SimpleUploadedFile:
    """A picture."""
    made = BytesIO()
    Image.new("RGB", size).save(made, kind, **more)
    return SimpleUploadedFile(name, made.getvalue())


def queries(work: Callable[[], object]) -> list[str]:
    """The statements of `work` without those of the session and the shared counters, and without brackets."""
    with CaptureQueriesContext(connection) as captured:
        work()
    statements = [one["sql"] for one in captured.captured_queries]
    apart = ("SAVEPOINT", "RELEASE")
    return [
        sql
        for sql in statements
        if not sql.startswith(apart) and "django_session" not in sql and "shared_cache" not in sql
    ]
