"""What a card brings: a table that says something of both colours."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from jinlin.kernel.rules import cel
from jinlin.kernel.rules.tables import Row, Table
from jinlin.packkit.checks.house import House
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, fault
from jinlin.packkit.unknown import unknown


def card_tables_cover_both_colours(draft: Draft, _: House) -> Iterator[Fault]:
    """A table of cards says something of yellow and of red, and its measures are case types."""
    for _case, definition in draft.definitions():
        table = draft.tables.get(definition.cards.table) if definition.cards else None
        if table is None or definition.cards is None:
            continue
        place = draft.place("rules.yaml", "tables", definition.cards.table)
        for colour in ("yellow", "red"):
            if table.rows and not any(_may_hold(row, colour) for row in table.rows):
                zh = f"牌表没有一行适用于 {colour}；请写明它带来什么"
                en = f"no row of the card table applies to {colour}; say what such a card brings"
                yield fault(place, "card-colour", zh, en)
        yield from _measure_faults(draft, definition.cards.table, table)


def _may_hold(row: Row, colour: str) -> bool:
    """Whether the row applies to a card of this colour for some count of cards."""
    for yellow, red, in_a_row in product(range(5), repeat=3):
        facts = {
            "colour": colour,
            "cards": {"yellow": yellow, "red": red},
            "unit": {"reds_in_a_row": in_a_row},
        }
        if not cel.names(row.when) <= facts.keys():
            return True  # it looks at the case itself, which is not known here
        try:
            if cel.holds(row.when, facts):
                return True
        except cel.PackFault:
            return True  # what it names wrongly is told elsewhere
    return False


def _measure_faults(draft: Draft, name: str, table: Table) -> Iterator[Fault]:
    """A measure is a case that is opened without a question asked."""
    for n, row in enumerate(table.rows):
        measure = str(row.then.get("measure") or "")
        place = draft.place("rules.yaml", "tables", name, "rows", n, "then", "measure")
        if measure and measure not in draft.case_names:
            yield unknown(place, "case", measure, draft.case_names)
        elif measure in draft.cases:
            asks = draft.cases[measure].definition.asks
            for one in (one for one, ask in asks.items() if ask.required):
                zh = f"亮牌开出的“{measure}”没有人填“{one}”，它不能是必填"
                en = f"a card opens `{measure}` and nobody answers `{one}`: it cannot be required"
                yield fault(place, "answer-missing", zh, en)
