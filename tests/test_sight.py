"""No door shows what the policy refuses, and what it allows is reached by at least one door.

A definition, what is kept under it and its files are drawn; then everybody who stands towards the case in
another way goes through every door at which one case can be read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from hypothesis import Phase, example, given, settings
from hypothesis import strategies as st

from jinlin.instruments.messages.models import Message
from jinlin.kernel.cases.actions import attach, install_definition, open_case, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Attachment, Case
from jinlin.kernel.cases.policies import Audience, Event, Field, How, Said, Sight
from jinlin.kernel.cases.selectors import actor_by_tracking, case_for
from jinlin.kernel.cases.tests.town import CENTRE, COUNTY, REPORT, ROADS, WATER, build_town, local, words
from jinlin.kernel.journal.selectors import history
from jinlin.kernel.registry.actions import install_offices, install_people, issue_token
from jinlin.kernel.registry.actors import ANYONE, Actor
from jinlin.kernel.registry.selectors import actor_of
from jinlin.lib import clock
from jinlin.project.testing import EXAMPLES

STAFF = {
    "lin": ("clerk", CENTRE), "gao": ("head", CENTRE), "wu": ("fixer", ROADS),
    "xu": ("fixer", WATER),  # at the desk of another unit: here a field of the case names them
}  # fmt: skip
PLAYERS = {"clerk": "lin", "head": "gao", "fixer": "wu", "expert": "xu"}
TO = ("opener", "holder", "resident", "clerk", "head", "fixer", "expert")
PURPOSE = "call back about the hole"
PRIVACY = st.sampled_from(["public", "internal", "personal", "sensitive"])
ROLES = st.sets(st.sampled_from(["resident", *PLAYERS]), max_size=3)
ASK = st.tuples(PRIVACY, ROLES)
STEP = st.tuples(ASK, st.sampled_from(list(PLAYERS)), st.booleans())
FILE = st.tuples(PRIVACY, st.sampled_from(Audience), st.sampled_from(["resident", *PLAYERS]))
FILES = st.lists(FILE, min_size=1, max_size=3)


def mark(part: str) -> str:
    """What stands in a part, and nowhere else."""
    return f"暗记{part}暗记"


def defined(asked: list[Any], steps: list[Any]) -> Definition:
    """Reports whose fields and steps were drawn."""
    roles = {**REPORT["roles"], "expert": {"name": words("Ex"), "scope": "named", "field": "expert"}}
    more = {f"step{n}": _step(f"s{n}", *step) for n, step in enumerate(steps)}
    bring = {"name": words("Bring"), "from": "any", "by": "clerk"}
    bring["asks"] = {"expert": {"type": "officer", "name": words("Ex")}}
    asks = {f"a{n}": _ask(*one) for n, one in enumerate(asked)}
    return Definition.model_validate(
        {
            **REPORT,
            "roles": roles,
            "asks": {**REPORT["asks"], **asks},
            "actions": {**REPORT["actions"], "bring": bring, **more},
        }
    )


def _ask(privacy: str, revealed_to: set[str]) -> dict[str, Any]:
    return {
        "type": "text", "name": words("Ask"), "privacy": privacy,
        "revealed_to": sorted(revealed_to) if privacy in ("personal", "sensitive") else [],
    }  # fmt: skip


def _step(name: str, asked: Any, by: str, public: bool) -> dict[str, Any]:
    head = {"name": words(f"Step {name}"), "from": "any", "by": by, "public": public}
    return {**head, "asks": {name: _ask(*asked)}}


@dataclass
class Doors:
    """One case, and how it is gone to."""

    number: str
    code: str
    tokens: Mapping[str, str]
    client: Client = field(default_factory=lambda: Client(raise_request_exception=False))

    def actor(self, who: str) -> Actor:
        """Somebody as an actor."""
        return actor_by_tracking(self.code) if who == "resident" else actor_of(who)

    def read(self, who: str) -> str:
        """All that this person finds at every door."""
        return "\n".join(one.getvalue().decode() for one in self._answers(who) if one.status_code == 200)

    def api(self, who: str, path: str, method: str = "get", **more: Any) -> Any:
        """The case by the interface."""
        own = {"X-Tracking-Code": self.code}
        headers = own if who == "resident" else {"Authorization": f"Bearer {self.tokens[who]}"}
        address = f"/api/v1/cases/{self.number}{path}"
        return getattr(self.client, method)(address, headers=headers, **more)

    def _answers(self, who: str) -> Iterator[Any]:
        for path in ("", "/timeline?limit=200", "/attachments", "/actions"):
            yield self.api(who, path)
        if who == "resident":
            self.client.logout()
            self.client.post("/follow", {"code": self.code, "number": self.number})
            yield self.client.get(f"/matters/{self.number}")
            return
        self.client.force_login(get_user_model().objects.get(username=who))
        for path in (f"cases/{self.number}", f"cases/{self.number}/changed?revision=1", "export/search"):
            yield self.client.get(f"/desk/{path}")


@pytest.fixture(scope="module")
def tokens(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """The town, with people who have tokens and browsers."""
    with django_db_blocker.unblock(), transaction.atomic(), clock.travel(local("2018-03-05 09:00")):
        build_town()
        install_people([{"username": name, "name": f"示例{name}"} for name in STAFF])
        install_offices(
            {"username": name, "role": post[0], "organisation": post[1], "area": COUNTY,
             "valid_from": "2010-01-01"}
            for name, post in STAFF.items()
        )  # fmt: skip
        yield {name: issue_token(name, "tests") for name in STAFF}
        transaction.set_rollback(True)


@pytest.mark.django_db
@settings(max_examples=max(1, EXAMPLES // 6), phases=(Phase.explicit, Phase.generate))
@example(  # a private step of the clerk's asks what the pack opens to the expert
    asked=[("public", set())], steps=[(("personal", {"expert"}), "clerk", False)],
    files=[("public", Audience.STAFF, "clerk")],
)  # fmt: skip
@given(asked=st.lists(ASK, min_size=1, max_size=2), steps=st.lists(STEP, min_size=1, max_size=2), files=FILES)
def test_no_door_shows_what_is_refused_and_one_shows_what_is_allowed(
    tokens: dict[str, str], asked: list[Any], steps: list[Any], files: list[Any]
) -> None:
    with transaction.atomic(), clock.travel(local("2018-03-05 09:00")):
        cache.clear()
        doors = _filled(tokens, asked, steps, files)
        for who in ("resident", *STAFF):
            sight, found = case_for(doors.number, doors.actor(who)).sight, doors.read(who)
            _fields_agree(doors, who, sight, found)
            _files_agree(doors, who, sight, found)
            _steps_agree(doors, sight, found)
            if who != "resident":
                _search_agrees(doors, who, sight)
        transaction.set_rollback(True)


def _filled(tokens: Mapping[str, str], asked: list[Any], steps: list[Any], files: list[Any]) -> Doors:
    install_definition(defined(asked, steps))
    given = {f"a{n}": mark(f"a{n}") for n in range(len(asked))}
    opened = open_case("town/report", {"subject": "A hole", **given}, ANYONE)
    number = opened.case.number
    doors = Doors(number, opened.tracking_code, tokens)
    take(number, "assign", {"kind": "pothole"}, actor_of("lin"))
    take(number, "bring", {"expert": "xu"}, actor_of("lin"))
    for n, (_, by, _public) in enumerate(steps):
        take(number, f"step{n}", {f"s{n}": mark(f"s{n}")}, doors.actor(PLAYERS[by]))
    for n, (privacy, audience, by) in enumerate(files, start=1):
        who = doors.actor(PLAYERS.get(by, by))
        attach(number, f"{mark(f'f{n}')}.txt", mark(f"c{n}").encode(), who, privacy, audience)
    _tell_everybody(opened.case)
    return doors


def _tell_everybody(case: Case) -> None:
    now = clock.now()
    Message.objects.bulk_create(
        Message(
            case_id=case.id, n=n, number=case.number, to=to, template="town/said", body_zh=mark(f"m{to}"),
            body_en=mark(f"m{to}"), written_at=now, try_at=now,
        )
        for n, to in enumerate(TO, start=1)
    )  # fmt: skip


def _fields_agree(doors: Doors, who: str, sight: Sight, found: str) -> None:
    for name in sight.standing.definition.fields:
        if name[0] not in "as" or not name[1:].isdigit():
            continue
        how = sight.how(Field(name))
        assert (mark(name) in found) == (how is How.SHOWN), (who, name, how)
        told = doors.api(
            who, "/reveal", "post", data=json.dumps({"field": name, "purpose": PURPOSE}),
            content_type="application/json",
        )  # fmt: skip
        if how in (How.MASKED, How.SEALED):
            assert told.json()["value"] == mark(name)
        elif how is How.HIDDEN:
            assert told.status_code in (403, 404)


def _files_agree(doors: Doors, who: str, sight: Sight, found: str) -> None:
    for row in Attachment.objects.order_by("n"):
        content = mark(f"c{row.n}").encode()
        how = _how_of(sight, row)
        assert (mark(f"f{row.n}") in found) == (how is not How.HIDDEN), (who, row.n, how)
        statuses = {How.SHOWN: (200, 200), How.SEALED: (422, 200), How.HIDDEN: (404, 404)}[how]
        plain = doors.api(who, f"/attachments/{row.n}")
        meant = doors.api(who, f"/attachments/{row.n}?purpose={PURPOSE}")
        assert (plain.status_code, meant.status_code) == statuses, (who, row.n, how)
        assert (content in plain.content, content in meant.content) == (
            statuses[0] == 200, statuses[1] == 200,
        )  # fmt: skip
        if who != "resident":
            page = doors.client.get(f"/desk/cases/{doors.number}/files/{row.n}")
            assert (content in page.content) == (how is How.SHOWN)


def _how_of(sight: Sight, row: Attachment) -> How:
    from jinlin.kernel.cases.attachments import info_of

    return sight.how(info_of(row).part)


def _steps_agree(doors: Doors, sight: Sight, found: str) -> None:
    for event in history(f"case/{Case.objects.get(number=doors.number).id}", limit=1000):
        if event.kind.startswith("act.step"):
            how = sight.how(Event(event.kind, event.actor, json.loads(event.facts)))
            assert (f'"kind":"{event.kind}"' in found.replace(" ", "")) == (how is How.SHOWN), event.kind
    for to in TO:
        assert (mark(f"m{to}") in found) == (sight.how(Said(to)) is How.SHOWN), to


def _search_agrees(doors: Doors, who: str, sight: Sight) -> None:
    """A word finds the case for those alone who read it there."""
    for name in sight.standing.definition.fields:
        if name[0] in "as" and name[1:].isdigit():
            page = doors.client.get("/desk/search", {"q": mark(name)}).content.decode()
            is_found = f"/desk/cases/{doors.number}" in page
            assert not is_found or sight.how(Field(name)) is How.SHOWN, (who, name)
