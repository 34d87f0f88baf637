"""Emergencies: whom to call first, told on every page of a resident, and again when what they write sounds
like danger. A hint: it refuses nothing. A pack may ask by it whether somebody at the centre is called at once
(`dangers` in its expressions); people then say what it is."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinlin.lib import yaml12
from jinlin.lib.words import Frozen, Words


class EmergencyCall(Frozen):
    """A number to call, and the words behind which somebody may need it now."""

    call: str
    name: Words
    words: tuple[str, ...]
    english: tuple[str, ...]
    unless: tuple[str, ...] = ()

    def is_meant_by(self, text: str) -> bool:
        """Whether one of its words stands in the text, outside the longer words where nobody is in danger."""
        text = text.lower()
        for harmless in self.unless:
            text = text.replace(harmless, " ")
        return any(word in text for word in (*self.words, *self.english))


@cache
def calls() -> tuple[EmergencyCall, ...]:
    """All of them, in the order in which they are shown."""
    written, _ = yaml12.load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return tuple(EmergencyCall.model_validate(one) for one in written)


def calls_meant_by(*texts: object) -> tuple[EmergencyCall, ...]:
    """Whom to call first by what somebody wrote; what is no text says nothing."""
    written = " ".join(text for text in texts if isinstance(text, str))
    return tuple(call for call in calls() if call.is_meant_by(written))
