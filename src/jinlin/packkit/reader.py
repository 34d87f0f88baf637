"""Reads the YAML 1.2 files of a pack, with a place for every node."""

from __future__ import annotations

from pathlib import Path

from jinlin.lib import yaml12
from jinlin.packkit.faults import PackBroken, Place, fault
from jinlin.packkit.tree import Tree

# A pack is written by hand; a file larger than this is not one.
LARGEST_YAML = 2_000_000


def shown(path: Path) -> str:
    """The file as an editor opens it: relative to where the command runs, if it is below."""
    here = Path.cwd()
    return str(path.relative_to(here) if path.is_relative_to(here) else path)


def read_text(path: Path, largest: int) -> str:
    """The text of a file. Errors: `PackBroken` if it is missing, too large or not UTF-8."""
    try:
        size = path.stat().st_size
        if size > largest:
            raise _broken(path, 1, f"文件超过 {largest} 字节", f"the file is larger than {largest} bytes")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise _broken(
            path, line, "不是 UTF-8，请另存为 UTF-8", "not UTF-8; save the file as UTF-8"
        ) from error
    except OSError as error:
        raise _broken(
            path, 1, f"文件打不开：{error.strerror}", f"cannot be read: {error.strerror}"
        ) from error


def read_yaml(path: Path) -> Tree:
    """A YAML 1.2 file with the place of every node. Errors: `PackBroken` with the line of a syntax error."""
    try:
        data, lines = yaml12.load(read_text(path, LARGEST_YAML))
    except yaml12.Unreadable as error:
        raise _broken(path, error.line, error.zh, error.en) from error
    if not isinstance(data, dict):
        raise _broken(path, 1, "文件应为“键: 值”的形式", "the file must hold `key: value` lines")
    file = shown(path)
    return Tree(data, {trail: Place(file, line) for trail, line in lines.items()})


def _broken(path: Path, line: int, zh: str, en: str) -> PackBroken:
    return PackBroken(path.parent.name, [fault(Place(shown(path), line), "unreadable", zh, en)])
