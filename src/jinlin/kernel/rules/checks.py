"""What `jinlin check` says about a table and the register that its rows come from, and `verify` about all."""

from __future__ import annotations

from jinlin.kernel.journal import imprints
from jinlin.kernel.registry.world import World
from jinlin.kernel.rules.actions import COVERED, STREAM
from jinlin.kernel.rules.cel import PackFault
from jinlin.kernel.rules.matching import register_of, ties
from jinlin.kernel.rules.tables import Table
from jinlin.lib.words import Words


def verify() -> list[str]:
    """A sentence if the installed tables are not those that the journal vouches for."""
    return imprints.faults_of(STREAM, COVERED)


def faults_of(table: Table, world: World) -> list[Words]:
    """Everything that would keep the table from deciding: no register, no column, no date, two equal rows."""
    if table.rows_from is None:
        return []
    try:
        register = register_of(table, table.rows_from, world)
        pairs = ties(register, table.rows_from)
    except PackFault as fault:
        return [fault.say]
    return [
        Words(
            zh=f"名录 {register.key} 的 {one} 行与 {other} 行条件相同，日期重叠，无法决定",
            en=f"rows {one} and {other} of the register {register.key} match alike on the same days",
        )
        for one, other in pairs
    ]
