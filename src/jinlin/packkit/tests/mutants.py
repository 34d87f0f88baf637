"""Every pack with one key taken out, spelt wrong, or given a value of another type: what check then says.

Trees are changed in memory and not read again, so that thousands of mutants are looked at in minutes; what a
mutant does not touch (papers that are set in type) is worked out once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from jinlin.lib.yaml12 import Trail
from jinlin.packkit.check import faults_of
from jinlin.packkit.checks.house import House
from jinlin.packkit.compile import draft
from jinlin.packkit.demo import area_codes, organisation_codes
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, Place
from jinlin.packkit.folders import BUILT_IN, file_faults, pack_folders
from jinlin.packkit.reader import read_yaml
from jinlin.packkit.registers import RegisterFile
from jinlin.packkit.sections import SECTIONS
from jinlin.packkit.tree import Tree

BASES = BUILT_IN / "_bases"
OTHERS: dict[type, tuple[Any, ...]] = {
    bool: ("maybe",), int: ("words", {"a": 1}), float: ("words",), str: (7, {"a": 1}), list: ("words", 7),
    dict: ("words", 7),
}  # fmt: skip
# Where a pack writes values of any type: answers and what they must come to.
ANY_VALUE = frozenset(
    {"answers", "where", "value", "example", "then", "enum", "options", "fields", "children"}
)


class Mutant(NamedTuple):
    """One change of one file. `how` is `delete`, `misspell` or `retype`, and then `value` is the new one."""

    pack: str
    file: str
    trail: Trail
    how: str
    value: Any = None

    @property
    def is_free(self) -> bool:
        """Whether it stands where any value may."""
        return not ANY_VALUE.isdisjoint(self.trail)


class Seen(NamedTuple):
    """What check says of a mutant, and the pack that it is if it says nothing."""

    faults: list[Fault]
    draft: Draft


@cache
def pristine() -> dict[str, Draft]:
    """The built-in packs."""
    return {folder.name: draft(folder) for folder in pack_folders([BUILT_IN])}


@cache
def bases() -> dict[str, Tree]:
    """The bases, by file."""
    return {f"_bases/{path.name}": read_yaml(path) for path in sorted(BASES.glob("*.yaml"))}


def all_mutants() -> Iterator[Mutant]:
    """Every mutant of every file: of a base, as the first pack that extends it."""
    for name, one in pristine().items():
        for file, tree in one.trees.items():
            yield from _of_tree(name, file, tree)
        for register, table in one.registers.items():
            columns = ("code", *table.columns)
            yield from (Mutant(name, register, (c,), how) for c in columns for how in ("delete", "misspell"))
            yield from (Mutant(name, register, (n, "code"), "misspell") for n in range(len(table.rows)))
    for file, tree in bases().items():
        yield from _of_tree(_user(file), file, tree)


def _user(base: str) -> str:
    stem = Path(base).stem
    cases = ((name, one.trees["process.yaml"].data["cases"]) for name, one in pristine().items())
    return next(name for name, each in cases if any(body.get("extends") == stem for body in each.values()))


def _of_tree(pack: str, file: str, tree: Tree) -> Iterator[Mutant]:
    for trail, value in tree.walk():
        if trail and isinstance(trail[-1], str) and trail[-1] != "line":
            yield Mutant(pack, file, trail, "delete")
            yield Mutant(pack, file, trail, "misspell")
            for other in OTHERS.get(type(value), ()):
                yield Mutant(pack, file, trail, "retype", other)


def looked_at(mutant: Mutant, read_base: Callable[[Path, Tree], None]) -> Seen:
    """The mutant as `jinlin check` sees it. `read_base` has a base read as another."""
    before = pristine()[mutant.pack]
    trees, registers = dict(before.trees), dict(before.registers)
    if mutant.file in bases():
        read_base(BUILT_IN / mutant.file, _changed(bases()[mutant.file], mutant))
    elif mutant.file in trees:
        trees[mutant.file] = _changed(trees[mutant.file], mutant)
    else:
        registers[mutant.file] = _register(registers[mutant.file], mutant)
    made = Draft(before.folder, trees=trees, registers=registers)
    made.faults.extend(_files(before.folder))
    for section in SECTIONS:
        section(made)
    house = House({**pristine(), mutant.pack: made}, organisation_codes(), area_codes())
    return Seen(faults_of(made, house), made)


@cache
def _files(folder: Path) -> tuple[Fault, ...]:
    return tuple(file_faults(folder))


def _register(table: RegisterFile, mutant: Mutant) -> RegisterFile:
    if len(mutant.trail) == 2:
        n = int(mutant.trail[0])
        rows = [
            {**row, "code": spelt_wrong(row["code"])} if m == n else row for m, row in enumerate(table.rows)
        ]
        return replace(table, rows=tuple(rows))
    column = str(mutant.trail[0])
    named = {column: spelt_wrong(column)} if mutant.how == "misspell" else {}
    left = [
        one for one in ("code", *table.columns) if mutant.how == "misspell" or one != column or one == "code"
    ]
    rows = [{named.get(one, one): row[one] for one in left} for row in table.rows]
    if named.get("code"):
        rows = [{"code": row[named["code"]], **row} for row in rows]
    return replace(
        table, columns=tuple(named.get(one, one) for one in left if one != "code"), rows=tuple(rows)
    )


def spelt_wrong(key: object) -> str:
    """The key as a slip of the hand writes it."""
    text = str(key)
    return text[:-1] if len(text) > 3 else f"{text}x"


def _changed(tree: Tree, mutant: Mutant) -> Tree:
    *above, key = mutant.trail
    new = (*above, spelt_wrong(key))
    data = _with(tree.data, mutant.trail, lambda part: _mutated(part, key, mutant))
    return Tree(data, _moved(tree.places, mutant.trail, new) if mutant.how == "misspell" else tree.places)


def _with(data: Any, trail: Trail, change: Callable[[Any], Any]) -> Any:
    """A copy along the trail, of which the last part is changed."""
    if len(trail) == 1:
        return change(data)
    copy: Any = dict(data) if isinstance(data, dict) else list(data)
    copy[trail[0]] = _with(data[trail[0]], trail[1:], change)
    return copy


def _mutated(part: dict[Any, Any], key: Any, mutant: Mutant) -> dict[Any, Any]:
    if mutant.how == "delete":
        return {name: value for name, value in part.items() if name != key}
    if mutant.how == "misspell":
        return {spelt_wrong(name) if name == key else name: value for name, value in part.items()}
    return {**part, key: mutant.value}


def _moved(places: Any, old: Trail, new: Trail) -> dict[Trail, Place]:
    long = len(old)
    moved = {(*new, *trail[long:]): place for trail, place in places.items() if trail[:long] == old}
    return {**places, **moved}
