"""The effect `send`: something is to be said to somebody about the case."""

from __future__ import annotations

from typing import Annotated

from jinlin.instruments.messages import selectors
from jinlin.instruments.messages.actions import Outgoing, Text
from jinlin.instruments.messages.texts import standing
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.effects.params import Ref
from jinlin.kernel.cases.effects.registry import Step
from jinlin.kernel.cases.turns import waited_for
from jinlin.lib.words import Frozen

ROOM = "messages"
HOLDER, TURN, UNIT = "holder", "turn", "unit/"


Template = Annotated[str, Ref("template")]


class SendParams(Frozen):
    """A template of the pack's messages.yaml, and `opener`, `holder`, a role of the case, or `turn`:
    whoever is to act in the state that the case has then, the unit that holds it or the office.

    What goes to the opener goes to everybody whose case was merged into this one, each on their own case:
    the same text, or the template `merged` where that text would not be true for them.
    """

    template: Template
    to: Annotated[str, Ref("role", besides=("opener", HOLDER, TURN), noun="receiver")]
    merged: Template | None = None


def send(step: Step, params: SendParams) -> None:
    """Put a message into the outbox once the case has entered its new state, so that it tells that state.

    What an import replays was said at the time: it goes into the journal and not into the outbox. A case
    that no unit holds has no holder who could be told.
    """
    if params.to == HOLDER and not step.draft.case.holder:
        return
    step.facts.setdefault("sent", []).append(params.template)
    if not step.replays:
        had = step.draft.case.holder
        step.later("send", lambda: _write_down(step, params, had))


def _write_down(step: Step, params: SendParams, had: str | None) -> None:
    """A unit that had the case when this was said, and has it no more, is named itself."""
    if params.to == HOLDER and had != step.draft.case.holder:
        _write_to(step, params, f"{UNIT}{had}")
        return
    for to in _receivers(step.draft, params.to):
        _write_to(step, params, to)


def _receivers(draft: Draft, to: str) -> list[str]:
    if to != TURN:
        return [to]
    roles = sorted(waited_for(draft.definition, draft.case.state))
    units = {role for role in roles if draft.definition.roles[role].scope == HOLDER}
    unit = [HOLDER] if units and draft.case.holder else []
    return unit + [role for role in roles if role not in units]


def _write_to(step: Step, params: SendParams, to: str) -> None:
    draft = step.draft
    draft.make_key()
    others_hear = _may_have_merged(draft, to)
    said = Outgoing(
        to=to,
        text=_text(step, params.template),
        for_merged=_text(step, params.merged or params.template) if others_hear else None,
        stands=standing(draft, step.work.world),
        at=step.now,
    )
    draft.set_in_motion.setdefault(ROOM, []).append(said)


def _text(step: Step, template: str) -> Text:
    key = f"{step.draft.definition.pack}/{template}"
    return Text(key, selectors.template(key, step.work.world.revision))


def _may_have_merged(draft: Draft, to: str) -> bool:
    """Whether others may have to hear this too: only what is said to the opener of a case that others were
    merged into."""
    role = draft.definition.roles.get(to)
    is_to_opener = to == "opener" or (role is not None and role.scope == "opener")
    return is_to_opener and draft.case.tally.get("merged", 0) > 0
