"""Fields: what they need by their type, that they are there, and that what is personal is kept so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinlin.kernel.cases.definition import Ask, Definition
from jinlin.kernel.cases.facts import RESERVED_MAKERS
from jinlin.kernel.cases.vault import SEALED
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.parts import AskAt, asks_of
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, Place, fault
from jinlin.packkit.tree import Tree
from jinlin.packkit.unknown import meant

# What a case's own columns are taken from, and the types of field that fit.
COUNTED = frozenset({"text", "long_text", "rows", "pass_phrase", "officer", "case", "file"})
COLUMNS = {
    "title": ("text",),
    "classified_by": ("code", "choice"),
    "placed_by": ("point",),
    "urgent": ("yes_no",),
}


def columns_come_from_fields(draft: Draft, _: House) -> Iterator[Fault]:
    """`title`, `urgent` and what a case is sorted and placed by name fields of the right type that are not
    personal."""
    for case, definition in draft.definitions():
        for key, types in COLUMNS.items():
            name, place = getattr(definition, key), case.tree.place(key)
            if name is None:
                continue
            ask = definition.fields.get(name)
            if ask is None or ask.type not in types:
                zh, en = meant(name, [one for one, ask in definition.fields.items() if ask.type in types])
                what = " / ".join(types)
                yield fault(
                    place,
                    "unknown-field",
                    f"{key}须指向类型为{what}的字段，“{name}”不是{zh}",
                    f"`{key}` must name a field of type {what}; `{name}` is none{en}",
                )
            elif ask.privacy in SEALED:
                zh = f"{key}会显示在列表中，不能用个人信息字段“{name}”"
                en = f"`{key}` is shown in lists, so it cannot be the personal field `{name}`; choose another"
                yield fault(place, "personal-in-list", zh, en)


def asks_are_whole(draft: Draft, house: House) -> Iterator[Fault]:
    """Each field has what its type needs, and registers are there."""
    for case, definition in draft.definitions():
        for at in asks_of(definition):
            yield from _ask_faults(draft, house, case.tree, at)
            for name, ask in at.ask.of.items():
                yield from _ask_faults(draft, house, case.tree, AskAt((*at.trail, "of", name), name, ask))


def _ask_faults(draft: Draft, house: House, tree: Tree, at: AskAt) -> Iterator[Fault]:
    place = tree.place(*at.trail)
    # An ask of type area called `area` is what the case's own area is taken from.
    if at.name in RESERVED_MAKERS and (at.name, at.ask.type) != ("area", "area"):
        zh = f"“{at.name}”是系统保留的名字，字段请另取名"
        en = f"`{at.name}` is a name that every expression already knows; call the field something else"
        yield fault(place, "reserved-name", zh, en)
    yield from _lacks(place, at.ask)
    yield from _bounds(tree, at)
    if at.ask.type == "code" and at.ask.register_:
        yield from register_faults(draft, house, tree.place(*at.trail, "register"), at.ask.register_)


def _lacks(place: Place, ask: Ask) -> Iterator[Fault]:
    for type_, key, given in (
        ("code", "register", ask.register_),
        ("choice", "options", ask.options),
        ("rows", "of", ask.of),
    ):
        if ask.type == type_ and not given:
            zh, en = f"类型{type_}须写{key}", f"a field of type {type_} needs `{key}`"
            yield fault(place, "ask-incomplete", zh, en)
        elif ask.type != type_ and given:
            zh, en = f"只有类型{type_}才有{key}", f"only a field of type {type_} has `{key}`; take it out"
            yield fault(place, "ask-incomplete", zh, en)
    if ask.type == "person" and ask.privacy not in SEALED:
        zh = "姓名电话等属个人信息，须写 privacy: personal 或 sensitive"
        en = "a person is personal information: say `privacy: personal` or `sensitive`"
        yield fault(place, "person-not-sealed", zh, en)


def _bounds(tree: Tree, at: AskAt) -> Iterator[Fault]:
    ask = at.ask
    if ask.min is not None and ask.max is not None and ask.min > ask.max:
        zh, en = f"min {ask.min} 大于 max {ask.max}", f"`min` {ask.min} is above `max` {ask.max}"
        yield fault(tree.place(*at.trail, "min"), "ask-bounds", zh, en)
    for key, least in (("max", 1), ("min", 0)):
        bound = getattr(ask, key)
        if ask.type in COUNTED and bound is not None and bound < least:
            zh, en = (
                f"{key} {bound} 太小：这里数的是字数或行数",
                f"`{key}` {bound} is no count of characters or rows",
            )
            yield fault(tree.place(*at.trail, key), "ask-bounds", zh, en)
    if ask.pattern is not None:
        try:
            re.compile(ask.pattern)
        except re.error as error:
            zh, en = f"pattern 不是正则表达式：{error}", f"`pattern` is not a regular expression: {error}"
            yield fault(tree.place(*at.trail, "pattern"), "ask-bounds", zh, en)


def register_faults(draft: Draft, house: House, place: Place, name: str) -> Iterator[Fault]:
    """The fault of naming a register that is not there."""
    if house.lacks_register(draft, name):
        zh, en = meant(name, draft.registers)
        yield fault(
            place,
            "unknown-register",
            f"没有目录“{name}”（registers/{name}.csv）{zh}",
            f"there is no register `{name}` (registers/{name}.csv){en}",
        )


def whoever_must_answer_is_asked(draft: Draft, _: House) -> Iterator[Fault]:
    """What is required at opening is asked of everybody who opens; else a form would be a dead end."""
    for case, definition in draft.definitions():
        for name, ask in definition.asks.items():
            left = [role for role in definition.opened_by if ask.asked_of and role not in ask.asked_of]
            if ask.required and left:
                zh = f"“{name}”是必填，却不问 {'、'.join(left)}，其表单无法提交；请加入 asked_of 或改为不必填"
                en = f"`{name}` is required and not asked of {', '.join(left)}, whose form can never be sent"
                yield fault(case.tree.place("asks", name, "asked_of"), "answer-missing", zh, en)


def one_field_has_one_meaning(draft: Draft, _: House) -> Iterator[Fault]:
    """A field that is asked twice is asked for the same thing, with the same privacy."""
    for case, definition in draft.definitions():
        first: dict[str, AskAt] = {}
        for at in asks_of(definition):
            known = first.setdefault(at.name, at)
            if _meaning(known.ask) != _meaning(at.ask):
                line = case.tree.place(*known.trail)
                zh = f"字段“{at.name}”与{line}的类型、目录或 privacy 不同；请统一或另取名"
                en = f"field `{at.name}` differs from {line} in type, register or privacy; make them agree"
                yield fault(case.tree.place(*at.trail), "field-twice", zh, en)


def _meaning(ask: Ask) -> tuple[object, ...]:
    return ask.type, ask.privacy, ask.register_, ask.options, tuple(ask.of)


def numbers_can_be_made(draft: Draft, _: House) -> Iterator[Fault]:
    """`number` has a place for the running number and nothing that is not known."""
    for case, definition in draft.definitions():
        try:
            one, two = (definition.number.format(year=2018, seq=seq) for seq in (1, 2))
        except (KeyError, IndexError, ValueError):
            one = two = ""
        if one == two:
            zh = "number 须含{seq}，可含{year}，如 SZ{year}-{seq:06}"
            en = "`number` must have {seq} and may have {year}, as SZ{year}-{seq:06}"
            yield fault(case.tree.place("number"), "number-form", zh, en)


def field_faults(
    place: Place, definition: Definition, name: str, types: tuple[str, ...] = ()
) -> Iterator[Fault]:
    """The fault of naming a field that the case does not have, or that is of another type."""
    ask = definition.fields.get(name)
    if ask is None or (types and ask.type not in types):
        fits = [one for one, ask in definition.fields.items() if not types or ask.type in types]
        zh, en = meant(name, fits)
        kind = f" {' / '.join(types)}" if types else ""
        yield fault(
            place,
            "unknown-field",
            f"没有{kind}字段“{name}”；请在 asks 或 facts 中写上{zh}",
            f"there is no{kind} field `{name}`; write it in `asks` or `facts`{en}",
        )
