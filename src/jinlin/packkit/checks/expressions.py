"""CEL: what an expression names is there, and can be reckoned with as it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from jinlin.kernel.cases.definition import Ask, Definition, PersonPart
from jinlin.kernel.rules import cel
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.kinds import (
    ALL,
    ANY,
    DECIMAL,
    MOMENT,
    TEXT,
    WHOLE,
    YES_NO,
    ZH,
    Context,
    Kind,
    faults_in,
)
from jinlin.packkit.checks.parts import TRUTH, Expression, expressions_of, tables_of
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, Place, fault

# What kernel.cases.facts makes for every case; the parts of `done` and `children` differ by type.
TEXTS = ("number", "type", "state", "outcome", "area", "holder", "category", "channel")
CASE: Context = {
    "case": Kind("map", {**dict.fromkeys(TEXTS, TEXT), "opened": MOMENT, "closed": MOMENT, "parent": YES_NO}),
    "area": TEXT,
    "actor": Kind("map", {**dict.fromkeys(("label", "role", "organisation"), TEXT), "member": WHOLE}),
    "clock": Kind("map", {"due": MOMENT, "lapsed": YES_NO, "runs": YES_NO, "extended": WHOLE}),
    "cards": Kind("map", {"yellow": WHOLE, "red": WHOLE}),
    "dangers": Kind("list", holds=TEXT),
    "now": MOMENT,
    "today": MOMENT,
}
CARD: Context = {"colour": TEXT, "unit": Kind("map", {"reds_in_a_row": WHOLE}), "mark": TEXT}
MORE: Context = {"it": ANY, "mark": TEXT}
UNIT = Kind("map", dict.fromkeys(("code", "name", "kind", "area"), TEXT))
OF_FIELDS: Mapping[str, Kind] = {
    "organisation": UNIT,
    "point": Kind("map", {"x": DECIMAL, "y": DECIMAL, "crs": TEXT, "source": TEXT, "accuracy_m": ANY}),
    "person": Kind("map", dict.fromkeys(get_args(PersonPart), TEXT)),
    "integer": WHOLE,
    "money": WHOLE,
    "date": MOMENT,
    "moment": MOMENT,
    "yes_no": YES_NO,
}


def expressions_name_what_is_there(draft: Draft, house: House) -> Iterator[Fault]:
    """Needs and effects: names are fields of the case or of the context."""
    for case, definition in draft.definitions():
        context = context_of(draft, house, definition)
        for one in expressions_of(definition):
            known = {**context, **{name: MORE[name] for name in one.more}}
            yield from expression_faults(case.tree.place(*one.trail), one.text, known, one.gives or ALL)


def tables_name_what_is_there(draft: Draft, house: House) -> Iterator[Fault]:
    """Tables: names are known to every case type that asks the table."""
    for _case, definition in draft.definitions():
        context = context_of(draft, house, definition)
        for _trail, use, name, _outcomes in tables_of(definition):
            known = {**context, **(CARD if use == "cards" else {"mark": TEXT})}
            for one in _in_table(draft, name):
                yield from expression_faults(
                    draft.place("rules.yaml", *one.trail), one.text, known, one.gives or ALL
                )


def _in_table(draft: Draft, name: str) -> Iterator[Expression]:
    table = draft.tables.get(name)
    if table is None:
        return
    for n, row in enumerate(table.rows):
        yield Expression(("tables", name, "rows", n, "when"), row.when, gives=TRUTH)
    if table.rows_from:
        for column, match in table.rows_from.match.items():
            yield Expression(("tables", name, "rows_from", "match", column), match.fact)


def context_of(draft: Draft, house: House, definition: Definition) -> Context:
    """What an expression of this case type may name, each with its kind."""
    counts = dict.fromkeys(("total", "open", "closed"), WHOLE)
    of_type = Kind("map", holds=WHOLE)  # besides these each outcome
    children = {**counts, **dict.fromkeys(draft.case_names, of_type)}
    fields = {name: kind_of(draft, house, ask) for name, ask in definition.fields.items()}
    done = dict.fromkeys(definition.actions, WHOLE)
    return {**CASE, **fields, "done": Kind("map", done), "children": Kind("map", children)}


def kind_of(draft: Draft, house: House, ask: Ask) -> Kind:
    """The kind of value that a field has in expressions."""
    if ask.type == "code":
        columns = house.columns(draft, ask.register_ or "")
        return ANY if columns is None else Kind("map", dict.fromkeys(columns, TEXT))
    if ask.type == "rows":
        row = {name: kind_of(draft, house, one) for name, one in ask.of.items()}
        return Kind("list", holds=Kind("map", row))
    return OF_FIELDS.get(ask.type, TEXT)


def expression_faults(
    place: Place, text: str, known: Context, gives: frozenset[str] = ALL
) -> Iterator[Fault]:
    """What is wrong with one expression, which has to give a value of one of these kinds."""
    try:
        tree = cel.tree(text)
    except cel.PackFault as problem:
        yield fault(place, "cel-syntax", problem.say.zh, problem.say.en)
        return
    kind, found = faults_in(tree, known)
    for code, zh, en in dict.fromkeys(found):
        yield fault(place, code, zh, en)
    if kind.name not in gives | {"any"} and not found:
        zh = f"此处要{'或'.join(ZH[one] for one in sorted(gives))}，表达式给出的是{ZH[kind.name]}"
        yield fault(
            place, "cel-kind", zh, f"here {' or '.join(sorted(gives))} is needed, and this gives {kind.name}"
        )
