"""The files of a pack, each brought into the draft as what its grammar makes of it."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jinlin.instruments.documents.kind import Kind
from jinlin.instruments.documents.typesetting import library
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.indicators import Indicator
from jinlin.kernel.rules.tables import Table
from jinlin.lib.words import Words
from jinlin.packkit.draft import Case, Draft
from jinlin.packkit.faults import PackBroken, Place, fault, gathered
from jinlin.packkit.folders import base_file, base_names
from jinlin.packkit.grammar.demo import DemoFile
from jinlin.packkit.grammar.imports import ImportMapping
from jinlin.packkit.grammar.pack import Manifest
from jinlin.packkit.grammar.story import StoryFile
from jinlin.packkit.pack import Volumes
from jinlin.packkit.reader import read_text, read_yaml, shown
from jinlin.packkit.tree import Tree, merged, removals_of_nothing
from jinlin.packkit.unknown import meant, unknown
from jinlin.packkit.validate import validated

# What the compiler gives to every definition; a case body may not say it itself.
GIVEN = ("pack", "type", "roles")
LARGEST_TEMPLATE = 200_000  # bytes
FETCHES = re.compile(r"[\"']@")  # `@preview/...`: Typst would download it


def _manifest(made: Draft) -> None:
    if "pack.yaml" in made.trees:
        made.manifest = validated(Manifest, made.trees["pack.yaml"], made.faults)


def _named(made: Draft, file: str, key: str) -> dict[str, Tree]:
    """The parts under the one key of a file. A file that is not there has none."""
    tree = made.trees.get(file)
    if tree is None:
        return {}
    for other in (one for one in tree.data if one != key):
        zh, en = f"{file} 只有一个键 {key}，没有“{other}”", f"{file} has the one key `{key}`, not `{other}`"
        made.faults.append(fault(tree.place(other), "grammar", zh, en))
    parts = tree.data.get(key)
    if not isinstance(parts, dict):
        zh, en = f"{file} 应写“{key}:”并在其下逐项命名", f"{file} must say `{key}:` and name its parts below"
        made.faults.append(fault(tree.place(key), "grammar", zh, en))
        return {}
    return {str(name): tree.at(key, name) for name in parts}


def _cases(made: Draft) -> None:
    bodies = _named(made, "process.yaml", "cases")
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
    for name, tree in _named(made, "rules.yaml", "tables").items():
        made.table_names.add(name)
        table = validated(Table, tree, made.faults, {"key": f"{made.name}/{name}"})
        if table:
            made.tables[name] = table


def _indicators(made: Draft) -> None:
    for name, tree in _named(made, "indicators.yaml", "indicators").items():
        indicator = validated(Indicator, tree, made.faults)
        if indicator:
            made.indicators[name] = indicator


def _messages(made: Draft) -> None:
    for name, tree in _named(made, "messages.yaml", "messages").items():
        words = validated(Words, tree, made.faults)
        if words:
            made.messages[name] = words


def _documents(made: Draft) -> None:
    bodies = _named(made, "documents.yaml", "documents")
    for name, tree in bodies.items():
        path = made.folder / "documents" / f"{name}.typ"
        with gathered(made.faults):
            given = {"key": f"{made.name}/{name}", "template": _template(tree, path), "library": library()}
            kind = validated(Kind, tree, made.faults, given)
            if kind:
                made.documents[name] = kind
    for path in sorted(made.folder.glob("documents/*.typ")):
        if path.stem not in bodies and not made.is_broken("documents.yaml"):
            zh, en = meant(path.stem, bodies)
            zh, en = (
                f"documents.yaml 没有写“{path.stem}”{zh}",
                f"documents.yaml does not name `{path.stem}`{en}",
            )
            made.faults.append(fault(Place(shown(path), 1), "unknown-document", zh, en))


def _template(tree: Tree, path: Path) -> str:
    """The Typst source. Errors: `PackBroken` if it is not there, or brings packages from the network."""
    if not path.is_file():
        zh, en = f"缺少模板 {path.name}", f"its template documents/{path.name} is missing"
        raise PackBroken(path.parent.parent.name, [fault(tree.place(), "file-missing", zh, en)])
    text = read_text(path, LARGEST_TEMPLATE)
    for n, line in enumerate(text.splitlines(), 1):
        if FETCHES.search(line):
            zh = "模板不得引入网上的软件包；请只用 /official.typ"
            en = "a template may not fetch packages; import from /official.typ alone"
            raise PackBroken(path.parent.parent.name, [fault(Place(shown(path), n), "fetches", zh, en)])
    return text


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
            made.volumes = Volumes.model_validate_json(read_text(path, LARGEST_TEMPLATE))
        except ValueError as error:
            zh, en = "由 make proofs 写出，请重新运行", "`make proofs` writes this file; run it again"
            made.faults.append(fault(Place(shown(path), 1), "unreadable", f"{zh}：{error}", f"{en}: {error}"))


SECTIONS: tuple[Callable[[Draft], None], ...] = (
    _manifest,
    _cases,
    _tables,
    _indicators,
    _messages,
    _documents,
    _imports,
    _telling,
    _demo,
    _volumes,
)
