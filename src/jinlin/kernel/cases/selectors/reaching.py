"""Whom a message about a case is for: read, and opened, only when it is posted."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from jinlin.kernel.cases import store
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.draft import Draft


class Reach(NamedTuple):
    """Who opened a case, the telephone given then, and the definition, holder and area of the case."""

    opener: str
    phone: str
    definition: Definition
    holder: str
    area: str


def reach_of(cases: Iterable[int]) -> dict[int, Reach]:
    """By case, in one query; a case whose key retention has destroyed tells no telephone any more."""
    return {draft.case.id: _reach(draft) for draft in store.drafts_of(cases)}


def _reach(draft: Draft) -> Reach:
    case = draft.case
    phone = _phone(draft) if case.sealed_key else ""
    return Reach(case.opener, phone, draft.definition, case.holder or "", case.area or "")


def _phone(draft: Draft) -> str:
    """That of the first person whom the form asks for at opening: forms begin with who fills them in."""
    name = next((name for name, ask in draft.definition.asks.items() if ask.type == "person"), None)
    told = draft.plain(name) if name else None
    return str(told.get("phone") or "") if isinstance(told, dict) else ""
