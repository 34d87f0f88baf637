"""YAML 1.2 by libyaml: plain values by the core schema, and the line of every part.

PyYAML itself reads 1.1, where `on` and `yes` are truth values and 010 is eight; here they are what 1.2 says.
Days written as 2026-03-05 are dates, and `<<` merges, as in 1.1.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

Trail = tuple[str | int, ...]
"""The keys and positions that lead to a part."""

Lines = dict[Trail, int]
MERGE = "<<"
_CORE: tuple[tuple[str, str, str, Callable[[str], Any]], ...] = (
    ("null", r"~|null|Null|NULL|", "~nN", lambda _: None),
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF", lambda text: text[0] in "tT"),
    ("int", r"[-+]?\d+", "-+0123456789", int),
    ("int8", r"0o[0-7]+", "0", lambda text: int(text, 8)),
    ("int16", r"0x[0-9a-fA-F]+", "0", lambda text: int(text, 16)),
    ("float", r"[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?", "-+.0123456789", float),
    ("limit", r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)", "-+.", lambda text: float(text.replace(".", ""))),
    ("date", r"\d{4}-\d\d-\d\d", "0123456789", date.fromisoformat),
)
_STR = "tag:yaml.org,2002:str"


class Unreadable(Exception):  # noqa: N818 -- it is about a text, and becomes a fault of the file it came from
    """What is wrong, in both languages, and the line on which."""

    def __init__(self, line: int, zh: str, en: str) -> None:
        super().__init__(en)
        self.line, self.zh, self.en = line, zh, en


class _Loader(yaml.CBaseLoader):
    """libyaml's parser with tags of our own."""


for _tag, _form, _first, _ in _CORE:
    _Loader.add_implicit_resolver(_tag, re.compile(rf"(?:{_form})\Z", re.ASCII), [*_first, ""])
_VALUES = {tag: value for tag, _, _, value in _CORE} | {_STR: str}


def load(text: str) -> tuple[Any, Lines]:
    """The one document of `text`, and the line of every part by its trail. Unreadable if it is not YAML."""
    loader = _Loader(text)
    try:
        root = loader.get_single_node()
        lines: Lines = {(): 1}
        return (None if root is None else _plain(root, (), lines)), lines
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        raise _no_yaml(mark.line + 1 if mark else 1, str(error.problem)) from error
    except yaml.YAMLError as error:
        raise _no_yaml(1, " ".join(str(error).split())) from error
    except RecursionError as error:
        raise _no_yaml(1, "a part contains itself, or lies too deep") from error
    finally:
        loader.dispose()


def _plain(node: Node, trail: Trail, lines: Lines) -> Any:
    if isinstance(node, MappingNode):
        return _mapping(node, trail, lines)
    if isinstance(node, SequenceNode):
        for position, one in enumerate(node.value):
            lines[*trail, position] = _line(one)
        return [_plain(one, (*trail, position), lines) for position, one in enumerate(node.value)]
    return _scalar(node)


def _mapping(node: MappingNode, trail: Trail, lines: Lines) -> dict[Any, Any]:
    found: dict[Any, Any] = {}
    for key, value, line in _pairs(node):
        if key not in found:
            lines[*trail, key] = line or lines[trail]
            found[key] = _plain(value, (*trail, key), lines)
    return found


def _pairs(node: MappingNode) -> Iterator[tuple[Any, Node, int | None]]:
    """A mapping's own keys with their lines; then those that `<<` brings, which have none of their own."""
    seen: set[Any] = set()
    merged: list[Node] = []
    for key_node, value in node.value:
        key = _key(key_node)
        if key == MERGE and not key_node.style:
            merged += value.value if isinstance(value, SequenceNode) else [value]
            continue
        if key in seen:
            raise Unreadable(
                _line(key_node), f"“{key}”写了两次，请只留一处", f"'{key}' is written twice; keep one"
            )
        seen.add(key)
        yield key, value, _line(key_node)
    for one in merged:
        if not isinstance(one, MappingNode):
            raise _no_yaml(_line(one), "`<<` merges mappings only")
        yield from ((key, value, None) for key, value, _ in _pairs(one))


def _key(node: Node) -> Any:
    if not isinstance(node, ScalarNode):
        raise _no_yaml(_line(node), "a key is one word or text")
    return _scalar(node)


def _scalar(node: Node) -> Any:
    try:
        return _VALUES[node.tag](node.value)
    except KeyError:
        raise _no_yaml(_line(node), f"the tag {node.tag} is not known here") from None
    except ValueError as error:
        raise _no_yaml(_line(node), str(error)) from error


def _line(node: Node) -> int:
    return int(node.start_mark.line) + 1


def _no_yaml(line: int, what: str) -> Unreadable:
    return Unreadable(line, f"YAML 语法错误：{what}", f"this is not YAML: {what}")
