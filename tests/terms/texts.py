"""Every Chinese text of the product that somebody may read, with its place."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from jinlin.lib import yaml12
from tests.lines.places import ROOT

HOUSE = ROOT / "src" / "jinlin"
CHINESE = re.compile("[\u4e00-\u9fff]")
SAID = re.compile(r"""\{% t ["'](.*?)["'] """)  # the Chinese side of what a template says
# Quoted from a source as it stands, or a source's own title.
QUOTED = {"quote", "published", "cite", "source"}


class Text(NamedTuple):
    """A text, and the file in which it stands, from the house's own folder."""

    place: str
    text: str


def texts() -> Iterator[Text]:
    """Of screens, code, packs and papers; not of tests, migrations and comments."""
    for path in sorted(HOUSE.rglob("*")):
        place = path.relative_to(HOUSE).as_posix()
        if "tests" in path.parts or "migrations" in path.parts or "dist" in path.parts:
            continue
        if reader := READERS.get(path.suffix):
            yield from (Text(place, one) for one in reader(path) if CHINESE.search(one))


def _of_python(path: Path) -> Iterator[str]:
    yield from in_code(ast.parse(path.read_text(encoding="utf-8")))


def in_code(tree: ast.AST) -> Iterator[str]:
    """The texts of a program. One that is put together is whole, with `{}` for what is filled in: it may be a
    figure or a Latin name, so that nothing is said of the spaces around it."""
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if id(node) in told:
            continue
        if isinstance(node, ast.JoinedStr):
            told |= {id(one) for one in node.values}
            yield "".join(str(one.value) if isinstance(one, ast.Constant) else "{}" for one in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def _of_template(path: Path) -> Iterator[str]:
    page = re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"))
    yield from (found[1] for found in SAID.finditer(page))
    yield from re.sub(r"\{[%{].*?[%}]\}", "", page).split("\n")


def _of_paper(path: Path) -> Iterator[str]:
    yield from (line.partition("//")[0] for line in path.read_text(encoding="utf-8").split("\n"))


def _of_table(path: Path) -> Iterator[str]:
    yield from path.read_text(encoding="utf-8").split("\n")


def _of_pack(path: Path) -> Iterator[str]:
    yield from _strings(yaml12.load(path.read_text(encoding="utf-8"))[0])


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in QUOTED:
                yield from _strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _strings(inner)
    elif isinstance(value, str):
        yield value


READERS = {
    ".py": _of_python,
    ".html": _of_template,
    ".typ": _of_paper,
    ".csv": _of_table,
    ".yaml": _of_pack,
}
