"""CEL, the Common Expression Language (cel.dev): what packs write their conditions and values in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

import cel

from jinlin.lib.errors import Unready

_STRINGS = re.compile(r"'(?:\\.|[^'\\])*'|\"(?:\\.|[^\"\\])*\"")
_BINDS = re.compile(r"\.(?:all|exists|exists_one|map|filter)\(\s*(\w+)\s*,")
_PATH = re.compile(r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*")
_RESERVED = frozenset({"true", "false", "null"})


class PackFault(Unready):
    """A pack asks for what cannot be worked out. Its maintainer must mend it; the person acting cannot."""


class Facts(Mapping[str, Any]):
    """Facts for many expressions: each is turned into CEL once, when the first expression names it.

    Turning a map of ten columns costs a hundred times what evaluating an expression does. A value that
    changes is put in anew with `put`; one changed in place would go unnoticed.
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = dict(values)
        self._turned: set[str] = set()
        self._context = cel.Context()

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def put(self, name: str, value: Any) -> None:
        """Set or replace one fact."""
        self._values[name] = value
        self._turned.discard(name)

    def context_for(self, names: frozenset[str]) -> cel.Context:
        """The context in which an expression that uses `names` can be evaluated."""
        for name in names - self._turned:
            if name in self._values:
                self._context.add_variable(name, self._values[name])
                self._turned.add(name)
        return self._context


class _Expression:
    """A compiled expression, with the names it needs from outside."""

    __slots__ = ("names", "path", "program", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        try:
            self.program = cel.compile(text)
        except ValueError as error:
            raise _fault(text, error) from error
        bound = _BINDS.findall(_STRINGS.sub("''", text))
        self.names = frozenset(self.program.variables()).difference(bound)
        plain = _PATH.fullmatch(text) and text not in _RESERVED
        self.path = tuple(text.split(".")) if plain else None

    def value(self, facts: Mapping[str, Any]) -> Any:
        """What the expression gives for these facts."""
        try:
            if self.path:
                return _follow(self.path, facts)
            known = facts if isinstance(facts, Facts) else Facts(facts)
            return self.program.execute(known.context_for(self.names))
        except Exception as error:  # the library raises whatever Python error fits: all mean one thing
            raise _fault(self.text, error) from error


def value(text: str, facts: Mapping[str, Any]) -> Any:
    """What `text` gives for `facts`. PackFault names the expression if it cannot be worked out."""
    return _compiled(text).value(facts)


def holds(text: str, facts: Mapping[str, Any]) -> bool:
    """Whether `text` is true for `facts`. Anything but true or false is a PackFault."""
    found = value(text, facts)
    if not isinstance(found, bool):
        raise _fault(text, TypeError(f"gives {type(found).__name__}, not true or false"))
    return found


def names(text: str) -> frozenset[str]:
    """The facts that `text` uses; the running names of `exists`, `map` and the like are not among them."""
    return _compiled(text).names


@cache
def _compiled(text: str) -> _Expression:
    # Unbounded: the texts come from installed packs alone.
    return _Expression(text)


def _follow(path: tuple[str, ...], facts: Mapping[str, Any]) -> Any:
    """A plain `a.b.c` needs no CEL; a missing name fails as it would there."""
    found: Any = facts
    for name in path:
        found = found[name]
    return found


def _fault(text: str, error: Exception) -> PackFault:
    reason = " ".join(str(error).split())[:300] or type(error).__name__
    if isinstance(error, KeyError):
        reason = f"there is no {error.args[0]!r} here"
    return PackFault(
        f"机制包中的表达式 {text} 无法计算：{reason}。请机制包的维护人员修正。",
        f"The expression {text} of a pack cannot be worked out: {reason}. Its maintainer must mend it.",
        expression=text,
    )
