"""What was typed into a form, as the answers that the kernel takes. The kernel alone says whether they fit:
what cannot be read here goes on as it was typed, and is refused there with a sentence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django.http import QueryDict

from jinlin.kernel.cases.definition import Ask
from jinlin.lib.errors import BadInput
from jinlin.lib.money import parse_fen
from jinlin.lib.text import narrow
from jinlin.web.forms.fields import PERSON_PARTS

MOST_ROWS = 1000


def answers(asks: Mapping[str, Ask], sent: QueryDict) -> dict[str, Any]:
    """The answers to `asks`; a field that was left empty is left out."""
    read = {name: answer(name, ask, sent) for name, ask in asks.items()}
    return {name: value for name, value in read.items() if value not in (None, "", [], {})}


def answer(name: str, ask: Ask, sent: QueryDict) -> Any:
    """One answer, from the field `name` and those whose names begin with it."""
    if ask.type == "point":
        return _point(name, sent)
    if ask.type == "person":
        return _person(name, sent)
    if ask.type == "rows":
        return _rows(name, ask, sent)
    text = sent.get(name, "").strip()
    return _READERS[ask.type](text) if ask.type in _READERS and text else text


def _point(name: str, sent: QueryDict) -> Any:
    x, y = sent.get(f"{name}.x", "").strip(), sent.get(f"{name}.y", "").strip()
    return {"x": _decimal(x), "y": _decimal(y), "crs": "WGS-84", "source": "web"} if x or y else None


def _person(name: str, sent: QueryDict) -> Any:
    parts = {part: sent.get(f"{name}.{part}", "").strip() for part in PERSON_PARTS}
    return {part: text for part, text in parts.items() if text}


def _rows(name: str, ask: Ask, sent: QueryDict) -> Any:
    """Rows in the order of their numbers; one that is empty throughout is none."""
    numbers = sorted({number for key in sent if (number := _row_number(key, name)) is not None})
    rows = (
        {part: answer(f"{name}.{number}.{part}", one, sent) for part, one in ask.of.items()}
        for number in numbers[:MOST_ROWS]
    )
    filled = ({part: value for part, value in row.items() if value not in (None, "", [], {})} for row in rows)
    return [row for row in filled if row]


def _row_number(key: str, name: str) -> int | None:
    number = key.removeprefix(f"{name}.").partition(".")[0]
    return int(number) if key.startswith(f"{name}.") and number.isascii() and number.isdigit() else None


def _integer(text: str) -> Any:
    try:
        return int(narrow(text))
    except ValueError:
        return text


def _decimal(text: str) -> Any:
    try:
        return float(narrow(text))
    except ValueError:
        return text


def _fen(text: str) -> Any:
    try:
        return parse_fen(text)
    except BadInput:
        return text


def _yes_no(text: str) -> Any:
    return {"true": True, "false": False}.get(text, text)


_READERS: Mapping[str, Callable[[str], Any]] = {
    "integer": _integer,
    "money": _fen,
    "yes_no": _yes_no,
}
