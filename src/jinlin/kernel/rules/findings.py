"""What a rule decided, and how: `decide` and `decide_all`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Any

from jinlin.kernel.registry.world import World
from jinlin.kernel.rules.cel import PackFault, holds
from jinlin.kernel.rules.matching import matches
from jinlin.kernel.rules.tables import Table
from jinlin.lib.errors import Problem
from jinlin.lib.words import Words


class NoRow(Problem):
    """No row of the table was in force for these facts on that day."""

    status = 422
    code = "no-rule-applies"


@dataclass(frozen=True, slots=True)
class Finding:
    """What was decided, by which row of which table, on which basis, by the rules of which day.

    `digest` is the table's, `register` that of the register its rows came from, or empty.
    `verified` is false where nobody has yet compared the row with its source.
    """

    table: str
    digest: str
    row: str
    outcome: dict[str, Any]
    basis: Words
    cite: str
    on: date
    verified: bool
    register: str = ""

    def as_facts(self) -> dict[str, Any]:
        """The finding as JSON, for the journal."""
        found: dict[str, Any] = {
            "table": self.table, "digest": self.digest, "row": self.row, "outcome": self.outcome,
            "basis": self.basis.model_dump(), "cite": self.cite, "on": self.on.isoformat(),
            "verified": self.verified,
        }  # fmt: skip
        return {**found, "register": self.register} if self.register else found


def decide(table: Table, facts: Mapping[str, Any], on: date, world: World) -> Finding:
    """The finding of the first row in force on `on` that applies. NoRow if none does."""
    if table.hit == "all":
        raise PackFault(
            f"规则表 {table.key} 可有多行同时适用，不能只取一行。请机制的维护人员修正。",
            f"Several rows of the table {table.key} may apply at once; one alone cannot be asked for. "
            "The maintainer of the pack must mend it.",
        )
    for finding in _findings(table, facts, on, world):
        return finding
    raise NoRow(
        f"规则表“{table.name.zh}”（{table.key}）在 {on} 没有适用的规则。请补充规则或名录。",
        f'No row of the table "{table.name.en}" ({table.key}) applies on {on}. '
        "Add a rule, or a row to its register.",
        table=table.key,
    )


def decide_all(table: Table, facts: Mapping[str, Any], on: date, world: World) -> tuple[Finding, ...]:
    """The findings of all rows that apply, in order; where the first hit decides, of that row alone."""
    return tuple(islice(_findings(table, facts, on, world), None if table.hit == "all" else 1))


def _findings(table: Table, facts: Mapping[str, Any], on: date, world: World) -> Iterator[Finding]:
    return _from_register(table, facts, on, world) if table.rows_from else _from_rows(table, facts, on)


def _from_rows(table: Table, facts: Mapping[str, Any], on: date) -> Iterator[Finding]:
    for row in table.rows:
        if row.in_force(on) and holds(row.when, facts):
            yield Finding(
                table.key, table.digest, row.id, dict(row.then), row.basis, row.cite, on, row.verified
            )  # fmt: skip


def _from_register(table: Table, facts: Mapping[str, Any], on: date, world: World) -> Iterator[Finding]:
    source = table.rows_from
    assert source is not None  # noqa: S101 -- the caller has looked; this is for the type checker
    for register, row in matches(table, source, facts, on, world):
        outcome = {name: row[column] for name, column in source.then.items()}
        yield Finding(
            table.key, table.digest, row["code"], outcome, source.basis, source.cite, on, source.verified,
            register.digest,
        )  # fmt: skip
