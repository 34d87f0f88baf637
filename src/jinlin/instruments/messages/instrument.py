"""Messages, as the house knows them."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated, Any

from jinlin.instruments.instrument import Expectation, Instrument, PackPart, Round
from jinlin.instruments.messages import pack_checks, selectors
from jinlin.instruments.messages.actions import drain, forget, install_templates, write
from jinlin.instruments.messages.effects import ROOM, SendParams, send
from jinlin.kernel.cases.effects.params import Ref
from jinlin.kernel.cases.effects.registry import Kind
from jinlin.kernel.cases.selectors import CaseView
from jinlin.lib.words import Words

BATCH = 500  # messages a round


def _told(view: CaseView, _wanted: Any) -> str | None:
    """The template of the message last written on the case."""
    said = selectors.last_of(view.draft.contents)
    return said.template.rpartition("/")[2] if said else None


INSTRUMENT = Instrument(
    name="messages",
    effects={"send": Kind(SendParams, send)},
    writers={ROOM: write},
    forgetters={ROOM: forget},
    parts=(
        PackPart(
            called="template",
            noun=Words(zh="短信模板", en="template"),
            file="messages.yaml",
            key="messages",
            model=Words,
        ),
    ),
    installs=lambda pack, parts: install_templates(pack, parts["template"]),
    checks=pack_checks.CHECKS,
    nouns={
        "placeholder": Words(zh="占位符", en="placeholder"),
        "receiver": Words(zh="收件人", en="receiver"),
    },
    expects={"told": Expectation(Annotated[str, Ref("template")] | None, _told)},
    rounds={"messages": Round(lambda: drain(limit=BATCH) > 0, timedelta(minutes=2))},
)
