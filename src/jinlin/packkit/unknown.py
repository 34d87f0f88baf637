"""The commonest mistake: a name of something that is not there. What was meant is mostly near at hand."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from jinlin.instruments.instrument import nouns
from jinlin.packkit.faults import Fault, Place, fault

MOST_LISTED = 20
NOUNS = {
    "action": ("操作", "action"),
    "area": ("区划", "area"),
    "base": ("基础流程", "base"),
    "case": ("事项类型", "case type"),
    "channel": ("渠道", "channel"),
    "effect": ("效果", "effect"),
    "indicator": ("指标", "indicator"),
    "instrument": ("工具", "instrument"),
    "organisation": ("单位", "organisation"),
    "outcome": ("结果", "outcome"),
    "population": ("总体", "population"),
    "refusal": ("拒绝码", "refusal"),
    "register": ("目录", "register"),
    "role": ("角色", "role"),
    "state": ("状态", "state"),
    "table": ("规则表", "table"),
}


def unknown(place: Place, kind: str, name: str, known: Iterable[object]) -> Fault:
    """The fault of naming a `kind` (one of NOUNS, or an instrument's) that is not among the `known`."""
    zh, en = meant(name, known)
    noun_zh, noun_en = NOUNS.get(kind) or _noun_of_instrument(kind)
    return fault(
        place, f"unknown-{kind}", f"没有{noun_zh}“{name}”{zh}", f"there is no {noun_en} `{name}`{en}"
    )


def _noun_of_instrument(kind: str) -> tuple[str, str]:
    noun = nouns()[kind]
    return noun.zh, noun.en


def meant(name: object, known: Iterable[object]) -> tuple[str, str]:
    """What was probably meant, or what there is, as the end of a sentence in both languages."""
    names = sorted(str(one) for one in known)
    near = get_close_matches(str(name), names, 1)
    if near:
        return f"；是不是“{near[0]}”？", f"; did you mean `{near[0]}`?"
    if not names:
        return "；这里一个都没有", "; there is none here"
    listed = ", ".join(names[:MOST_LISTED]) + (" …" if len(names) > MOST_LISTED else "")
    return f"；可以写：{listed}", f"; there is: {listed}"
