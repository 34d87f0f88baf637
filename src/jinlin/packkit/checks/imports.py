"""Import mappings: columns, actions and fields that are there."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinlin.kernel.cases.definition import Ask, Definition
from jinlin.packkit.checks.expressions import expression_faults
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.kinds import TEXT, Context, Kind
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, fault
from jinlin.packkit.grammar.imports import ImportMapping, RowStep
from jinlin.packkit.unknown import meant, unknown

COLUMN = re.compile(r"""\brow\[(?:'([^']*)'|"([^"]*)")\]""")
CONTEXT: Context = {"row": Kind("map", holds=TEXT)}


def mappings_name_what_is_there(draft: Draft, house: House) -> Iterator[Fault]:
    """The case type, its channel, every column, action, role and field of a mapping."""
    for name, mapping in draft.imports.items():
        file = f"imports/{name}.yaml"
        if mapping.key not in mapping.columns:
            yield _no_column(draft, file, ("key",), mapping, mapping.key)
        if not house.knows_case(draft, mapping.case):
            place = draft.place(file, "case")
            yield unknown(place, "case", mapping.case, draft.case_names)
        definition = house.definition(draft, mapping.case)
        if definition is None:
            continue
        if mapping.channel not in definition.channels:
            place = draft.place(file, "channel")
            yield unknown(place, "channel", mapping.channel, definition.channels)
        for n, step in enumerate(mapping.steps):
            yield from _step_faults(draft, file, mapping, definition, n, step)


def _step_faults(
    draft: Draft, file: str, mapping: ImportMapping, definition: Definition, n: int, step: RowStep
) -> Iterator[Fault]:
    for column in step.at:
        if column not in mapping.columns:
            yield _no_column(draft, file, ("steps", n, "at"), mapping, column)
    if step.as_.role not in definition.roles:
        place = draft.place(file, "steps", n, "as", "role")
        yield unknown(place, "role", step.as_.role, definition.roles)
    if (step.takes == "open") != (n == 0):
        zh, en = "第一步且只有第一步写 takes: open", "the first step, and only the first, says `takes: open`"
        yield fault(draft.place(file, "steps", n, "takes"), "import-steps", zh, en)
    elif n > 0 and step.takes not in definition.actions:
        place = draft.place(file, "steps", n, "takes")
        yield unknown(place, "action", step.takes, definition.actions)
    else:
        asked = definition.asks if n == 0 else definition.actions[step.takes].asks
        yield from _answer_faults(draft, file, n, step, asked)
    yield from _expressions(draft, file, mapping, n, step)


def _answer_faults(draft: Draft, file: str, n: int, step: RowStep, asked: dict[str, Ask]) -> Iterator[Fault]:
    for name in step.answers.keys() - asked.keys():
        zh, en = meant(name, asked)
        place = draft.place(file, "steps", n, "answers", name)
        yield fault(place, "unknown-field", f"此处不问“{name}”{zh}", f"`{name}` is not asked here{en}")
    for name, ask in asked.items():
        if ask.required and name not in step.answers:
            zh, en = f"必须填“{name}”，请写入 answers", f"`{name}` is required: give it in `answers`"
            yield fault(draft.place(file, "steps", n), "answer-missing", zh, en)


def _expressions(draft: Draft, file: str, mapping: ImportMapping, n: int, step: RowStep) -> Iterator[Fault]:
    texts: list[tuple[tuple[str, ...], str]] = [
        (("answers", name), text) for name, text in step.answers.items()
    ]
    texts += [(("when",), step.when)] if step.when is not None else []
    texts += [(("as", name), text[1:]) for name, text in _told_by_row(step)]
    for trail, text in texts:
        yield from expression_faults(draft.place(file, "steps", n, *trail), text, CONTEXT)
        for found in COLUMN.finditer(text):
            column = found[1] if found[1] is not None else found[2]
            if column not in mapping.columns:
                yield _no_column(draft, file, ("steps", n, *trail), mapping, column)


def _told_by_row(step: RowStep) -> Iterator[tuple[str, str]]:
    """The organisation and area of a step that the row tells."""
    for name, text in (("organisation", step.as_.organisation), ("area", step.as_.area)):
        if text and text.startswith("=") and text != "=holder":
            yield name, text


def _no_column(
    draft: Draft, file: str, trail: tuple[str | int, ...], mapping: ImportMapping, column: str
) -> Fault:
    zh, en = meant(column, mapping.columns)
    place = draft.place(file, *trail)
    return fault(
        place, "unknown-column", f"columns 中没有列“{column}”{zh}", f"`columns` has no column `{column}`{en}"
    )
