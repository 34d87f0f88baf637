"""What a pack brings for instruments, read as each of them declares it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pydantic import BaseModel

from jinlin.instruments.instrument import Beside, PackPart, parts
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, PackBroken, Place, fault, gathered
from jinlin.packkit.named import named
from jinlin.packkit.reader import read_text, shown
from jinlin.packkit.tree import Tree
from jinlin.packkit.unknown import meant
from jinlin.packkit.validate import validated

MANIFEST = "pack.yaml"
NAME = re.compile(r"[a-z0-9]+(?:[_-][a-z0-9]+)*")
LONGEST = 40  # characters, as of the names of packs: both stand in keys


def read_parts(made: Draft) -> None:
    """Read all that instruments take of the pack."""
    for part in parts():
        bodies = _bodies(made, part)
        made.part_names[part.called] = set(bodies)
        read = {name: _part(made, part, name, tree) for name, tree in bodies.items()}
        made.parts[part.called] = {name: one for name, one in read.items() if one is not None}
        if part.beside and not made.is_broken(part.file):
            made.faults.extend(_left_over(made, part, part.beside))


def _bodies(made: Draft, part: PackPart) -> dict[str, Tree]:
    """What stands under the key of the part; pack.yaml has other keys besides."""
    if part.file != MANIFEST:
        return named(made, part.file, part.key)
    tree = made.trees.get(MANIFEST)
    bodies = tree.get(part.key) if tree else None
    if tree is None or bodies is None:
        return {}
    if not isinstance(bodies, dict):
        zh, en = f"“{part.key}:”之下应逐项命名", f"name the parts below `{part.key}:`"
        made.faults.append(fault(tree.place(part.key), "grammar", zh, en))
        return {}
    return {str(name): tree.at(part.key, name) for name in bodies}


def _part(made: Draft, part: PackPart, name: str, tree: Tree) -> BaseModel | None:
    given = dict(part.given(made.name, name))
    with gathered(made.faults):
        if not NAME.fullmatch(name) or len(name) > LONGEST:
            zh = f"名字只用小写字母、数字、下划线和连字符，最长{LONGEST}个"
            en = f"a name is small letters, digits, _ and -, at most {LONGEST} of them"
            raise PackBroken(made.name, [fault(tree.place(), "part-name", f"{zh}：{name}", f"{en}: {name}")])
        if part.beside:
            given[part.beside.field] = _text_beside(made, part.beside, name, tree)
        return validated(part.model, tree, made.faults, given)
    return None


def _text_beside(made: Draft, beside: Beside, name: str, tree: Tree) -> str:
    """The text file of a part. Errors: `PackBroken` if it is not there, or says what it must not."""
    inside = f"{beside.folder}/{name}{beside.suffix}"
    path = made.folder / inside
    if not path.is_file():
        zh, en = f"缺少文件 {inside}", f"its file {inside} is missing"
        raise PackBroken(made.name, [fault(tree.place(), "file-missing", zh, en)])
    text = read_text(path, beside.largest)
    for n, line in enumerate(text.splitlines(), 1):
        if beside.refuses.search(line):
            found = fault(Place(shown(path), n), beside.code, beside.why.zh, beside.why.en)
            raise PackBroken(made.name, [found])
    return text


def _left_over(made: Draft, part: PackPart, beside: Beside) -> Iterator[Fault]:
    """Text files that belong to no part."""
    names = made.part_names[part.called]
    for path in sorted(made.folder.glob(f"{beside.folder}/*{beside.suffix}")):
        if path.stem not in names:
            zh, en = meant(path.stem, names)
            zh, en = f"{part.file} 没有写“{path.stem}”{zh}", f"{part.file} does not name `{path.stem}`{en}"
            yield fault(Place(shown(path), 1), f"unknown-{part.called}", zh, en)
