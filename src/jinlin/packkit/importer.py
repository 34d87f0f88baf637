"""Reads somebody else's file into cases, as a mapping of the pack says.

Each row is one script for the engine: the same actions, needs and policies as on the desk, on behalf of the
offices that the mapping names, on the row's own dates. A batch is one transaction, and a row is known by
its key for ever: an import that is killed goes on where it was, and one that is run twice doubles nothing.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from jinlin.kernel.cases.actions import Script, Step, run
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.selectors import known_sources
from jinlin.kernel.registry.actors import Actor, Post
from jinlin.kernel.registry.selectors import world
from jinlin.kernel.registry.world import World
from jinlin.kernel.rules import cel
from jinlin.lib.errors import BadInput, NotFound, Problem
from jinlin.lib.words import Words
from jinlin.packkit.grammar.imports import ImportMapping, OnBehalf, RowStep
from jinlin.packkit.pack import Pack
from jinlin.packkit.rows import Row, header, moment, rows

BATCH = 500


@dataclass(frozen=True)
class Reject:
    """A row that could not be taken, and the reason."""

    line: int
    key: str
    reason: Words


@dataclass
class Imported:
    """What became of a file: rows read, cases opened, rows whose case was there already, and rejects."""

    read: int = 0
    opened: int = 0
    known: int = 0
    rejects: list[Reject] = field(default_factory=list)


Progress = Callable[[Imported], None]


def import_file(pack: Pack, path: Path, progress: Progress = lambda _: None) -> Imported:
    """Import a CSV file by the mapping whose columns it has. BadInput if no mapping of the pack fits."""
    mapping = mapping_for(pack, path)
    importer = _Importer(pack, mapping, world())
    source = rows(path)
    while batch := list(islice(source, BATCH)):
        importer.take(batch)
        progress(importer.done)
    importer.done.rejects.sort(key=lambda one: one.line)
    return importer.done


def mapping_for(pack: Pack, path: Path) -> ImportMapping:
    """The mapping of the pack whose columns are the file's."""
    columns = header(path)
    for mapping in pack.imports.values():
        if set(mapping.columns) == set(columns):
            return mapping
    known = (
        "；".join(f"{name}: {', '.join(one.columns)}" for name, one in sorted(pack.imports.items())) or "-"
    )
    raise BadInput(
        f"{path.name} 的列是 {', '.join(columns) or '无'}，没有导入说明与之对应；已有：{known}",
        f"No mapping of the pack fits {path.name}, whose columns are {', '.join(columns) or 'none'}; "
        f"known: {known}",
    )


def write_rejects(rejects: list[Reject], path: Path) -> None:
    """Write the rows that were not taken, each with its line, key and reason."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["line", "key", "原因", "reason"])
        writer.writerows([one.line, one.key, one.reason.zh, one.reason.en] for one in rejects)


class _Importer:
    def __init__(self, pack: Pack, mapping: ImportMapping, here: World) -> None:
        self.done = Imported()
        self._pack = pack
        self._mapping = mapping
        self._world = here
        self._seen: dict[str, int] = {}

    def take(self, batch: list[Row]) -> None:
        """Import some rows in one transaction."""
        self.done.read += len(batch)
        fresh = list(self._not_known(self._first_of_each_key(batch)))
        scripts = [(row, script) for row in fresh if (script := self._script(row)) is not None]
        ran = run([script for _, script in scripts], world=self._world)
        for (row, _), one in zip(scripts, ran, strict=True):
            if one.problem is not None:
                self._reject(row, one.problem)
            elif one.known:
                self.done.known += 1
            else:
                self.done.opened += 1

    def _first_of_each_key(self, batch: list[Row]) -> Iterator[Row]:
        for row in batch:
            key = row.cells.get(self._mapping.key, "")
            if not row.has_all:
                self._reject(row, BadInput("列数与表头不符", "It has more cells than the header, or fewer"))
            elif not key:
                self._reject(row, BadInput(f"“{self._mapping.key}”是空的", f"'{self._mapping.key}' is empty"))
            elif key in self._seen:
                first = self._seen[key]
                self._reject(row, BadInput(f"与第{first}行编号相同", f"It has the same key as line {first}"))
            else:
                self._seen[key] = row.line
                yield row

    def _not_known(self, batch: Iterator[Row]) -> Iterator[Row]:
        waiting = {self._source_key(row): row for row in batch}
        known = known_sources(self._pack.name, list(waiting))
        self.done.known += len(known)
        return (row for key, row in waiting.items() if key not in known)

    def _source_key(self, row: Row) -> str:
        return f"{self._mapping.case}:{row.cells[self._mapping.key]}"

    def _script(self, row: Row) -> Script | None:
        try:
            steps = [self._step(step, row) for step in self._mapping.steps if _applies(step, row)]
        except Problem as problem:
            self._reject(row, problem)
            return None
        key = self._pack.key(self._mapping.case)
        return Script(key, self._mapping.channel, steps, source_key=self._source_key(row))

    def _step(self, step: RowStep, row: Row) -> Step:
        facts = {"row": row.cells}
        return Step(
            at=moment(row, step.at, self._mapping.time),
            who=self._who(step.as_),
            action=step.takes,
            answers={name: cel.value(text, facts) for name, text in step.answers.items()},
        )

    def _who(self, on_behalf: OnBehalf) -> Actor | Callable[[Draft], Actor]:
        if on_behalf.organisation == "=holder":
            return partial(self._holder, on_behalf)
        return self._actor(on_behalf, on_behalf.organisation or "")

    def _holder(self, on_behalf: OnBehalf, draft: Draft) -> Actor:
        return self._actor(on_behalf, draft.case.holder or "")

    def _actor(self, on_behalf: OnBehalf, organisation: str) -> Actor:
        """The office on whose behalf a step is recorded; the journal shows that it was an import."""
        unit = self._world.organisation(organisation)
        if unit is None:
            raise NotFound(f"没有单位“{organisation}”", f"There is no organisation '{organisation}'")
        post = Post(on_behalf.role, organisation, on_behalf.area or unit.area)
        return Actor.on_behalf(f"import/{organisation}", post)

    def _reject(self, row: Row, problem: Problem) -> None:
        self.done.rejects.append(Reject(row.line, row.cells.get(self._mapping.key, ""), _reason(problem)))


def _applies(step: RowStep, row: Row) -> bool:
    return step.when is None or cel.holds(step.when, {"row": row.cells})


def _reason(problem: Problem) -> Words:
    """The sentence, with that of each field that did not fit."""
    fields = problem.details.get("fields", {})
    zh, en = (
        ";".join(f"{name}: {one[language]}" for name, one in fields.items()) for language in ("zh", "en")
    )
    return Words(zh=f"{problem.say.zh} {zh}".strip(), en=f"{problem.say.en} {en}".strip())
