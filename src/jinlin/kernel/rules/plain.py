"""Expressions so plain that they need no engine, which would first have to turn the facts into its values.

They are names, members (`unit.code`, `row['主题']`), texts, maps of these, and whether one is equal to a
text or to null. CEL and Python spell them alike, so Python reads them; both say the same of them.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from typing import Any

Facts = Mapping[str, Any]
Work = Callable[[Facts], Any]
_CONSTANTS = {"null": None, "true": True, "false": False}


def plain(text: str) -> Work | None:
    """What works out `text`, which must be sound CEL; None if it is not plain.

    It fails with Python's own errors: a missing name is a KeyError, a member of a text a TypeError.
    """
    if "\\" in text:  # not every escape means the same in both
        return None
    try:
        return _work(ast.parse(text.strip(), mode="eval").body)
    except SyntaxError:
        return None


def _work(node: ast.expr) -> Work | None:
    match node:
        case ast.Constant(value=str(said)):
            return lambda _: said
        case ast.Name(id=name):
            return _named(name)
        case ast.Attribute(value=whole, attr=name):
            return _member(_work(whole), name)
        case ast.Subscript(value=whole, slice=ast.Constant(value=str(name))):
            return _member(_work(whole), name)
        case ast.Dict(keys=names, values=values):
            return _map(names, [_work(one) for one in values])
        case ast.Compare(left=left, ops=[how], comparators=[right]):
            return _compared(_work(left), how, right)
    return None


def _named(name: str) -> Work:
    if name in _CONSTANTS:
        return lambda _: _CONSTANTS[name]
    return lambda facts: facts[name]


def _member(whole: Work | None, name: str) -> Work | None:
    return (lambda facts: whole(facts)[name]) if whole else None


def _map(names: list[ast.expr | None], values: list[Work | None]) -> Work | None:
    texts = [one.value for one in names if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    works = [one for one in values if one]
    if len(texts) < len(names) or len(works) < len(values):
        return None
    return lambda facts: {name: work(facts) for name, work in zip(texts, works, strict=True)}


def _compared(left: Work | None, how: ast.cmpop, right: ast.expr) -> Work | None:
    """Only with a text or null: to Python, but not to CEL, 1 is equal to true."""
    match right:
        case ast.Constant(value=str(other)):
            wanted: str | None = other
        case ast.Name(id="null"):
            wanted = None
        case _:
            return None
    if left is None or not isinstance(how, ast.Eq | ast.NotEq):
        return None
    is_equal = isinstance(how, ast.Eq)
    return lambda facts: (left(facts) == wanted) is is_equal
