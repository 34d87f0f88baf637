"""The files of a pack, each brought into the draft as what its grammar makes of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinlin.instruments.instrument import parts
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.indicators import Indicator
from jinlin.kernel.rules.tables import Table
from jinlin.packkit.draft import Case, Draft
from jinlin.packkit.faults import Fault, Place, fault, gathered
from jinlin.packkit.folders import base_file, base_names
from jinlin.packkit.grammar.demo import DemoFile
from jinlin.packkit.grammar.imports import ImportMapping
from jinlin.packkit.grammar.pack import Manifest
from jinlin.packkit.grammar.story import StoryFile
from jinlin.packkit.named import named
from jinlin.packkit.pack import Volumes
from jinlin.packkit.parts import MANIFEST, read_parts
from jinlin.packkit.reader import read_text, read_yaml, shown
from jinlin.packkit.tree import Tree, merged, removals_of_nothing
from jinlin.packkit.unknown import unknown
from jinlin.packkit.validate import validated

# What the compiler gives to every definition; a case body may not say it itself.
GIVEN = ("pack", "type", "roles")
LARGEST_VOLUMES = 200_000  # bytes


def _manifest(made: Draft) -> None:
    tree = made.trees.get(MANIFEST)
    if tree is not None:
        made.manifest = manifest(tree, made.faults)


def manifest(tree: Tree, faults: list[Fault]) -> Manifest | None:
    """What a pack says of itself; None if it cannot be read, and `faults` say why."""
    return validated(Manifest, _without_parts(tree), faults)


def _without_parts(tree: Tree) -> Tree:
    """pack.yaml without what instruments read of it."""
    theirs = {part.key for part in parts() if part.file == MANIFEST}
    if not isinstance(tree.data, dict):
        return tree
    return Tree({key: value for key, value in tree.data.items() if key not in theirs}, tree.places)


def _cases(made: Draft) -> None:
    bodies = named(made, "process.yaml", "cases")
    made.case_names = set(bodies)
    for name, body in bodies.items():
        tree = _with_base(made, body)
        for given in GIVEN:
            if isinstance(tree.data, dict) and given in tree.data:
                zh, en = f"“{given}”由系统给出，请删去", f"`{given}` is given by the compiler; take it out"
                made.faults.append(fault(tree.place(given), "grammar", zh, en))
        roles = made.manifest.roles if made.manifest else {}
        extra = {"pack": made.name, "type": name, "roles": roles}
        definition = validated(Definition, tree, made.faults, extra)
        if definition:
            made.cases[name] = Case(name, tree, definition)


def _with_base(made: Draft, body: Tree) -> Tree:
    """The case body laid over the base that it extends."""
    name = body.get("extends")
    if name is None:
        return body
    path = base_file(made.folder, str(name))
    own = Tree({key: value for key, value in body.data.items() if key != "extends"}, body.places)
    if path is None:
        made.faults.append(unknown(body.place("extends"), "base", str(name), base_names(made.folder)))
        return own
    bases: list[Tree] = []
    with gathered(made.faults):
        bases.append(read_yaml(path))
    if not bases:
        return own
    for trail in removals_of_nothing(bases[0].data, own.data):
        zh, en = f"基础流程“{name}”没有“{trail[-1]}”可删", f"the base `{name}` has no `{trail[-1]}` to remove"
        made.faults.append(fault(own.place(*trail), "removes-nothing", zh, en))
    return merged(bases[0], own)


def _tables(made: Draft) -> None:
    for name, tree in named(made, "rules.yaml", "tables").items():
        made.table_names.add(name)
        table = validated(Table, tree, made.faults, {"key": f"{made.name}/{name}"})
        if table:
            made.tables[name] = table


def _indicators(made: Draft) -> None:
    for name, tree in named(made, "indicators.yaml", "indicators").items():
        indicator = validated(Indicator, tree, made.faults)
        if indicator:
            made.indicators[name] = indicator


def _imports(made: Draft) -> None:
    for file, tree in made.trees.items():
        if file.startswith("imports/"):
            mapping = validated(ImportMapping, tree, made.faults)
            if mapping:
                made.imports[Path(file).stem] = mapping


def _telling(made: Draft) -> None:
    tree = made.trees.get("story.yaml")
    if tree is not None:
        numbered = Tree(_with_lines(tree), tree.places)
        made.telling = validated(StoryFile, numbered, made.faults)


def _with_lines(tree: Tree) -> Any:
    """The stories with the line of each step, so that a broken story says where."""
    for trail, step in tree.walk():
        if len(trail) > 1 and trail[-2] == "steps" and isinstance(step, dict):
            step["line"] = tree.place(*trail).line
    return tree.data


def _demo(made: Draft) -> None:
    tree = made.trees.get("demo.yaml")
    if tree is not None:
        made.demo = validated(DemoFile, tree, made.faults)


def _volumes(made: Draft) -> None:
    path = made.folder / "volumes.json"
    if not path.is_file():
        return
    with gathered(made.faults):
        try:
            made.volumes = Volumes.model_validate_json(read_text(path, LARGEST_VOLUMES))
        except ValueError as error:
            zh, en = "由 make proofs 写出，请重新运行", "`make proofs` writes this file; run it again"
            made.faults.append(fault(Place(shown(path), 1), "unreadable", f"{zh}：{error}", f"{en}: {error}"))


SECTIONS: tuple[Callable[[Draft], None], ...] = (
    _manifest,
    _cases,
    _tables,
    _indicators,
    read_parts,
    _imports,
    _telling,
    _demo,
    _volumes,
)
