"""CEL, the Common Expression Language (cel.dev): what packs write their conditions and values in."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import cel

from jinlin.kernel.rules import functions, syntax
from jinlin.kernel.rules.plain import plain
from jinlin.lib.errors import Unready


class PackFault(Unready):
    """A pack asks for what cannot be worked out. Its maintainer must mend it; the person acting cannot."""


class _Expression:
    """A compiled expression, with the names it needs from outside."""

    __slots__ = ("members", "names", "ours", "program", "text", "tree", "work")

    def __init__(self, text: str) -> None:
        self.text = text
        try:
            self.program = cel.compile(functions.rewritten(text))
            self.tree = syntax.tree(text)
        except ValueError as error:
            raise _fault(text, error) from error
        self.members = _members(self.tree)
        self.names = frozenset(self.members)
        self.ours = functions.FUNCTIONS.keys() & set(self.program.functions())
        self.work = plain(text) or self._by_cel

    def value(self, facts: Mapping[str, Any]) -> Any:
        """What the expression gives for these facts."""
        try:
            return self.work(facts)
        except Exception as error:  # the library raises whatever Python error fits: all mean one thing
            raise _fault(self.text, error) from error

    def _by_cel(self, facts: Mapping[str, Any]) -> Any:
        """CEL gets no more than it will look at: turning a map of ten columns costs more than the rest."""
        seen = {name: _part(facts[name], self.members[name]) for name in self.names if name in facts}
        if not self.ours:
            return self.program.execute(seen)
        return self.program.execute(cel.Context(seen, {one: functions.FUNCTIONS[one] for one in self.ours}))


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


def tree(text: str) -> syntax.Node:
    """The expression as a tree. PackFault if it is none."""
    return _compiled(text).tree


@cache
def _compiled(text: str) -> _Expression:
    # Unbounded: the texts come from installed packs alone.
    return _Expression(text)


def _members(tree: syntax.Node) -> dict[str, frozenset[str] | None]:
    """The names that the expression needs, each with the members it looks at; None if it takes it whole."""
    found: dict[str, set[str | None]] = {}
    for name, member in syntax.names(tree):
        found.setdefault(name, set()).add(member)
    return {
        name: None if None in members else frozenset(one for one in members if one is not None)
        for name, members in found.items()
    }


def _part(fact: Any, members: frozenset[str] | None) -> Any:
    """As much of a fact as is looked at."""
    if members is None or not isinstance(fact, dict):
        return fact
    return {name: fact[name] for name in members if name in fact}


def _fault(text: str, error: Exception) -> PackFault:
    reason = " ".join(str(error).split())[:300] or type(error).__name__
    if isinstance(error, KeyError):
        reason = f"there is no {error.args[0]!r} here"
    return PackFault(
        f"机制中的表达式 {text} 无法计算：{reason}。请机制的维护人员修正。",
        f"The expression {text} of a pack cannot be worked out: {reason}. Its maintainer must mend it.",
        expression=text,
    )
