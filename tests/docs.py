"""Reading the documentation: its sections, tables, examples and links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from jinlin.lib.yaml12 import load

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
REFERENCE = DOCS / "reference"

_HEADING = re.compile(r"^(#{1,6}) (.+)$", re.MULTILINE)
_FENCED = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FIRST_CELL = re.compile(r"^\| ((?:`[^`]+`[^|`]*)+) \|", re.MULTILINE)
_NAME = re.compile(r"`([^`]+)`")
_OURS = re.compile(
    r"(?:src|tests|docs|bench|deploy|packs|kernel|lib|packkit|instruments|web|api|cli|project)/[\w./-]+\.[a-z]+"
)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FILE = re.compile(r"<!-- file: (\S+) -->\n```\w*\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def pages() -> list[Path]:
    """Every page: those of the folder docs, and those that stand in the root."""
    return sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")])


def text_of(page: Path) -> str:
    """The text of a page."""
    return page.read_text(encoding="utf-8")


def prose(page: Path) -> str:
    """The text of a page without its code."""
    return _FENCED.sub("", text_of(page))


def command_lines(page: Path) -> Iterator[str]:
    """Each call of `jinlin` that a page shows, in a block or within a line, without what follows a pipe."""
    blocks = "\n".join(found[2] for found in _FENCED.finditer(text_of(page))).replace("\\\n", " ")
    shown = [*blocks.split("\n"), *_NAME.findall(prose(page))]
    for line in (one.strip().removeprefix("$ ").strip() for one in shown):
        call = re.split(r" [|>#&]| --- ", line.partition("  #")[0])[0]
        if call.startswith("jinlin "):
            yield call


def paths(page: Path) -> Iterator[str]:
    """The files of the project that a page names in backticks."""
    yield from (one for one in _NAME.findall(prose(page)) if _OURS.fullmatch(one))


def headings(page: Path) -> list[str]:
    """The headings of a page, of any level."""
    return [found[2] for found in _HEADING.finditer(prose(page))]


def section(page: str, heading: str) -> str:
    """What stands under a heading of a reference page, up to the next heading of any level."""
    text = text_of(REFERENCE / page)
    code = [found.span() for found in _FENCED.finditer(text)]
    marks = [m for m in _HEADING.finditer(text) if not any(a <= m.start() < b for a, b in code)]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    for mark, end in zip(marks, ends, strict=True):
        if mark[2] == heading:
            return text[mark.end() : end]
    raise AssertionError(f"{page} has no heading {heading!r}")


def names(text: str) -> set[str]:
    """What the first cells of the tables name, in backticks."""
    return {name for cell in _FIRST_CELL.findall(text) for name in _NAME.findall(cell)}


def examples(text: str) -> list[Any]:
    """The YAML examples, read."""
    return [load(body)[0] for kind, body in _FENCED.findall(text) if kind == "yaml"]


def files(page: Path) -> dict[str, str]:
    """The files that a page tells the reader to write, each after `<!-- file: name -->`."""
    return dict(_FILE.findall(text_of(page)))


def links(page: Path) -> Iterator[tuple[Path, str]]:
    """The relative links of a page, each as a file and a heading's anchor."""
    for target in _LINK.findall(prose(page)):
        if not re.match(r"[a-z]+:", target):
            path, _, anchor = target.partition("#")
            yield ((page.parent / path).resolve() if path else page), anchor


def anchors(page: Path) -> set[str]:
    """The anchors that the headings of a page make, as GitHub makes them."""
    plain = (re.sub(r"[^\w\- ]", "", heading.lower()) for heading in headings(page))
    return {one.replace(" ", "-") for one in plain}
