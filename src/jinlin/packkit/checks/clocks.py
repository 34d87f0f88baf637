"""Deadlines: spans that can be read, and a consequence for every one."""

from __future__ import annotations

from collections.abc import Iterator

from jinlin.kernel.cases.definition import Definition, FromField
from jinlin.lib.errors import BadInput
from jinlin.lib.spans import Span
from jinlin.lib.yaml12 import Trail
from jinlin.packkit.checks.fields import field_faults
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.parts import tables_of
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, Place, fault

# What a field must be to be a limit: how long, the day that ends it, or the moment.
TYPES_OF_LIMIT = ("span", "date", "moment")


def spans_can_be_read(draft: Draft, _: House) -> Iterator[Fault]:
    """Limits, marks and retention are spans."""
    for case, definition in draft.definitions():
        for trail, text in _spans(definition):
            yield from span_faults(case.tree.place(*trail), text)


def _spans(definition: Definition) -> Iterator[tuple[Trail, str]]:
    for name, state in definition.states.items():
        if isinstance(state.within, str):
            yield ("states", name, "within"), state.within
        yield from ((("states", name, "before", span), span) for span in state.before)
        yield from ((("states", name, "then_after", span), span) for span in state.then_after)
    for name, action in definition.actions.items():
        if action.once_in is not None:
            yield ("actions", name, "once_in"), action.once_in
    if definition.retention:
        yield ("retention", "keep"), definition.retention.keep


def span_faults(place: Place, text: object) -> Iterator[Fault]:
    """The fault of what is not a span."""
    try:
        Span.parse(str(text))
    except BadInput as problem:
        yield fault(place, "not-a-span", problem.say.zh, problem.say.en)


def deadlines_have_a_consequence(draft: Draft, _: House) -> Iterator[Fault]:
    """Silence past a limit brings something; what silence brings needs a limit."""
    for case, definition in draft.definitions():
        for name, state in definition.states.items():
            brings = bool(state.on_lapse or any(state.then_after.values()))
            if state.within is not None and not brings:
                zh = f"状态“{name}”有时限却没有后果：请写 on_lapse，说明逾期时发生什么"
                en = f"state `{name}` has a deadline without a consequence: say in `on_lapse` what it brings"
                yield fault(case.tree.place("states", name, "within"), "deadline-without-consequence", zh, en)
            if state.within is None and (brings or state.before):
                zh = f"状态“{name}”写了逾期后果却没有时限：请写 within"
                en = f"state `{name}` says what silence brings, but has no deadline: say `within`"
                yield fault(case.tree.place("states", name), "consequence-without-deadline", zh, en)


def final_states_have_no_deadline(draft: Draft, _: House) -> Iterator[Fault]:
    """Nothing is due once a case is closed."""
    for case, definition in draft.definitions():
        for name, state in definition.states.items():
            for key in ("within", "pauses", "keeps"):
                if state.final and getattr(state, key) is not None:
                    zh = f"状态“{name}”是终结状态，不能有 {key}"
                    en = f"state `{name}` is final, so it has no `{key}`; take it out"
                    yield fault(case.tree.place("states", name, key), "final-with-deadline", zh, en)


def pauses_stop_a_clock(draft: Draft, _: House) -> Iterator[Fault]:
    """`pauses` and `keeps` name a state that has a clock."""
    for case, definition in draft.definitions():
        for name, state in definition.states.items():
            for key in ("pauses", "keeps"):
                other = definition.states.get(getattr(state, key) or "")
                if other is not None and other.within is None:
                    zh = f"状态“{getattr(state, key)}”没有时限，{key} 无钟可用；请给它 within"
                    en = f"state `{getattr(state, key)}` has no deadline for `{key}`; give it `within`"
                    yield fault(case.tree.place("states", name, key), "no-clock", zh, en)


def limits_from_fields_can_be_read(draft: Draft, _: House) -> Iterator[Fault]:
    """A limit that stands in a field stands in one that says how long, or until when."""
    for case, definition in draft.definitions():
        for name, state in definition.states.items():
            if isinstance(state.within, FromField):
                place = case.tree.place("states", name, "within", "field")
                yield from field_faults(place, definition, state.within.field, TYPES_OF_LIMIT)


def limits_from_tables_are_spans(draft: Draft, _: House) -> Iterator[Fault]:
    """What a table of this pack gives as a limit is a span, in every row."""
    wanted = {
        (table, outcome)
        for _case, definition in draft.definitions()
        for _trail, use, table, outcomes in tables_of(definition)
        for outcome in outcomes
        if use == "within"
    }
    for table, outcome in sorted(wanted):
        yield from _limit_faults(draft, table, outcome)


def _limit_faults(draft: Draft, name: str, outcome: str) -> Iterator[Fault]:
    table = draft.tables.get(name)
    if table is None:
        return
    for n, row in enumerate(table.rows):
        if outcome in row.then:
            place = draft.place("rules.yaml", "tables", name, "rows", n, "then", outcome)
            yield from span_faults(place, row.then[outcome])
    register = draft.registers.get(table.rows_from.register_) if table.rows_from else None
    column = table.rows_from.then.get(outcome) if table.rows_from else None
    if register is not None and column in register.columns:
        for n, cells in enumerate(register.rows):
            yield from span_faults(register.place(n), cells[column])
