"""A mistake in a pack: where it is, to the line, and a sentence that says what helps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from jinlin.lib.errors import Problem
from jinlin.lib.words import Words


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A line of a file, as an editor opens it: `packs/x/process.yaml:12`. Lines count from 1."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, order=True, slots=True)
class Fault:
    """One mistake. Faults sort by place. `through` are the lines that took it over from a base."""

    place: Place
    code: str
    say: Words = field(compare=False)
    through: tuple[Place, ...] = field(default=(), compare=False)

    def __str__(self) -> str:
        taken = f" (引用处 / extended at {', '.join(map(str, self.through))})" if self.through else ""
        return f"{self.place}: {self.say.en} / {self.say.zh} [{self.code}]{taken}"


def fault(place: Place, code: str, zh: str, en: str) -> Fault:
    """A fault in both languages; `code` names the kind of mistake."""
    return Fault(place, code, Words(zh=zh, en=en))


def told_once(faults: Iterable[Fault]) -> list[Fault]:
    """A base that several packs extend has one mistake, not one for each."""
    found: dict[tuple[Place, Words], Fault] = {}
    for one in faults:
        first = found.setdefault((one.place, one.say), one)
        through = tuple(dict.fromkeys((*first.through, *one.through)))
        found[one.place, one.say] = replace(first, through=through)
    return list(found.values())


class PackBroken(Problem):
    """A pack that cannot be used as it is written. `faults` has every mistake, sorted by place."""

    status = 422
    code = "pack-broken"

    def __init__(self, name: str, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(faults))
        listed = "\n".join(str(one) for one in self.faults)
        super().__init__(
            f"机制 {name} 有 {len(self.faults)} 处错误，请按所列文件与行号改正",
            f"pack {name} has {len(self.faults)} mistakes; correct them at these lines:\n{listed}",
        )


@contextmanager
def gathered(faults: list[Fault]) -> Iterator[None]:
    """Adds the faults of what breaks inside to `faults`, so that the rest is looked at too."""
    try:
        yield
    except PackBroken as broken:
        faults.extend(broken.faults)
