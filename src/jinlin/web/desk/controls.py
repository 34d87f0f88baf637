"""The form that narrows a list."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import NamedTuple

from jinlin.kernel.cases.definition import Definition
from jinlin.lib.words import Words
from jinlin.web.desk.asking import NONE
from jinlin.web.forms.fields import Ground, Option, area_options, organisation_options, register_options
from jinlin.web.language import say

CARDS = (
    ("1", Words(zh="黄牌", en="Yellow")),
    ("2", Words(zh="红牌", en="Red")),
    (NONE, Words(zh="从未亮牌", en="Never had one")),
)
STATUS = (("open", Words(zh="在办", en="Open")), ("closed", Words(zh="已办结", en="Closed")))
LEVEL = (("itself", Words(zh="只看本级，不含下级", en="Itself alone, nothing within it")),)
PARTS = (("whole", Words(zh="不含由其他事项产生的", en="Without those from another case")),)
DUE = (
    ("late", Words(zh="已逾期", en="Overdue")),
    ("today", Words(zh="今天到期", en="Due today")),
    ("week", Words(zh="七天内到期", en="Due within 7 days")),
)
NOBODY = Words(zh="未派单", en="With nobody yet")
NOWHERE = Words(zh="未注明地点", en="Without a place")
CHANNELS: Mapping[str, Words] = {
    "web": Words(zh="网站", en="Website"),
    "app": Words(zh="手机应用", en="App"),
    "wechat": Words(zh="微信", en="WeChat"),
    "phone": Words(zh="电话", en="Telephone"),
    "open311": Words(zh="Open311 接口", en="Open311"),
    "patrol": Words(zh="巡查", en="Patrol"),
    "import": Words(zh="导入", en="Import"),
    "story": Words(zh="演示", en="Story"),
    "case": Words(zh="由其他事项产生", en="From another case"),
}


class Control(NamedTuple):
    """One choice of the filter form. `kind` is `select`, `date`, or `kept`: what only a link can bring, and
    the form can leave out."""

    name: str
    label: Words
    value: str
    kind: str
    options: tuple[Option, ...] = ()


def controls(
    given: Mapping[str, str], definitions: list[Definition], ground: Ground, left_out: Collection[str] = ()
) -> list[Control]:
    """The form. States and categories are those of the type that was chosen."""
    hidden = {*left_out, *(() if _chosen(definitions, given) else ("state", "category"))}
    return [
        Control(name, label, value, kind, tuple(options(definitions, ground, given)))
        for name, (label, kind, options) in _CONTROLS.items()
        if name not in hidden and ((value := given.get(name, "")) or kind != "kept")
    ]


def _chosen(definitions: list[Definition], given: Mapping[str, str]) -> Definition | None:
    return next((one for one in definitions if one.key == given.get("type")), None)


Options = Callable[[list[Definition], Ground, Mapping[str, str]], Iterator[Option]]


def _units(_: list[Definition], ground: Ground, __: Mapping[str, str]) -> Iterator[Option]:
    yield Option(NONE, say(NOBODY))
    yield from organisation_options(ground.world)


def _areas(_: list[Definition], ground: Ground, __: Mapping[str, str]) -> Iterator[Option]:
    yield Option(NONE, say(NOWHERE))
    yield from area_options(ground.world)


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
    "status": (Words(zh="办理", en="Open or closed"), "select", _of(STATUS)),
    "unit": (Words(zh="承办单位", en="Unit"), "select", _units),
    "area": (Words(zh="区划", en="Area"), "select", _areas),
    "level": (Words(zh="层级", en="Level"), "select", _of(LEVEL)),
    "parts": (Words(zh="关联事项", en="Parts of cases"), "select", _of(PARTS)),
    "card": (Words(zh="亮牌", en="Card"), "select", _of(CARDS)),
    "due": (Words(zh="期限", en="Due"), "select", _of(DUE)),
    "channel": (Words(zh="渠道", en="Channel"), "select", _of(CHANNELS)),
    "from": (Words(zh="登记自", en="Opened from"), "date", _of(())),
    "to": (Words(zh="登记至", en="Opened until"), "date", _of(())),
    "closed_from": (Words(zh="办结自", en="Closed from"), "date", _of(())),
    "closed_to": (Words(zh="办结至", en="Closed until"), "date", _of(())),
    "box": (Words(zh="只看地图上的这一格", en="Only this square of the map"), "kept", _of(())),
}
