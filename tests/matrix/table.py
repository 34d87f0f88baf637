"""A table as text that a person reviews, and as cells that a test compares."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from string import ascii_letters
from textwrap import wrap

from tests.matrix.reading import OPENER, CaseType

FOLDER = Path(__file__).parent
MAY, NOT_HERE, MAY_NOT = "+", ".", "-"
KEY = "  +  may        .  may, but not in this state        -  may never: all actions of these lines"
Cell = tuple[str, str, str]
"""A role, an action, a state."""


@dataclass(frozen=True)
class Holders:
    """The roles that come together: whoever opened a case holds every role of that scope at once."""

    roles: tuple[str, ...]
    where: str

    @property
    def name(self) -> str:
        """The roles, as the table heads their block."""
        return "+".join(self.roles)


@dataclass
class Table:
    """What a committed table says: marks by cell, and who opens a case."""

    cells: dict[Cell, str] = field(default_factory=dict)
    opened_by: tuple[str, ...] = ()


def path_of(key: str) -> Path:
    """Where the table of a case type is committed."""
    return FOLDER / f"{key.replace('/', '.')}.txt"


def holders(one: CaseType) -> list[Holders]:
    """Every way to stand towards a case of this type; the product itself comes last."""
    openers = tuple(name for name, role in one.roles.items() if role["scope"] in OPENER)
    others = [
        Holders((name,), _where(one, name))
        for name, role in one.roles.items()
        if name not in openers and name != "system"
    ]
    first = [Holders(openers, "whoever opened it")] if openers else []
    return [*first, *others, Holders(("system",), "the product itself")]


def mark(one: CaseType, who: Holders, action: str, state: str) -> str:
    """What `from` and `by` say of one cell. A role towards a field that the case lacks is nobody's."""
    if who.where.startswith("nobody") or one.takers(action).isdisjoint(who.roles):
        return MAY_NOT
    return MAY if one.starts_in(action, state) else NOT_HERE


def text(one: CaseType) -> str:
    """The whole table."""
    zh, en = _names(one.body)
    lines = [f"{one.key}  {zh}  {en}", "", *_legend(one), "", KEY, ""]
    lines += ["opened by  " + (", ".join(one.opened_by) or "the product alone"), ""]
    idle = []
    for who in holders(one):
        block = list(_block(one, who))
        if block:
            lines += block
        else:
            idle.append(f"{who.name}  ({who.where})")
    if idle:
        lines += ["nothing at all", *(f"  {each}" for each in idle), ""]
    return "\n".join([*lines, *_apart(one)]).rstrip() + "\n"


def read(text_: str) -> Table:
    """The cells of a table, from its text."""
    _, legend, _, opened, *blocks = (block.splitlines() for block in text_.split("\n\n"))
    states = [line.split()[1] for line in legend]
    table = Table(opened_by=() if "alone" in opened[0] else tuple(opened[0][9:].replace(",", " ").split()))
    idle: list[str] = []
    for head, *lines in blocks:
        if head == "nothing at all":
            idle = [line.split()[0] for line in lines]
        elif head != "apart":
            table.cells |= dict(_cells(head.split()[0], lines[1:], states))
    actions = {action for _, action, _ in table.cells}
    table.cells |= {(role, action, state): MAY_NOT for role in idle for action in actions for state in states}
    return table


def _cells(role: str, lines: Sequence[str], states: Sequence[str]) -> Iterator[tuple[Cell, str]]:
    for line in lines:
        first, *others = line.replace(",", " ").split()
        for action in others if first == MAY_NOT else [first]:
            marks = MAY_NOT * len(states) if first == MAY_NOT else "".join(others[: len(states)])
            yield from (((role, action, state), one) for state, one in zip(states, marks, strict=True))


def _where(one: CaseType, name: str) -> str:
    role = one.roles[name]
    if role["scope"] == "named":
        there = role["field"] in one.fields
        return f"named in {role['field']}" if there else f"nobody: no field {role['field']}"
    return {
        "area": "office for the area",
        "holder": "office at the unit that holds it",
        "member": "one of those kept within it, who has shown who they are",
    }[role["scope"]]


def _legend(one: CaseType) -> Iterator[str]:
    for letter, (name, state) in zip(ascii_letters, one.states.items(), strict=False):
        zh, en = _names(state)
        yield f"  {letter}  {name:<20} {zh}  {en}" + ("  (final)" if state.get("final") else "")


def _block(one: CaseType, who: Holders) -> Iterator[str]:
    rows = {action: [mark(one, who, action, state) for state in one.states] for action in one.actions}
    takes = {action: marks for action, marks in rows.items() if MAY_NOT not in marks}
    if not takes:
        return
    zh = "、".join(_names(one.roles[role])[0] for role in who.roles if role in one.roles) or "系统"
    yield f"{who.name}  {zh}  ({who.where})"
    yield f"  {'':<24} {' '.join(ascii_letters[: len(one.states)])}"
    for action, marks in takes.items():
        yield f"  {action:<24} {' '.join(marks)}   {_names(one.actions[action])[0]}"
    never = ", ".join(action for action in rows if action not in takes)
    yield from (f"  - {line}" for line in wrap(never, 100))
    yield ""


def _apart(one: CaseType) -> Iterator[str]:
    """Maker and checker: who may not take an action although the table above says so."""
    pairs = [
        (action, earlier, level) for action in one.actions for earlier, level in one.apart(action).items()
    ]
    if pairs:
        yield "apart"
        yield from (f"  {action:<24} not the {level} that took {earlier}" for action, earlier, level in pairs)


def _names(body: object) -> tuple[str, str]:
    name = body["name"]  # type: ignore[index]  # whatever the YAML has: a mapping with a name
    return str(name["zh"]), str(name["en"])
