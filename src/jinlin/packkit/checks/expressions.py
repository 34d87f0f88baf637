"""CEL: every name and every part of a name is one that the context has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from jinlin.kernel.cases.definition import Ask, Definition
from jinlin.kernel.rules import cel
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.parts import Expression, expressions_of, tables_of
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, Place, fault
from jinlin.packkit.unknown import meant

STRINGS = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"")
# A name and the part asked of it; not where a method is called.
PART = re.compile(r"(?<![\w.\])])([A-Za-z_]\w*)\.([A-Za-z_]\w*)(?![\w(])")
ANY: frozenset[str] | None = None
NOTHING: frozenset[str] = frozenset()

Context = Mapping[str, frozenset[str] | None]

# What kernel.cases.facts makes for every case; the parts of `done` and `children` differ by type.
CASE: Context = {
    "case": frozenset(
        [
            "number",
            "type",
            "state",
            "outcome",
            "area",
            "holder",
            "category",
            "channel",
            "opened",
            "closed",
            "parent",
        ]
    ),
    "area": NOTHING,
    "actor": frozenset({"label", "role", "organisation", "member"}),
    "clock": frozenset({"due", "lapsed", "runs", "extended"}),
    "cards": frozenset({"yellow", "red"}),
    "now": NOTHING,
    "today": NOTHING,
}
CARD: Context = {"colour": NOTHING, "unit": frozenset({"reds_in_a_row"}), "mark": NOTHING}
MORE: Context = {"it": ANY, "mark": NOTHING}
PARTS_OF_FIELDS = {
    "organisation": frozenset({"code", "name", "kind", "area"}),
    "point": frozenset({"x", "y", "crs", "source", "accuracy_m"}),
    "person": frozenset({"name", "phone", "id_type", "id_no", "organisation", "address"}),
}


def expressions_name_what_is_there(draft: Draft, house: House) -> Iterator[Fault]:
    """Needs and effects: names are fields of the case or of the context."""
    for case, definition in draft.definitions():
        context = context_of(draft, house, definition)
        for one in expressions_of(definition):
            known = {**context, **{name: MORE[name] for name in one.more}}
            yield from expression_faults(case.tree.place(*one.trail), one.text, known)


def tables_name_what_is_there(draft: Draft, house: House) -> Iterator[Fault]:
    """Tables: names are known to every case type that asks the table."""
    for _case, definition in draft.definitions():
        context = context_of(draft, house, definition)
        for _trail, use, name, _outcomes in tables_of(definition):
            known = {**context, **CARD} if use == "cards" else {**context, "mark": NOTHING}
            for one in _in_table(draft, name):
                yield from expression_faults(draft.place("rules.yaml", *one.trail), one.text, known)


def _in_table(draft: Draft, name: str) -> Iterator[Expression]:
    table = draft.tables.get(name)
    if table is None:
        return
    for n, row in enumerate(table.rows):
        yield Expression(("tables", name, "rows", n, "when"), row.when)
    if table.rows_from:
        for column, match in table.rows_from.match.items():
            yield Expression(("tables", name, "rows_from", "match", column), match.fact)


def context_of(draft: Draft, house: House, definition: Definition) -> Context:
    """What an expression of this case type may name, each with the parts it has; None means any part."""
    children = frozenset({"total", "open", "closed", *draft.case_names})
    fields = {name: _parts(draft, house, ask) for name, ask in definition.fields.items()}
    return {**CASE, **fields, "done": frozenset(definition.actions), "children": children}


def _parts(draft: Draft, house: House, ask: Ask) -> frozenset[str] | None:
    if ask.type == "code":
        columns = house.columns(draft, ask.register_ or "")
        return ANY if columns is None else frozenset(columns)
    return PARTS_OF_FIELDS.get(ask.type, NOTHING)


def expression_faults(place: Place, text: str, known: Context) -> Iterator[Fault]:
    """What is wrong with one expression."""
    try:
        names = cel.names(text)
    except cel.PackFault as problem:
        yield fault(place, "cel-syntax", problem.say.zh, problem.say.en)
        return
    for name in sorted(names - known.keys()):
        zh, en = meant(name, known)
        yield fault(
            place,
            "cel-name",
            f"表达式中的“{name}”没有问过{zh}",
            f"the expression names `{name}`, which is not asked{en}",
        )
    for name, part in sorted(set(PART.findall(STRINGS.sub("''", text)))):
        parts = known.get(name)
        if name in names and parts is not None and part not in parts:
            zh, en = meant(part, parts)
            yield fault(place, "cel-name", f"“{name}”没有“{part}”{zh}", f"`{name}` has no `{part}`{en}")
