"""The stage of a story: its cast as actors, its cases by name, and its own time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from jinlin.kernel.alarms.actions import ring
from jinlin.kernel.cases.actions import attach
from jinlin.kernel.cases.definition import Role
from jinlin.kernel.cases.selectors import case_for
from jinlin.kernel.registry.actors import SYSTEM, Actor, Member, Post
from jinlin.kernel.registry.selectors import world
from jinlin.lib.clock import Journey
from jinlin.lib.errors import NotFound, Unready
from jinlin.packkit.grammar.story import Actor as Part

# A step without a time of its own comes this long after the one before.
PAUSE = timedelta(minutes=1)
NO_CASE = 0  # a member of the cast, before it is known of which case
_FIELDS = re.compile(r"\{(\w+)\.(\w+)\}")


@dataclass
class Stage:
    """Who and what a story has brought on so far."""

    cast: Mapping[str, Actor]
    journey: Journey
    cases: dict[str, str] = field(default_factory=dict)

    def move(self, to: datetime) -> None:
        """Let time pass until `to`: whatever silence brings by then happens."""
        self.journey.move(to)
        while (rung := ring()).count:
            if rung.troubles:
                sentence = "; ".join(sorted(set(rung.troubles.values())))
                raise Unready(f"到时处理失败：{sentence}", f"what was due could not be done: {sentence}")

    def towards(self, name: str, number: str) -> Actor:
        """One of the cast who acts on a case: a member is one of this very case."""
        actor = self.cast[name]
        if actor.member is None:
            return actor
        case = case_for(number, SYSTEM).case.id
        return replace(actor, member=Member(case, actor.member.n))

    def filled(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """Answers as the engine takes them: `{it}` is the number of the case called `it`, `{it.field}` what
        it keeps in a field, days are text."""
        names = self.cases | {
            f"{case}.{field}": str(case_for(self.cases[case], SYSTEM).draft.plain(field))
            for case, field in _FIELDS.findall(str(answers))
            if case in self.cases
        }
        return {name: as_answer(value, names) for name, value in answers.items()}


def as_answer(value: Any, names: Mapping[str, str]) -> Any:
    """A value of a story as JSON, with `{name}` filled in."""
    if isinstance(value, str):
        for name, meaning in names.items():
            value = value.replace(f"{{{name}}}", meaning)
        return value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {key: as_answer(one, names) for key, one in value.items()}
    return [as_answer(one, names) for one in value] if isinstance(value, list) else value


def actors(cast: Mapping[str, Part], roles: Mapping[str, Role], label: str) -> dict[str, Actor]:
    """The cast as actors. Their labels begin with `label`, `story/` or `import/`, and pass for nobody's."""
    return {name: _actor(name, part, roles, label) for name, part in cast.items()}


def _actor(name: str, part: Part, roles: Mapping[str, Role], label: str) -> Actor:
    posts = (_post(part.role, part),) if part.role is not None else ()
    actor = Actor.on_behalf(f"{label}/{name}", *posts, name=name)
    role = roles.get(part.as_ or part.role or "")
    if part.member is not None:
        actor = replace(actor, member=Member(NO_CASE, part.member))
    # An officer who is named in a field is named by user name; on stage that is the name in the cast.
    return replace(actor, username=name) if role is not None and role.scope == "named" else actor


def _post(role: str, part: Part) -> Post:
    organisation = world().organisation(part.organisation or "")
    if organisation is None:
        code = part.organisation
        raise NotFound(f"没有单位 {code}；请先装入示范县", f"no organisation {code}: install the demo city")
    return Post(role, organisation.code, part.area or organisation.area)


@contextmanager
def undone() -> Iterator[None]:
    """A transaction of which nothing stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def put_on_files(number: str, names: Iterable[str], who: Actor) -> None:
    """Put files of these names on a case; each holds its own name and that it is made up."""
    for name in names:
        attach(number, name, f"{name}\n演示材料，内容为虚构。\n".encode(), who)
