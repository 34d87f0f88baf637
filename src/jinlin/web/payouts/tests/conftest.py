"""The court of the demo county on a Monday, with its officers at their screens."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from jinlin.instruments.payouts import actions, selectors
from jinlin.instruments.payouts.selectors import MoneyWay
from jinlin.instruments.payouts.tests.court import HEADER, id_no
from jinlin.kernel.alarms.actions import ring
from jinlin.kernel.cases.actions import open_case
from jinlin.kernel.registry.selectors import actor_of
from jinlin.lib import clock
from jinlin.packkit.compile import load_pack
from jinlin.packkit.demo import install_demo
from jinlin.packkit.install import install
from jinlin.packkit.stage import undone

MONDAY = datetime(2022, 8, 1, 9, tzinfo=clock.LOCAL)
CLERK, VERIFIER, JUDGE, PRESIDENT, CASHIER = "shujiyuan", "heduiyuan", "faguan", "yuanzhang", "chuna"
MATTER = {
    "subject": "示范公司集资案",
    "court": "DEMO-COURT",
    "enforcement_no": "（2022）示范执1号",
    "judgment_no": "（2021）示范刑初1号",
    "payer_name": "近邻示范县人民法院案款专户",
    "payer_account": "6222000000000001",
    "payer_bank_code": "102000000001",
}


@dataclass
class Court:
    """A distribution, as the officers of the court see it on their screens."""

    client: Client
    travel: clock.Journey
    number: str

    @property
    def case_id(self) -> int:
        """The id of its case."""
        return selectors.seen(self.number, actor_of(JUDGE)).case.id

    def wait(self, days: int) -> None:
        """Days pass, and silence has its consequences."""
        self.travel.move(clock.now() + timedelta(days=days))
        ring()

    def open_another(self) -> None:
        """One more distribution."""
        open_case("claims_payout/distribution", MATTER, actor_of(CLERK))

    def sit(self, who: str) -> Client:
        """This person sits at the screen."""
        self.client.force_login(get_user_model().objects.get(username=who))
        return self.client

    def get(self, who: str, path: str = "", **more: Any) -> Any:
        """What this person is answered on a page of the distribution."""
        return self.sit(who).get(f"/desk/payouts/{self.number}{path}", **more)

    def page(self, who: str, path: str = "") -> str:
        """A page that this person may read."""
        answer = self.get(who, path)
        assert answer.status_code == 200, answer.content.decode()
        return str(answer.content.decode())

    def do(self, who: str, action: str, **answers: Any) -> Any:
        """This person opens the form of an action, fills it in and sends it, a minute later."""
        self.travel.move(clock.now() + timedelta(minutes=1))
        path = f"/do/{action}"
        revision = re.findall(r'name="revision" value="(\d+)"', self.page(who, path))[0]
        sent = {"revision": revision, **answers}
        answer = self.client.post(f"/desk/payouts/{self.number}{path}", sent)
        assert answer.status_code in (302, 403, 409, 422), answer.content.decode()
        return answer

    def done(self, who: str, action: str, **answers: Any) -> MoneyWay:
        """The same, and it leads back to the distribution; where the money then is, none of it missing."""
        answer = self.do(who, action, **answers)
        assert answer.status_code == 302, answer.content.decode()
        assert answer["Location"] == f"/desk/payouts/{self.number}"
        return self.money()

    def money(self) -> MoneyWay:
        """Where the money is: every fen is somewhere, and the screen says so."""
        found = selectors.money(self.number, actor_of(JUDGE))
        assert found.holds
        if found.recovered:
            assert "等于下列各项之和" in self.page(JUDGE)
        return found

    def bring(self, who: str, kind: str, content: bytes, name: str = "list.csv", **more: str) -> str:
        """This person uploads a file; the address of its page. The worker has dealt with it then."""
        self.travel.move(clock.now() + timedelta(minutes=1))
        sent = {"file": SimpleUploadedFile(name, content), **more}
        answer = self.sit(who).post(f"/desk/payouts/{self.number}/bring/{kind}", sent)
        assert answer.status_code == 302, answer.content.decode()
        while actions.work_on_uploads():
            pass
        return str(answer["Location"]).removeprefix(f"/desk/payouts/{self.number}")


def claims_list(rows: Iterable[Sequence[str]]) -> bytes:
    """A list as a spreadsheet writes it."""
    out = io.StringIO()
    csv.writer(out).writerows([HEADER, *rows])
    return out.getvalue().encode("utf-8-sig")


def row(n: int, paid_in: str, **more: str) -> list[str]:
    """The n-th made-up person."""
    one = {"name": f"示例{n}", "id_no": id_no(n), "returned": "0", "account": f"6222{n:012}"} | more
    return [one["name"], one["id_no"], paid_in, one["returned"], one["account"], "102000000001"]


@pytest.fixture(scope="module")
def _county(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with django_db_blocker.unblock(), undone(), clock.travel(MONDAY):
        install_demo()
        install(load_pack("claims_payout"))
        yield


@pytest.fixture
def court(_county: None, client: Client, db: None) -> Iterator[Court]:
    """A distribution that was just opened."""
    with clock.travel(MONDAY) as travel:
        opened = open_case("claims_payout/distribution", MATTER, actor_of(CLERK), channel="web")
        yield Court(client, travel, opened.case.number)
