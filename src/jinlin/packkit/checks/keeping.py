"""Retention: whoever asks for personal data or texts says how long they are kept, and on which basis."""

from __future__ import annotations

from collections.abc import Iterator

from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.parts import asks_of
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, fault


def personal_data_has_an_end(draft: Draft, _: House) -> Iterator[Fault]:
    """A case that holds values under its key names its retention; told at the first such field."""
    for case, definition in draft.definitions():
        held = next((at for at in asks_of(definition) if at.ask.is_sealed), None)
        if held is not None and definition.retention is None:
            zh = (
                f"“{held.name}”是个人信息或自由填写的文字，须写 retention："
                "办结后保存多久（keep）、依据什么（basis）"
            )
            en = (
                f"`{held.name}` is personal, or a text that people write: say in `retention` how long it is "
                "kept after closing (`keep`) and why so long (`basis`)"
            )
            yield fault(case.tree.place(*held.trail), "no-retention", zh, en)
