"""What one person would have and another confirms: it waits as an exception, and moves nothing until then."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jinlin.instruments.payouts.actions.asked import Asked, Change
from jinlin.instruments.payouts.actions.finding import last_trouble
from jinlin.instruments.payouts.models import Trouble
from jinlin.instruments.payouts.resolutions import CONFIRMED
from jinlin.lib.canonical import canonical
from jinlin.lib.errors import NotAllowed, NotMet


@dataclass(frozen=True)
class Wanted:
    """A change of one claim, or of what the bank is said to have said. `told` holds no personal value,
    `personal` what nobody may read without the case's key."""

    kind: str
    claim: int | None = None
    told: Mapping[str, Any] = field(default_factory=dict)
    personal: Mapping[str, Any] | None = None
    scan: int | None = None


def ask_for(asked: Asked, wanted: Wanted, facts: Mapping[str, Any]) -> Change:
    """Let a second person look at it. NotMet while another change of this kind waits for the same claim."""
    waiting = Trouble.objects.filter(case_id=asked.distribution.case_id, kind=wanted.kind, resolved_at=None)
    if wanted.claim is not None and (same := waiting.filter(claim=wanted.claim).first()):
        raise NotMet(
            f"申报{wanted.claim}已有一项待确认的变更（异常{same.n}），请先处理",
            f"A change of claim {wanted.claim} waits already (exception {same.n}); resolve it first",
        )
    n = last_trouble(asked.id) + 1
    key = f"{wanted.kind}/{asked.event}"
    sealed = None
    if wanted.personal is not None:
        sealed = asked.keeper.seal_part(about_trouble(key), canonical(wanted.personal).encode())

    def store() -> None:
        Trouble.objects.create(
            case_id=asked.id, n=n, key=key, kind=wanted.kind, claim=wanted.claim, told=dict(wanted.told),
            proposal=CONFIRMED, proposed_by=asked.actor.label, scan=wanted.scan, wanted=sealed,
            opened_at=asked.now,
        )  # fmt: skip

    return Change(asked.id, {**facts, "exception": n}, store, touches=frozenset({Trouble}))


def personal_of(asked: Asked, trouble: Trouble) -> dict[str, Any]:
    """The personal part of what was asked for."""
    content = asked.keeper.open_part(about_trouble(trouble.key), trouble.wanted or b"")
    found: dict[str, Any] = json.loads(content)
    return found


def require_another(asked: Asked, trouble: Trouble) -> None:
    """NotAllowed for whoever asked for it: another person looks."""
    if trouble.proposed_by == asked.actor.label:
        raise NotAllowed(
            "这是您自己提出的，须由另一个人核对后确认",
            "You asked for this yourself; somebody else looks at it and confirms it",
        )


def scan_of(asked: Asked) -> int:
    """The number of the attachment that shows what the bank wrote. BadInput if the case has none such."""
    text = str(asked.answer("scan") or "").strip()
    kept = asked.step.draft.case.tally["attachments"]
    if text.isascii() and text.isdigit() and 0 < int(text[:9]) <= kept:
        return int(text)
    raise NotMet(
        "请先把银行书面材料的扫描件作为材料上传到本案，再填它的序号",
        "Attach the scan of what the bank wrote to the case first, then give its number",
    )


def about_trouble(key: str) -> str:
    """What the sealed part of an exception belongs to: it opens nowhere else."""
    return f"trouble/{key}"
