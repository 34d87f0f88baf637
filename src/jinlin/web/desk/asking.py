"""What narrows a list: read from the address, and shown as a form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from django.http import QueryDict

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.selectors import Filters
from jinlin.lib import clock
from jinlin.lib.clock import local_moment
from jinlin.lib.errors import BadInput
from jinlin.lib.text import clean
from jinlin.lib.words import Words
from jinlin.web.forms.fields import Ground, Option, area_options, organisation_options, register_options
from jinlin.web.language import say

NAMES = ("type", "state", "unit", "area", "category", "card", "channel", "due", "from", "to")
LONGEST = 80
CARDS = (("1", Words(zh="黄牌", en="Yellow")), ("2", Words(zh="红牌", en="Red")))
DUE = (
    ("late", Words(zh="已逾期", en="Overdue")),
    ("today", Words(zh="今天到期", en="Due today")),
    ("week", Words(zh="七天内到期", en="Due within 7 days")),
)
CHANNELS: Mapping[str, Words] = {
    "web": Words(zh="网站", en="Website"),
    "app": Words(zh="手机应用", en="App"),
    "wechat": Words(zh="微信", en="WeChat"),
    "phone": Words(zh="电话", en="Telephone"),
    "patrol": Words(zh="巡查", en="Patrol"),
    "import": Words(zh="导入", en="Import"),
    "story": Words(zh="演示", en="Story"),
    "case": Words(zh="由其他事项产生", en="From another case"),
}


class Control(NamedTuple):
    """One choice of the filter form. `kind` is `select` or `date`."""

    name: str
    label: Words
    value: str
    kind: str
    options: tuple[Option, ...] = ()


def asked(query: QueryDict) -> dict[str, str]:
    """What the address asks for; what is empty is left out. BadInput for what is no text."""
    return {name: value for name in NAMES if (value := clean(query.get(name, ""), LONGEST).strip())}


def filters_of(given: Mapping[str, str], **fixed: Any) -> Filters:
    """The filters; `fixed` ones cannot be changed by the address. BadInput for what is no day or no card."""
    due_from, due_before = _due(given.get("due", ""))
    card = given.get("card")
    if card not in (None, "1", "2"):
        raise BadInput("亮牌只能选黄牌或红牌", "A card is yellow or red")
    read = Filters(
        type=given.get("type"),
        state=given.get("state"),
        holder=given.get("unit"),
        area=given.get("area"),
        category=given.get("category"),
        card=int(card) if card else None,
        channel=given.get("channel"),
        due_from=due_from,
        due_before=due_before,
        opened_from=_start(given.get("from")),
        opened_to=_end(given.get("to")),
    )
    return Filters(**{**vars(read), **fixed})


def controls(given: Mapping[str, str], definitions: list[Definition], ground: Ground) -> list[Control]:
    """The form. States and categories are those of the type that was chosen."""
    return [
        Control(name, label, given.get(name, ""), kind, tuple(options(definitions, ground, given)))
        for name, (label, kind, options) in _CONTROLS.items()
        if name not in ("state", "category") or _chosen(definitions, given)
    ]


def _due(text: str) -> tuple[datetime | None, datetime | None]:
    now = clock.now()
    spans = {
        "": (None, None),
        "late": (None, now),
        "today": (now, local_moment(clock.today() + timedelta(days=1))),
        "week": (now, now + timedelta(days=7)),
    }
    if text not in spans:
        raise BadInput("期限只能选已逾期、今天到期、七天内到期", "Due is one of late, today, week")
    return spans[text]


def _start(text: str | None) -> datetime | None:
    return local_moment(_day(text)) if text else None


def _end(text: str | None) -> datetime | None:
    return local_moment(_day(text) + timedelta(days=1)) if text else None


def _day(text: str) -> date:
    try:
        return min(max(date.fromisoformat(text), date(1900, 1, 1)), date(2200, 1, 1))
    except ValueError:
        raise BadInput("日期应如 2026-03-05", "A date is written 2026-03-05") from None


def _chosen(definitions: list[Definition], given: Mapping[str, str]) -> Definition | None:
    return next((one for one in definitions if one.key == given.get("type")), None)


Options = Callable[[list[Definition], Ground, Mapping[str, str]], Iterator[Option]]


def _types(definitions: list[Definition], _: Ground, __: Mapping[str, str]) -> Iterator[Option]:
    return (Option(one.key, say(one.name)) for one in definitions)


def _states(definitions: list[Definition], _: Ground, given: Mapping[str, str]) -> Iterator[Option]:
    chosen = _chosen(definitions, given)
    states = chosen.states.items() if chosen else ()
    return (Option(name, say(state.name)) for name, state in states)


def _categories(definitions: list[Definition], ground: Ground, given: Mapping[str, str]) -> Iterator[Option]:
    chosen = _chosen(definitions, given)
    ask = chosen.fields.get(chosen.classified_by or "") if chosen else None
    if chosen and ask and ask.register_:
        yield from register_options(Ground.of(chosen, ground.world).register(ask.register_), ground.world)


def _of(pairs: object) -> Options:
    found = tuple(pairs.items()) if isinstance(pairs, Mapping) else pairs
    return lambda _, __, ___: (Option(value, say(words)) for value, words in found)  # type: ignore[attr-defined] # pairs


_CONTROLS: Mapping[str, tuple[Words, str, Options]] = {
    "type": (Words(zh="类型", en="Type"), "select", _types),
    "state": (Words(zh="状态", en="State"), "select", _states),
    "category": (Words(zh="类别", en="Category"), "select", _categories),
    "unit": (
        Words(zh="承办单位", en="Unit"),
        "select",
        lambda _, ground, __: organisation_options(ground.world),
    ),
    "area": (Words(zh="区划", en="Area"), "select", lambda _, ground, __: area_options(ground.world)),
    "card": (Words(zh="亮牌", en="Card"), "select", _of(CARDS)),
    "due": (Words(zh="期限", en="Due"), "select", _of(DUE)),
    "channel": (Words(zh="渠道", en="Channel"), "select", _of(CHANNELS)),
    "from": (Words(zh="登记自", en="Opened from"), "date", _of(())),
    "to": (Words(zh="登记至", en="Opened until"), "date", _of(())),
}
