"""The demo county's own cases: everything they name is there, so that `jinlin up` can record them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jinlin.kernel.cases.definition import PERSONAL, Ask, Definition
from jinlin.kernel.cases.values import read
from jinlin.lib.errors import Problem
from jinlin.lib.yaml12 import Trail
from jinlin.packkit.checks.county import ground
from jinlin.packkit.checks.house import House
from jinlin.packkit.demo import roles_of
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, fault
from jinlin.packkit.grammar.demo import DAY, HOLDER, Lately, LiveCase
from jinlin.packkit.unknown import meant, unknown

FILE = "demo.yaml"
ON_A_DAY = "2026-01-05"


def demo_cases_name_what_is_there(draft: Draft, house: House) -> Iterator[Fault]:
    """Every case of demo.yaml is of a type of the pack, opened and dealt with by people of the demo county
    who may, with answers that the type asks for."""
    for n, one in enumerate(draft.demo.cases if draft.demo else ()):
        if one.opens not in draft.case_names and not draft.is_broken("process.yaml"):
            yield unknown(draft.place(FILE, "cases", n, "opens"), "case", one.opens, draft.case_names)
        elif one.opens in draft.cases:
            definition = draft.cases[one.opens].definition
            yield from _opening_faults(draft, house, n, one, definition)
            for m, step in enumerate(one.then):
                yield from _step_faults(draft, house, (n, "then", m), step, definition)


def _opening_faults(
    draft: Draft, house: House, n: int, one: LiveCase, definition: Definition
) -> Iterator[Fault]:
    if one.channel not in definition.channels:
        place = draft.place(FILE, "cases", n, "channel")
        yield unknown(place, "channel", one.channel, definition.channels)
    yield from _who_faults(draft, (n,), one.who, definition, definition.opened_by)
    yield from _answer_faults(draft, house, (n,), one.answers, definition.asks)


def _step_faults(
    draft: Draft, house: House, trail: Trail, step: Lately, definition: Definition
) -> Iterator[Fault]:
    if step.takes not in definition.actions:
        place = draft.place(FILE, "cases", *trail, "takes")
        yield unknown(place, "action", step.takes, definition.actions)
        return
    action = definition.actions[step.takes]
    yield from _who_faults(draft, trail, step.who, definition, action.by)
    yield from _answer_faults(draft, house, trail, step.answers, action.asks)


def _who_faults(
    draft: Draft, trail: Trail, who: str | None, definition: Definition, by: tuple[str, ...]
) -> Iterator[Fault]:
    """Somebody of the demo county, in a role that may; nobody named is a person on their own behalf."""
    place = draft.place(FILE, "cases", *trail, "who")
    scopes = {role: definition.roles[role].scope for role in by if role in definition.roles}
    people = roles_of()
    if who is not None and who != HOLDER and who not in people:
        zh, en = meant(who, people)
        yield fault(
            place, "unknown-cast", f"示范县没有用户“{who}”{zh}", f"the demo county has no user `{who}`{en}"
        )
    elif not _may(who, scopes, people):
        zh = f"“{who or '居民'}”不能办这一步，须由 {'、'.join(by)} 办理"
        en = f"`{who or 'a resident'}` may not take this step; it is for {', '.join(by)}"
        yield fault(place, "nobody-may-take", zh, en)


def _may(who: str | None, scopes: Mapping[str, str], people: Mapping[str, frozenset[str]]) -> bool:
    if who == HOLDER:
        return "holder" in scopes.values()
    if any(scope in PERSONAL or scope == "named" for scope in scopes.values()):
        return True  # on their own behalf, or named in the case by then
    return who is not None and bool(people[who] & scopes.keys())


def _answer_faults(
    draft: Draft, house: House, trail: Trail, answers: Mapping[str, Any], asked: Mapping[str, Ask]
) -> Iterator[Fault]:
    for name in answers.keys() - asked.keys():
        zh, en = meant(name, asked)
        place = draft.place(FILE, "cases", *trail, "answers", name)
        yield fault(place, "unknown-field", f"此处不问“{name}”{zh}", f"`{name}` is not asked here{en}")
    county = ground(draft, house)
    for name, ask in asked.items():
        try:
            read(ask, dated(answers.get(name)), county)
        except re.error:
            continue  # its pattern is none, which is said where it stands
        except Problem as problem:
            place = draft.place(FILE, "cases", *trail, "answers", name)
            yield fault(place, "demo-answer", f"{name}：{problem.say.zh}", f"`{name}`: {problem.say.en}")


def dated(value: Any, day: str = ON_A_DAY) -> Any:
    """Answers in which `{today+3}` has become a day: which one, does not matter here."""
    if isinstance(value, dict):
        return {name: dated(one, day) for name, one in value.items()}
    if isinstance(value, list):
        return [dated(one, day) for one in value]
    return re.sub(DAY, day, value) if isinstance(value, str) else value
