"""Answers to what a form asks, made by hypothesis from the asks alone: fitting ones, now and then none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from jinlin.kernel.cases.definition import Ask
from jinlin.kernel.registry.world import World
from jinlin.lib import clock

WORDS = st.sampled_from(
    ["示例文字，说明情况。", "路灯不亮", "a word in English, long enough", "１２３４５６"]
)
SPANS = st.sampled_from(["1 working day", "3 working days", "5 days", "2 months"])
OFFICERS = ("mediator", "insurer_contact")
# Mostly what lets a case go on: a form whose boxes are not ticked is refused, and that is soon seen.
YES = st.sampled_from([True, True, True, True, False])
DAYS = st.integers(-30, 60).map(lambda days: clock.today() + timedelta(days=days))
SIMPLE: Mapping[str, st.SearchStrategy[Any]] = {
    "yes_no": YES,
    "area": st.sampled_from(["990101", "990101001", "990101003001"]),
    "officer": st.sampled_from(OFFICERS),
    "span": SPANS,
    "person": st.just({"name": "示例某", "phone": "15400000001"}),
    "point": st.just({"x": 120.1, "y": 40.1, "crs": "WGS-84"}),
    "date": DAYS.map(date.isoformat),
    "moment": DAYS.map(lambda day: f"{day.isoformat()}T10:00"),
    "file": st.just("示例文件"),
    "pass_phrase": st.just("春江水暖鸭先知"),
}


class Ground:
    """What answers are made from: the registry, the pack, and the cases there are so far."""

    def __init__(self, world: World, pack: str, numbers: Sequence[str]) -> None:
        self.world = world
        self.pack = pack
        self.numbers = numbers

    def answers(self, asks: Mapping[str, Ask]) -> st.SearchStrategy[dict[str, Any]]:
        """Answers to all that is required and some of the rest."""
        required = {name: self.answer(ask) for name, ask in asks.items() if ask.required}
        optional = {name: self.answer(ask) for name, ask in asks.items() if not ask.required}
        return st.fixed_dictionaries(required, optional=optional)

    def answer(self, ask: Ask) -> st.SearchStrategy[Any]:
        """A value that the ask takes."""
        for made in (self._of_itself(ask), self._of_the_registry(ask)):
            if made is not None:
                return made
        return SIMPLE[ask.type]

    def _of_itself(self, ask: Ask) -> st.SearchStrategy[Any] | None:
        match ask.type:
            case "text" | "long_text":
                return self._text(ask)
            case "integer" | "money":
                low, high = ask.min or 0, ask.max if ask.max is not None else 500_000
                return st.integers(low, max(low, min(high, low + 30))) | st.integers(low, high)
            case "choice":
                return st.sampled_from([one.value for one in ask.options])
            case "rows":
                most = min(ask.max or 2, 2)
                return st.lists(self.answers(ask.of), min_size=most if ask.required else 0, max_size=most)
        return None

    def _of_the_registry(self, ask: Ask) -> st.SearchStrategy[Any] | None:
        match ask.type:
            case "code":
                return self._code(ask)
            case "organisation":
                return st.sampled_from([one.code for one in self.world.organisations()])
            case "case":
                return st.sampled_from(self.numbers or ["none"])
        return None

    def _text(self, ask: Ask) -> st.SearchStrategy[str]:
        if ask.pattern:
            return st.from_regex(ask.pattern, fullmatch=True)
        return WORDS.map(lambda text: text.ljust(ask.min or 0, "。")[: ask.max or 200])

    def _code(self, ask: Ask) -> st.SearchStrategy[str]:
        name = ask.register_ or ""
        key = name if "/" in name else f"{self.pack}/{name}"
        return st.sampled_from([row["code"] for row in self.world.rows(key)])
