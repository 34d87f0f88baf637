"""The small town, with its officers at the desk."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from jinlin.kernel.cases.actions import install_definition, open_case, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.town import CENTRE, COUNTY, REPORT, ROADS, WATER, build_town, local
from jinlin.kernel.registry.actions import install_offices, install_people
from jinlin.kernel.registry.actors import ANYONE, Actor
from jinlin.kernel.registry.selectors import actor_of
from jinlin.lib import clock

STAFF = {"lin": ("clerk", CENTRE), "gao": ("head", CENTRE), "wu": ("fixer", ROADS), "he": ("fixer", WATER)}


@dataclass
class Desk:
    """The town as its officers see it on their screens."""

    client: Client
    travel: clock.Journey

    def sit(self, username: str) -> None:
        """This person sits at the screen."""
        person = get_user_model().objects.get(username=username)
        self.client.force_login(person)

    def get(self, who: str, path: str, **more: Any) -> Any:
        """What this person is answered."""
        self.sit(who)
        return self.client.get(f"/desk/{path}", **more)

    def page(self, who: str, path: str = "", **more: Any) -> str:
        """A page that this person may read."""
        answer = self.get(who, path, **more)
        assert answer.status_code == 200, answer.content.decode()
        return str(answer.content.decode())

    def post(self, who: str, path: str, **sent: Any) -> Any:
        """A form that this person sends."""
        self.sit(who)
        return self.client.post(f"/desk/{path}", sent)

    def report(self, subject: str, kind: str = "", **answers: Any) -> str:
        """The number of a new report; with `kind`, a unit has it."""
        number = open_case("town/report", {"subject": subject, **answers}, ANYONE).case.number
        if kind:
            self.take(number, "assign", "lin", kind=kind)
        return number

    def take(self, number: str, action: str, who: str, **answers: Any) -> None:
        """Somebody acts elsewhere."""
        take(number, action, answers, self.actor(who))

    def actor(self, who: str) -> Actor:
        """The person as an actor."""
        return actor_of(who)

    def case(self, number: str) -> Case:
        """The case as it is stored."""
        return Case.objects.get(number=number)


@pytest.fixture
def desk(db: None, client: Client) -> Iterator[Desk]:
    """Monday 2018-03-05, nine in the morning, in a town that has requests and call-backs."""
    with clock.travel(local("2018-03-05 09:00")) as travel:
        build_town()
        install_definition(Definition.model_validate(_report()))
        people = [{"username": name, "name": f"示例{name}"} for name in (*STAFF, "zhao")]
        install_people(people)
        install_offices(
            [
                {
                    "username": name,
                    "role": role,
                    "organisation": unit,
                    "area": COUNTY,
                    "valid_from": "2010-01-01",
                }
                for name, (role, unit) in STAFF.items()
            ]
        )
        yield Desk(client, travel)


def _report() -> dict[str, Any]:
    actions = {
        **REPORT["actions"],
        "ask_more": {**REPORT["actions"]["wait"], "to": None, "answered_by": ["extend", "no_more"]},
        "no_more": {**REPORT["actions"]["note"], "from": "with_unit", "asks": {}},
    }
    states = {
        **REPORT["states"],
        "with_unit": {**REPORT["states"]["with_unit"], "waits_for": "fixer"},
        "fixed": {**REPORT["states"]["fixed"], "desk": "call_backs"},
    }
    return {**REPORT, "states": states, "actions": actions}
