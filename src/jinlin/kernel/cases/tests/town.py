"""A small town for tests: two units, a centre, one type of report with a child, cards and a private field."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jinlin.kernel.cases.actions import install_definition
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.registry.actions import install_areas, install_organisations, install_register
from jinlin.kernel.registry.actors import Actor, Post
from jinlin.kernel.rules.actions import install_table
from jinlin.kernel.rules.tables import Table
from jinlin.lib import clock

COUNTY = "990101"
CENTRE, ROADS, WATER = "T-CENTRE", "T-ROADS", "T-WATER"

CLERK = Actor("person/1", "Lin", "lin", (Post("clerk", CENTRE, COUNTY),))
HEAD = Actor("person/2", "Gao", "gao", (Post("head", CENTRE, COUNTY),))
FIXER = Actor("person/3", "Wu", "wu", (Post("fixer", ROADS, COUNTY),))
PLUMBER = Actor("person/4", "He", "he", (Post("fixer", WATER, COUNTY),))
RESIDENT = Actor("person/9", "Zhao", "zhao")
STRANGER = Actor("person/10", "Qian", "qian")


def words(text: str) -> dict[str, str]:
    """The same in both languages; tests do not read it."""
    return {"zh": f"中{text}", "en": text}


def local(text: str) -> datetime:
    """A local time."""
    return datetime.fromisoformat(text).replace(tzinfo=clock.LOCAL)


def _ask(kind: str, name: str, **more: Any) -> dict[str, Any]:
    return {"type": kind, "name": words(name), **more}


def _state(name: str, **more: Any) -> dict[str, Any]:
    return {"name": words(name), "say": words(f"It is {name}"), **more}


def _action(name: str, start: Any, to: str | None, by: Any, **more: Any) -> dict[str, Any]:
    return {"name": words(name), "from": start, "to": to, "by": by, **more}


UNIT = _ask("organisation", "Unit")
ROLES = {
    "resident": {"name": words("Resident"), "scope": "opener"},
    "clerk": {"name": words("Clerk"), "scope": "area"},
    "head": {"name": words("Head"), "scope": "area"},
    "fixer": {"name": words("Fixer"), "scope": "holder"},
}

REPORT: dict[str, Any] = {
    "pack": "town",
    "type": "report",
    "name": words("Report"),
    "number": "T{year}-{seq:04}",
    "roles": ROLES,
    "opened_by": ["resident", "clerk"],
    "starts_in": "received",
    "title": "subject",
    "classified_by": "kind",
    "placed_by": "place",
    "asks": {
        "subject": _ask("text", "Subject", max=80, required=True),
        "kind": _ask("code", "Kind", register="kinds"),
        "place": _ask("point", "Place"),
        "reporter": _ask("person", "Reporter", privacy="personal", revealed_to=["clerk"]),
        "diagnosis": _ask("text", "Diagnosis", privacy="sensitive", revealed_to=["head"]),
    },
    "facts": {"unit": _ask("organisation", "Unit")},
    "states": {
        "received": _state("received", within="1 working hour", on_lapse=[{"escalate": "head"}]),
        "with_unit": _state(
            "with_unit",
            within={"table": "limits"},
            before={"1 working day": [{"escalate": "fixer"}]},
            on_lapse=[{"card": "yellow"}],
            then_after={"1 working day": [{"card": "red"}]},
        ),
        "waiting": _state("waiting", pauses="with_unit"),
        "asked": _state("asked", keeps="with_unit"),
        "fixed": _state("fixed"),
        "closed": _state("closed", final=True),
        "merged": _state("merged", final=True),
    },
    "actions": {
        "assign": _action(
            "Assign", "received", "with_unit", "clerk",
            asks={"kind": _ask("code", "Kind", register="kinds", required=True)},
            does=[{"decide": {"table": "routing", "into": "unit"}}, {"hold": "unit"}],
        ),
        "wait": _action("Wait", "with_unit", "waiting", "fixer"),
        "go_on": _action("Go on", "waiting", "with_unit", ["fixer", "resident"]),
        "ask_return": _action("Ask return", "with_unit", "asked", "fixer", limit=1),
        "refuse_return": _action("Refuse return", "asked", "with_unit", "clerk"),
        "extend": _action(
            "Extend", "with_unit", None, "clerk",
            asks={"by": _ask("span", "By", required=True)},
            needs=[{"when": "!clock.lapsed", "else": words("Too late to extend")}],
            does=[{"extend": "by"}],
        ),
        "get_help": _action(
            "Get help", "with_unit", None, "fixer",
            asks={"helpers": _ask("rows", "Helpers", required=True, of={"unit": UNIT})},
            does=[{"open_cases": {"type": "help", "for_each": "helpers", "holder": "it.unit"}}],
        ),
        "note": _action(
            "Note", "any", None, "clerk", public=False, asks={"remark": _ask("text", "Remark")}
        ),
        "urge": _action("Urge", "any", None, ["resident", "clerk"]),
        "resolve": _action(
            "Resolve", "with_unit", "fixed", "fixer",
            asks={"answer": _ask("long_text", "Answer", required=True)},
            needs=[{"when": "children.open == 0", "else": words("Helpers are still at work")}],
        ),
        "close": _action(
            "Close", "fixed", "closed", ["clerk", "fixer"], apart_from={"resolve": "organisation"}
        ),
        "lift": _action("Lift", "with_unit", None, "head", does=[{"lift_card": "yellow"}]),
        "reopen": _action("Reopen", "closed", "with_unit", ["resident", "clerk"]),
        "merge": _action(
            "Merge", ["received", "with_unit"], "merged", "clerk",
            asks={"into": _ask("case", "Into", required=True)},
            does=[{"merge_into": "into"}],
        ),
    },
    "cards": {"table": "cards"},
    "retention": {"keep": "2 years", "basis": words("Archive rule")},
}  # fmt: skip

HELP: dict[str, Any] = {
    "pack": "town",
    "type": "help",
    "name": words("Help"),
    "number": "H{year}-{seq:04}",
    "roles": ROLES,
    "opened_by": ["clerk"],
    "starts_in": "asked_for",
    "asks": {},
    "states": {
        "asked_for": _state("asked_for", within="3 working days", on_lapse=[{"card": "yellow"}]),
        "given": _state("given", final=True),
    },
    "actions": {"give": _action("Give", "asked_for", "given", "fixer")},
}

INTERVIEW: dict[str, Any] = {
    **HELP,
    "type": "interview",
    "name": words("Interview"),
    "number": "I{year}-{seq:04}",
    "states": {"called": _state("called", within="5 working days", on_lapse=[{"escalate": "head"}]),
               "held": _state("held", final=True)},
    "starts_in": "called",
    "actions": {"hold_it": _action("Hold it", "called", "held", "head")},
}  # fmt: skip


def _row(name: str, when: str, then: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": name,
        "when": when,
        "then": then,
        "basis": words("Rule"),
        "cite": "made up",
        "verified": True,
    }


TABLES: list[dict[str, Any]] = [
    {"key": "town/limits", "name": words("Limits"), "outcomes": ["within"],
     "rows": [_row("urgent", "kind.grade == 'urgent'", {"within": "1 working day"}),
              _row("other", "true", {"within": "5 working days"})]},
    {"key": "town/routing", "name": words("Routing"), "outcomes": ["unit"],
     "rows": [_row("water", "kind.code == 'water'", {"unit": WATER}),
              _row("roads", "true", {"unit": ROADS})]},
    {"key": "town/cards", "name": words("Cards"), "hit": "all", "outcomes": ["measure"],
     "rows": [_row("three", "colour == 'red' && unit.reds_in_a_row == 3", {"measure": "interview"})]},
]  # fmt: skip


def build_town() -> None:
    """Install the town."""
    day = {"valid_from": "2010-01-01"}
    install_areas([
        {"code": COUNTY, "name": "Town", "parent": "", "level": "county", **day},
        {"code": "990102", "name": "Next town", "parent": "", "level": "county", **day},
    ])  # fmt: skip
    install_organisations(
        [
            {"code": code, "name": code, "kind": "department", "area": COUNTY, **day}
            for code in (CENTRE, ROADS, WATER)
        ]
    )
    kinds = [("pothole", "general"), ("flood", "urgent"), ("water", "general")]
    install_register(
        "town/kinds", ["grade"], [{"code": code, "grade": grade} for code, grade in kinds], "pack"
    )
    for table in TABLES:
        install_table(Table.model_validate(table))
    for definition in (REPORT, HELP, INTERVIEW):
        install_definition(Definition.model_validate(definition))
