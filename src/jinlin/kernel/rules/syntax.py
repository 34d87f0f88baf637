"""CEL read as a tree: which names an expression needs from outside, which parts of them, which functions.

The library that works expressions out tells the names in them, but not in which scope each stands: in
`x == 1 && rows.exists(x, x.paid)` one `x` comes from outside and the other does not.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from typing import NamedTuple

MACROS = frozenset({"all", "exists", "exists_one", "map", "filter"})
"""Called on a list or map, with a running name first: that name is known in the rest alone."""

_TOKEN = re.compile(
    r"""\s*(?://[^\n]*\n\s*)*(?:
    (?P<text>[rRbB]{0,2}(?:'{3}.*?'{3}|"{3}.*?"{3}|'(?:\\.|[^'\\\n])*'|"(?:\\.|[^"\\\n])*"))
    |(?P<number>0x[0-9a-fA-F]+u?|(?:\d+\.\d+|\.\d+|\d+)(?:[eE][+-]?\d+)?u?)
    |(?P<name>[A-Za-z_]\w*)
    |(?P<sign>&&|\|\||==|!=|<=|>=|[-+*/%<>!?:.,()\[\]{}])
    )""",
    re.VERBOSE | re.DOTALL,
)
_LEVELS = (("||",), ("&&",), ("<", "<=", ">", ">=", "==", "!=", "in"), ("+", "-"), ("*", "/", "%"))


class Unreadable(ValueError):  # noqa: N818 -- as `yaml12.Unreadable`
    """The text is not an expression."""


class Name(NamedTuple):
    """A name; `null`, `true` and `false` are constants."""

    name: str


class Constant(NamedTuple):
    """A text, number, truth value or null, as Python has it."""

    value: object


class Member(NamedTuple):
    """`whole.name`, or `whole['name']`."""

    whole: Node
    name: str


class Index(NamedTuple):
    """`whole[at]`."""

    whole: Node
    at: Node


class Call(NamedTuple):
    """`name(...)`, or `target.name(...)`, which means the same with the target first."""

    target: Node | None
    name: str
    given: tuple[Node, ...]

    @property
    def is_macro(self) -> bool:
        """Whether the first argument is a running name."""
        bound = self.given and isinstance(self.given[0], Name)
        return self.target is not None and self.name in MACROS and bool(bound)


class Operation(NamedTuple):
    """An operator with its operands: one, two, or of `?` three."""

    sign: str
    operands: tuple[Node, ...]


class Listed(NamedTuple):
    """`[a, b]`."""

    items: tuple[Node, ...]


class Mapped(NamedTuple):
    """`{a: b}`."""

    pairs: tuple[tuple[Node, Node], ...]


Node = Name | Constant | Member | Index | Call | Operation | Listed | Mapped
_CONSTANTS = {"null": None, "true": True, "false": False}


def tree(text: str) -> Node:
    """The expression as a tree. Unreadable if it is none."""
    reader = _Reader(text)
    found = reader.expression()
    if reader.now is not None:
        raise Unreadable(f"'{reader.now}' is not expected here")
    return found


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """The words of an expression, each with its kind: `text`, `number`, `name` or `sign`."""
    at, text = 0, text.rstrip()
    while at < len(text):
        found = _TOKEN.match(text, at)
        if found is None or found.lastgroup is None:
            raise Unreadable(f"'{text[at : at + 10].strip()}' cannot be read")
        yield found.lastgroup, found[found.lastgroup]
        at = found.end()


def inside(node: Node) -> Iterator[tuple[Node, frozenset[str]]]:
    """The parts directly below a node, each with the names that are bound for it."""
    free: frozenset[str] = frozenset()
    match node:
        case Member(whole):
            yield whole, free
        case Index(whole, at):
            yield from ((whole, free), (at, free))
        case Call(target, _, (Name(running), *rest)) if target is not None and node.is_macro:
            yield target, free
            yield from ((one, frozenset({running})) for one in rest)
        case Call(target, _, given):
            yield from ((one, free) for one in (*([target] if target else []), *given))
        case Operation(_, parts) | Listed(parts):
            yield from ((one, free) for one in parts)
        case Mapped(pairs):
            yield from ((one, free) for pair in pairs for one in pair)


def names(node: Node, bound: frozenset[str] = frozenset()) -> Iterator[tuple[str, str | None]]:
    """Every name that comes from outside, with the member that is looked at; None if it is taken whole."""
    match node:
        case Name(name):
            if name not in bound:
                yield name, None
        case Member(Name(name), part):
            if name not in bound:
                yield name, part
        case _:
            for one, more in inside(node):
                yield from names(one, bound | more)


class _Reader:
    """Goes through the words of an expression, from those that bind least to those that bind most."""

    def __init__(self, text: str) -> None:
        self._tokens = list(tokens(text))
        self._at = 0

    @property
    def now(self) -> str | None:
        """The next word."""
        return self._tokens[self._at][1] if self._at < len(self._tokens) else None

    def _next(self) -> tuple[str, str]:
        if self._at >= len(self._tokens):
            raise Unreadable("it ends too early")
        self._at += 1
        return self._tokens[self._at - 1]

    def _takes(self, sign: str) -> bool:
        if self.now == sign and self._tokens[self._at][0] != "text":
            self._at += 1
            return True
        return False

    def _needs(self, sign: str) -> None:
        if not self._takes(sign):
            raise Unreadable(f"'{sign}' is missing" + (f" before '{self.now}'" if self.now else ""))

    def expression(self) -> Node:
        """A whole expression, up to where it ends."""
        condition = self._level(0)
        if not self._takes("?"):
            return condition
        yes = self._level(0)
        self._needs(":")
        return Operation("?", (condition, yes, self.expression()))

    def _level(self, level: int) -> Node:
        if level == len(_LEVELS):
            return self._unary()
        left = self._level(level + 1)
        while self.now in _LEVELS[level] and self._tokens[self._at][0] != "text":
            sign = self._next()[1]
            left = Operation(sign, (left, self._level(level + 1)))
        return left

    def _unary(self) -> Node:
        for sign in ("!", "-"):
            if self._takes(sign):
                return Operation(sign, (self._unary(),))
        return self._member(self._primary())

    def _member(self, whole: Node) -> Node:
        if self._takes("."):
            kind, name = self._next()
            if kind != "name":
                raise Unreadable(f"'{name}' is no name")
            called = self._takes("(")
            return self._member(Call(whole, name, self._items(")")) if called else Member(whole, name))
        if self._takes("["):
            at = self.expression()
            self._needs("]")
            is_name = isinstance(at, Constant) and isinstance(at.value, str)
            return self._member(Member(whole, str(at.value)) if is_name else Index(whole, at))  # type: ignore[union-attr]  # is_name has looked
        return whole

    def _primary(self) -> Node:
        kind, word = self._next()
        if kind == "name":
            if word in _CONSTANTS:
                return Constant(_CONSTANTS[word])
            return Call(None, word, self._items(")")) if self._takes("(") else Name(word)
        if kind == "text":
            return Constant(_said(word))
        if kind == "number":
            return Constant(_number(word))
        return self._enclosed(word)

    def _enclosed(self, sign: str) -> Node:
        if sign == "(":
            found = self.expression()
            self._needs(")")
            return found
        if sign == "[":
            return Listed(self._items("]"))
        if sign == "{":
            return Mapped(tuple(self._pairs()))
        raise Unreadable(f"'{sign}' is not expected here")

    def _items(self, end: str) -> tuple[Node, ...]:
        found: list[Node] = []
        while not self._takes(end):
            if found:
                self._needs(",")
                if self._takes(end):
                    break
            found.append(self.expression())
        return tuple(found)

    def _pairs(self) -> Iterator[tuple[Node, Node]]:
        first = True
        while not self._takes("}"):
            if not first:
                self._needs(",")
            first = False
            key = self.expression()
            self._needs(":")
            yield key, self.expression()


def _said(word: str) -> object:
    """A text as it is meant; bytes as bytes."""
    try:
        return ast.literal_eval(word)
    except (SyntaxError, ValueError) as error:
        raise Unreadable(f"the text {word[:40]} cannot be read") from error


def _number(word: str) -> int | float:
    plain = word.rstrip("uU") if not word.startswith("0x") else word.rstrip("u")
    return int(plain, 0) if re.fullmatch(r"0x[0-9a-fA-F]+", plain) else _decimal(plain)


def _decimal(word: str) -> int | float:
    return int(word) if word.isdigit() else float(word)
