"""Reads the YAML 1.2 files of a pack, with a place for every node."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scalarbool import ScalarBoolean

from jinlin.packkit.faults import PackBroken, Place, fault
from jinlin.packkit.tree import Trail, Tree

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
    text = read_text(path, LARGEST_YAML)
    try:
        root = YAML(typ="rt").load(text)
    except DuplicateKeyError as error:
        key = str(error.problem).partition('"')[2].partition('"')[0]
        raise _broken(
            path, _line_of(error), f"“{key}”写了两次，请只留一处", f"'{key}' is written twice; keep one"
        ) from error
    except MarkedYAMLError as error:
        what = str(error.problem)
        raise _broken(path, _line_of(error), f"YAML 语法错误：{what}", f"this is not YAML: {what}") from error
    except YAMLError as error:
        raise _broken(path, 1, f"YAML 语法错误：{error}", f"this is not YAML: {error}") from error
    if not isinstance(root, CommentedMap):
        raise _broken(path, 1, "文件应为“键: 值”的形式", "the file must hold `key: value` lines")
    places: dict[Trail, Place] = {(): Place(shown(path), 1)}
    return Tree(_plain(root, (), shown(path), places), places)


def _plain(node: Any, trail: Trail, file: str, places: dict[Trail, Place]) -> Any:
    """The node as plain values; notes in `places` where each part stands."""
    if isinstance(node, CommentedMap):
        for key in node:
            # A key that came by `<<` has no line of its own.
            line = node.lc.key(key)[0] + 1 if key in node.lc.data else places[trail].line
            places[*trail, key] = Place(file, line)
        return {key: _plain(value, (*trail, key), file, places) for key, value in node.items()}
    if isinstance(node, CommentedSeq):
        for position in range(len(node)):
            places[*trail, position] = Place(file, node.lc.item(position)[0] + 1)
        return [_plain(value, (*trail, n), file, places) for n, value in enumerate(node)]
    return _plain_scalar(node)


def _plain_scalar(node: Any) -> Any:
    if node is None:
        return None
    if isinstance(node, bool | ScalarBoolean):
        return bool(node)
    for kind in (str, int, float):
        if isinstance(node, kind):
            return kind(node)
    return node


def _line_of(error: MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line + 1 if mark else 1


def _broken(path: Path, line: int, zh: str, en: str) -> PackBroken:
    return PackBroken(path.parent.name, [fault(Place(shown(path), line), "unreadable", zh, en)])
