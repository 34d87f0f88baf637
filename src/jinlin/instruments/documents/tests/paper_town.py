"""The small town of the cases room, which gives papers about its reports."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from jinlin.instruments.documents import actions
from jinlin.instruments.documents.actions import Given
from jinlin.instruments.documents.kind import Kind
from jinlin.instruments.documents.typesetting import library
from jinlin.kernel.cases.actions import changing, install_definition, open_case, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.tests.town import CLERK, REPORT, RESIDENT, build_town, words

LETTER = """
#import "/official.typ": *
#show: sheet

#for line in data.values() [
  #field([内容], line)
]
#sign-off()
"""
BODY: dict[str, Any] = {
    "name": words("Permit"),
    "readers": ["clerk", "resident"],
    "privacy": "internal",
    "template": LETTER,
    "library": library(),
}
PERMIT = BODY | {
    "key": "town/permit",
    "number": "P{year}-{seq:04}",
    "data": {"subject": "subject", "at": "now"},
    "valid": "5 days",
    "word": True,
}
NOTE = BODY | {
    "key": "town/note",
    "number_from": "'N-' + case.number",
    "issuer": "'T-CENTRE'",
    "data": {"subject": "subject", "reporter": "reporter.name"},
    "valid": {"through": "now"},
    "privacy": "personal",
    "readers": ["clerk"],
}
SLIP = BODY | {
    "key": "town/slip",
    "number": "S{year}-{seq:05}",
    "example": {"amount": "1.00", "name": "某某"},
    "on_demand": True,
    "privacy": "personal",
}
DOES = {
    "permit": {"issue": {"document": "permit"}},
    "again": {"supersede": {"document": "permit"}},
    "take_back": {"withdraw": {"document": "permit"}},
    "note_down": {"issue": {"document": "note"}},
}


def build_paper_town(**changes: Any) -> None:
    """Install the town, whose clerk gives, replaces and takes back permits; `changes` are of the permit."""
    build_town()
    actions.install_kinds("town", [Kind.model_validate(one) for one in (PERMIT | changes, NOTE, SLIP)])
    given = {
        name: {"name": words(name), "from": "any", "to": None, "by": "clerk", "does": [effect]}
        for name, effect in DOES.items()
    }
    install_definition(Definition.model_validate({**REPORT, "actions": {**REPORT["actions"], **given}}))


def open_one(subject: str = "A hole") -> Case:
    """A report that a unit holds."""
    answers = {"subject": subject, "reporter": {"name": "张三", "phone": "13912345678"}}
    case = open_case("town/report", answers, RESIDENT).case
    return take(case.number, "assign", {"kind": "pothole"}, CLERK).case


def give_slips(case: Case, given: Iterable[Given]) -> int:
    """Issue slips, as an instrument does; how many there are new."""
    return actions.renew(case.number, "town/slip", given, CLERK)


def change(case: Case) -> Any:
    """A change of the case by an instrument."""
    return changing(case.number, CLERK)
