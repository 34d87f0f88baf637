"""Open311: that a form of the protocol can fill the form of the case."""

from __future__ import annotations

from collections.abc import Iterator

from jinlin.kernel.cases.definition import Open311
from jinlin.kernel.cases.open311 import CHANNEL, DATATYPES, parameters
from jinlin.packkit.checks.house import House
from jinlin.packkit.draft import Case, Draft
from jinlin.packkit.faults import Fault, fault
from jinlin.packkit.unknown import meant

NAMED = {"description": ("text", "long_text"), "address": ("text", "long_text"), "reporter": ("person",)}


def open311_names_fields(draft: Draft, _: House) -> Iterator[Fault]:
    """What `open311` names are fields asked at opening, of a type that the protocol can fill."""
    for case, ours in _open311(draft):
        for key, types in NAMED.items():
            if name := getattr(ours, key):
                yield from _not_asked(case, name, types, key)
        for n, name in enumerate(ours.attributes):
            yield from _not_asked(case, name, tuple(DATATYPES), "attributes", n)


def open311_is_public_and_open(draft: Draft, _: House) -> Iterator[Fault]:
    """What is reported by Open311 can be followed there, and comes in by a channel of its own."""
    for case, _ours in _open311(draft):
        place = case.tree.place("open311")
        if case.definition.public is None:
            zh, en = "open311 的事项须公开：请写 public", "what `open311` reports is public: say `public`"
            yield fault(place, "open311-not-public", zh, en)
        if CHANNEL not in case.definition.channels:
            zh, en = f"请在 channels 中加上 {CHANNEL}", f"add `{CHANNEL}` to `channels`"
            yield fault(place, "open311-no-channel", zh, en)


def open311_can_answer_all(draft: Draft, _: House) -> Iterator[Fault]:
    """No required field is left that a report by Open311 cannot answer."""
    for case, _ours in _open311(draft):
        filled = parameters(case.definition)
        for name, ask in case.definition.asks.items():
            if ask.required and name not in filled:
                zh = f"必填的“{name}”在 Open311 中无法填写：请加入 attributes，或改为不必填"
                en = f"`{name}` is required, and no report by Open311 can answer it: add it to `attributes`"
                yield fault(case.tree.place("open311"), "answer-missing", zh, en)


def _open311(draft: Draft) -> Iterator[tuple[Case, Open311]]:
    return ((case, one.open311) for case, one in draft.definitions() if one.open311 is not None)


def _not_asked(case: Case, name: str, types: tuple[str, ...], *trail: str | int) -> Iterator[Fault]:
    asks = case.definition.asks
    if name not in asks or asks[name].type not in types:
        zh, en = meant(name, [one for one, ask in asks.items() if ask.type in types])
        yield fault(
            case.tree.place("open311", *trail),
            "unknown-field",
            f"开立时没有可由 Open311 填写的字段“{name}”{zh}",
            f"there is no field `{name}` asked at opening that Open311 can fill here{en}",
        )
