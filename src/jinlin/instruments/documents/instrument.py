"""Documents, as the house knows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Annotated, Any, Literal

from jinlin.instruments.documents import checks, effects, issuing, pack_checks, selectors
from jinlin.instruments.documents.actions import install_kinds, sign_waiting, write, write_ends
from jinlin.instruments.documents.kind import Kind
from jinlin.instruments.documents.typesetting import library
from jinlin.instruments.instrument import Audit, Beside, Expectation, Instrument, PackPart, Round
from jinlin.kernel.cases.effects import registry
from jinlin.kernel.cases.effects.params import Ref
from jinlin.kernel.cases.selectors import CaseView
from jinlin.lib.words import Words

Worth = Literal["none", "in_force", "expired", "superseded", "withdrawn"]

TEMPLATE = Beside(
    folder="documents",
    suffix=".typ",
    field="template",
    refuses=re.compile(r"[\"']@"),  # `@preview/...`: Typst would download it
    code="fetches",
    why=Words(
        zh="模板不得引入网上的软件包；请只用 /official.typ",
        en="a template may not fetch packages; import from /official.typ alone",
    ),
)


def _verified() -> Audit:
    found = checks.verify()
    return Audit(Words(zh=f"文书 {found.documents}", en=f"{found.documents} documents"), found.faults)


def _worth(view: CaseView, wanted: Mapping[str, str]) -> dict[str, str]:
    """What the newest document of each kind is worth."""
    found = selectors.last_of(view.case.id)
    return {name: found[name].value if name in found else "none" for name in wanted}


def _given(pack: str, name: str) -> Mapping[str, Any]:
    return {"key": f"{pack}/{name}", "library": library()}


INSTRUMENT = Instrument(
    name="documents",
    effects={
        "issue": registry.Kind(effects.IssueParams, effects.issue),
        "supersede": registry.Kind(effects.IssueParams, effects.supersede),
        "withdraw": registry.Kind(effects.DocumentParams, effects.withdraw),
    },
    writers={issuing.ROOM: write, issuing.ENDS: write_ends},
    events=effects.EVENTS,
    event_parts=dict.fromkeys(effects.EVENTS, effects.paper_in),
    parts=(
        PackPart(
            called="document",
            noun=Words(zh="文书", en="document"),
            file="documents.yaml",
            key="documents",
            model=Kind,
            given=_given,
            beside=TEMPLATE,
        ),
    ),
    installs=lambda pack, parts: install_kinds(pack, parts["document"].values()),
    checks=pack_checks.CHECKS,
    expects={"documents": Expectation(dict[Annotated[str, Ref("document")], Worth], _worth)},
    rounds={"documents": Round(lambda: sign_waiting() > 0, timedelta(minutes=10))},
    verifies=_verified,
)
