"""What somebody says on a form: read from the request, and made a case in one piece or not at all."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any

from django.http import HttpRequest, QueryDict

from jinlin.kernel.cases import answers as kept
from jinlin.kernel.cases.actions import NewFile, open_case, take
from jinlin.kernel.cases.definition import AREA, Definition
from jinlin.kernel.cases.doubts import Doubt, doubt_of
from jinlin.kernel.cases.selectors import Neighbour, Sought, neighbours
from jinlin.kernel.cases.transactions import whole_or_nothing
from jinlin.kernel.registry.actors import ANYONE, Actor
from jinlin.kernel.registry.attempts import Attempts
from jinlin.kernel.registry.clients import Client, client_of
from jinlin.kernel.registry.selectors import resident_of
from jinlin.kernel.registry.world import World
from jinlin.lib import crypto
from jinlin.lib.emergencies import EmergencyCall, calls_meant_by
from jinlin.lib.errors import BadInput
from jinlin.lib.geodesy import Point
from jinlin.lib.words import Words
from jinlin.web.actor import actor_of
from jinlin.web.forms.reading import answers
from jinlin.web.portal.choosing import CHANNEL, Offer, categories_of
from jinlin.web.portal.photos import FIELD, photos

KEY = re.compile(r"[A-Za-z0-9_-]{40,80}")
NONE_OF_THEM = "none"
PIN = "pin"
WHERE = (PIN, "written")  # what a sender says where the two differ
URGENT = Words(zh="急事请打热线", en="If it is urgent, call the hotline")


@dataclass(frozen=True)
class Received:
    """The case that came of it. The tracking code is told here only."""

    id: int
    number: str
    tracking_code: str


@dataclass(frozen=True)
class Sent:
    """A form as it was sent. `same` is the number of the case that the sender calls the same matter, or
    `none`; empty if nobody was asked yet. `key` makes a second sending the same one. `is_warned` is true
    once its sender was shown whom to call first; `doubt` stands as long as they have not said where it is."""

    definition: Definition
    given: dict[str, Any]
    same: str
    key: str
    world: World
    is_warned: bool = False
    doubt: Doubt | None = None

    @classmethod
    def of(cls, offer: Offer, sent: QueryDict, world: World) -> Sent:
        """The form, with all answers that could be read."""
        key = sent.get("key", "")
        given = answers(offer.asks, sent)
        doubt = doubt_of(offer.definition, given, world)
        chosen = sent.get("where", "")
        if doubt and chosen in WHERE:
            given, doubt = _meant(offer.definition, given, doubt, chosen), None
        return cls(
            offer.definition,
            given,
            sent.get("same", "")[:60],
            key if KEY.fullmatch(key) else new_key(),
            world,
            bool(sent.get("warned")),
            doubt,
        )

    @cached_property
    def danger(self) -> tuple[EmergencyCall, ...]:
        """Whom to call first, by what was written."""
        return calls_meant_by(*self.given.values())

    @cached_property
    def near(self) -> tuple[Neighbour, ...]:
        """What neighbours have reported already, if the type can be joined."""
        if self.definition.joining is None:
            return ()
        point, area = _point(self.given.get(self.definition.placed_by or "")), self.given.get("area")
        sought = Sought(
            self.definition.key, tuple(self._categories()), point, area if isinstance(area, str) else None
        )
        return neighbours(sought, world=self.world)

    def _categories(self) -> list[str]:
        chosen = self.given.get(self.definition.classified_by or "")
        if isinstance(chosen, str) and chosen:
            return [chosen]
        title = self.given.get(self.definition.title or "")
        return categories_of(self.definition, title, self.world) if isinstance(title, str) else []


def _meant(definition: Definition, given: dict[str, Any], doubt: Doubt, chosen: str) -> dict[str, Any]:
    """The answers as their sender means them: where the pin lies, or where they wrote, without the pin."""
    area = doubt.pin if chosen == PIN else doubt.named
    without = {name: value for name, value in given.items() if chosen == PIN or name != definition.placed_by}
    return without | ({AREA: area.code} if AREA in definition.asks else {})


def new_key() -> str:
    """A key that nobody else uses."""
    return crypto.token()


def receive(request: HttpRequest, sent: Sent) -> Received:
    """Open the case with its photos, joined to its neighbour if the sender said so. Whatever the kernel
    refuses, nothing is kept. TooMany from one address."""
    actor = actor_of(request)
    files = photos(request.FILES.getlist(FIELD))
    digests = [crypto.sha256(one.content).hex() for one in files]
    asked = {"type": sent.definition.key, "given": sent.given, "files": digests, "same": sent.same}
    opened = partial(_opened, sent, files, actor)
    if actor is ANYONE:
        opened = partial(_opened_by_anyone, client_of(request), opened)
    answered = kept.once_in_secret(actor.label, sent.key, asked, lambda: (201, opened()))
    return Received(**json.loads(answered.body))


def _opened(sent: Sent, files: list[NewFile], actor: Actor) -> str:
    with whole_or_nothing():
        made = open_case(
            sent.definition.key, sent.given, actor, channel=CHANNEL, files=files, world=sent.world
        )
        if sent.same not in ("", NONE_OF_THEM):
            _join(sent, made.case.number, resident_of(made.case.id))
    return json.dumps({"id": made.case.id, "number": made.case.number, "tracking_code": made.tracking_code})


def _opened_by_anyone(client: Client, opened: Callable[[], str]) -> str:
    with Attempts.of_reporting(client, URGENT).counted():
        return opened()


def _join(sent: Sent, number: str, actor: Actor) -> None:
    joining = sent.definition.joining
    if joining is None:
        raise BadInput("这类事项不能合并", "Matters of this kind cannot be joined")
    action, field = joining
    take(number, action, {field: sent.same}, actor, world=sent.world)


def _point(given: Any) -> Point | None:
    """The place, if it is one: what is wrong with it the kernel says."""
    try:
        return Point.model_validate(given)
    except ValueError:
        return None
