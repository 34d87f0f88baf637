"""The effect `send`: something is to be said to somebody about the case."""

from __future__ import annotations

from jinlin.instruments.messages import selectors
from jinlin.instruments.messages.actions import Outgoing, write
from jinlin.instruments.messages.texts import fill
from jinlin.kernel.cases.effects import registry as effects
from jinlin.kernel.cases.effects.registry import Step
from jinlin.lib.words import Frozen

ROOM = "messages"


class SendParams(Frozen):
    """A template of the pack's messages.yaml, and `opener`, `holder` or a role of the case."""

    template: str
    to: str


def register() -> None:
    """Make `send` known to the kernel, and who stores what it leaves."""
    effects.register("send", SendParams, send)
    effects.register_writer(ROOM, write)


def send(step: Step, params: SendParams) -> None:
    """Put a message into the outbox once the case has entered its new state, so that it tells that state.

    What an import replays was said at the time: it goes into the journal and not into the outbox.
    """
    step.facts.setdefault("sent", []).append(params.template)
    if not step.actor.label.startswith("import/"):
        step.work.later(lambda: _write_down(step, params))


def _write_down(step: Step, params: SendParams) -> None:
    draft = step.draft
    key = f"{draft.definition.pack}/{params.template}"
    text = fill(selectors.template(key, step.work.world.revision), draft, step.work.world)
    draft.case.tally["messages"] += 1
    said = Outgoing(draft.case.tally["messages"], params.to, key, text, step.now)
    draft.set_in_motion.setdefault(ROOM, []).append(said)
