"""Rows that stand in a register: found through an index, the most specific first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from jinlin.kernel.registry.world import RegisterInfo, World
from jinlin.kernel.rules.cel import PackFault, value
from jinlin.kernel.rules.tables import Match, RowsFrom, Table
from jinlin.kernel.rules.words import WordList


class Dated:
    """A row of a register with the days of its force; the row `code` is named when a date cannot be read."""

    __slots__ = ("first", "last", "row")

    def __init__(self, register: RegisterInfo, row: dict[str, str]) -> None:
        self.row = row
        self.first = _day(register, row, "from")
        self.last = _day(register, row, "to")

    def in_force(self, on: date) -> bool:
        """Whether the row was the rule on that day; both its days count."""
        return (self.first is None or self.first <= on) and (self.last is None or on <= self.last)

    def meets(self, other: Dated) -> bool:
        """Whether both are in force on some day."""
        return (self.first or date.min) <= (other.last or date.max) and (
            other.first or date.min
        ) <= (self.last or date.max)  # fmt: skip


Node = dict[str, Any]  # one level for each column of `match`; below the last, lists of Dated


def matches(
    table: Table, source: RowsFrom, facts: Mapping[str, Any], on: date, world: World
) -> Iterator[tuple[RegisterInfo, dict[str, str]]]:
    """The rows that match, the longest match in the first column first, then in the second, and so on.

    Two rows that match equally well on one day are a fault of the register: nobody guesses between them.
    """
    register = register_of(table, source, world)
    wanted = [_candidates(match, facts, world, register, column) for column, match in source.match.items()]
    for rows in _walk(index(register, source), wanted):
        found = [one.row for one in rows if one.in_force(on)]
        if len(found) > 1:
            raise _tie(table, register, found)
        if found:
            yield register, found[0]


def index(register: RegisterInfo, source: RowsFrom) -> Node:
    """The rows by their cells in the order of `match`; made once for as long as the register stands."""
    columns = tuple(source.match)
    found: Node = register.worked_out(("rows by", columns), lambda: _index(register, columns))
    return found


def ties(register: RegisterInfo, source: RowsFrom) -> list[tuple[str, str]]:
    """Pairs of rows (their codes) that match equally well on some day."""
    groups = _walk(index(register, source), [None] * len(source.match))
    return [
        (one.row["code"], other.row["code"])
        for rows in groups for n, one in enumerate(rows) for other in rows[n + 1 :] if one.meets(other)
    ]  # fmt: skip


def _index(register: RegisterInfo, columns: Sequence[str]) -> Node:
    root: Node = {}
    for row in register.rows:
        node = root
        for column in columns[:-1]:
            node = node.setdefault(row[column], {})
        node.setdefault(row[columns[-1]], []).append(Dated(register, row))
    return root


def _walk(node: Node, wanted: Sequence[Sequence[str] | None]) -> Iterator[list[Dated]]:
    """The groups of rows below `node` whose cells are among the wanted; None wants every cell."""
    cells = node if wanted[0] is None else wanted[0]
    for below in (node[cell] for cell in cells if cell in node):
        if len(wanted) > 1:
            yield from _walk(below, wanted[1:])
        else:
            yield below


def _lengths(register: RegisterInfo, column: str) -> list[int]:
    """How long the cells of a column are, the longest first: no other beginnings need be tried."""
    found: list[int] = register.worked_out(
        ("lengths", column), lambda: sorted({len(row[column]) for row in register.rows}, reverse=True)
    )
    return found


def _words(register: RegisterInfo, column: str) -> WordList:
    found: WordList = register.worked_out(
        ("words", column), lambda: WordList(row[column] for row in register.rows)
    )
    return found


def _candidates(
    match: Match, facts: Mapping[str, Any], world: World, register: RegisterInfo, column: str
) -> Sequence[str]:
    """The cells that this fact matches, the most specific first; last the empty cell, which matches all."""
    fact = value(match.fact, facts)
    if fact is None or fact == "":
        return ("",)
    if not isinstance(fact, str | int) or isinstance(fact, bool):
        raise PackFault(
            f"{match.fact} 不是文字或整数，不能与名录比对。请机制的维护人员修正。",
            f"{match.fact} is neither text nor a whole number and cannot be matched with a register. "
            "The maintainer of the pack must mend it.",
        )
    text = str(fact)
    if match.how == "prefix":
        return [text[:length] for length in _lengths(register, column) if length <= len(text)]
    if match.how == "words":
        return [*_words(register, column).cells_in(text), ""]
    return (*world.line(text), "") if match.how == "area" else (text, "")


def register_of(table: Table, source: RowsFrom, world: World) -> RegisterInfo:
    """The register of the table; PackFault if it is not installed or lacks a column that is used."""
    register = world.register(table.register_key or "")
    missing = source.columns.difference(register.columns) if register else source.columns
    if register is None or missing:
        raise PackFault(
            f"规则表 {table.key} 所用的名录 {table.register_key} 不存在或缺少列："
            f"{'、'.join(sorted(missing))}。请管理员装入。",
            f"The register {table.register_key} of the table {table.key} is not there or lacks columns: "
            f"{', '.join(sorted(missing))}. An administrator must install it.",
        )
    return register


def _tie(table: Table, register: RegisterInfo, rows: Sequence[Mapping[str, str]]) -> PackFault:
    codes = [row["code"] for row in rows]
    return PackFault(
        f"名录 {register.key} 的 {'、'.join(codes)} 行同样适用，无法决定。请管理员改正其中一行。",
        f"The rows {', '.join(codes)} of the register {register.key} apply equally, so that nothing can be "
        "decided. An administrator must correct one of them.",
        table=table.key,
    )


def _day(register: RegisterInfo, row: Mapping[str, str], column: str) -> date | None:
    text = row.get(column, "")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise PackFault(
            f"名录 {register.key} 第 {row['code']} 行的 {column} 不是日期：{text}。请写成 2018-03-05。",
            f"In the register {register.key}, row {row['code']}, {column} is no date: {text}. "
            "Write 2018-03-05.",
        ) from error
