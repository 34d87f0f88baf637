"""What is wrong with the texts of a pack that no mark of a parameter shows."""

from __future__ import annotations

from string import Formatter

from jinlin.instruments.instrument import Checking
from jinlin.instruments.messages.texts import PLACEHOLDERS
from jinlin.lib.words import Words

FILE = "messages.yaml"


def placeholders_can_be_filled(pack: Checking) -> None:
    """A text names only what can be filled in, and the same in both languages."""
    for name, words in pack.parts("template").items():
        for language, text in (("zh", words.zh), ("en", words.en)):
            _look(pack, ("messages", name, language), text)


def _look(pack: Checking, trail: tuple[str, ...], text: str) -> None:
    try:
        named = {field for _text, field, _spec, _how in Formatter().parse(text) if field is not None}
    except ValueError as error:
        say = Words(zh=f"花括号不成对：{error}", en=f"the braces do not pair: {error}")
        pack.wrong(FILE, trail, "placeholder", say)
        return
    for one in sorted(named - PLACEHOLDERS):
        pack.unknown(FILE, trail, "placeholder", one, PLACEHOLDERS)


CHECKS = (placeholders_can_be_filled,)
