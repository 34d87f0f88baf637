"""Reads somebody else's file into cases, as a mapping of the pack says.

Each row is one script for the engine: the same actions, needs and policies as on the desk, on behalf of the
offices that the mapping names, on the row's own dates. A batch is one transaction, and a row is known by
its key for ever: an import that is killed goes on where it was, and one that is run twice doubles nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from jinlin.kernel.cases.actions import Script, Step, run
from jinlin.kernel.cases.definition import Ask
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.selectors import known_sources
from jinlin.kernel.registry.actors import Actor, Post
from jinlin.kernel.registry.selectors import world
from jinlin.kernel.registry.world import World
from jinlin.kernel.rules import cel
from jinlin.lib import lists
from jinlin.lib.errors import BadInput, NotFound, Problem
from jinlin.lib.words import Words
from jinlin.packkit.grammar.imports import ImportMapping, OnBehalf, RowStep
from jinlin.packkit.pack import Pack
from jinlin.packkit.rows import answer, moment

BATCH = 500
OPEN = "open"


@dataclass(frozen=True)
class Reject:
    """A row that could not be taken, and the reason."""

    row: int
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
    """Import CSV or XLSX by the mapping whose columns it has. BadInput if no mapping of the pack fits."""
    with lists.read_path(path) as listing:
        importer = _Importer(pack, mapping_for(pack, path.name, listing.header), world())
        source = iter(listing)
        while batch := list(islice(source, BATCH)):
            importer.take(batch)
            progress(importer.done)
    importer.done.rejects.sort(key=lambda one: one.row)
    return importer.done


def mapping_for(pack: Pack, name: str, columns: Sequence[str]) -> ImportMapping:
    """The mapping of the pack whose columns are those of the file called `name`."""
    for mapping in pack.imports.values():
        if set(mapping.columns) == set(columns) - {""}:
            return mapping
    known = "；".join(f"{key}: {', '.join(one.columns)}" for key, one in sorted(pack.imports.items())) or "-"
    raise BadInput(
        f"{name} 的列是 {', '.join(columns) or '无'}，没有导入说明与之对应；已有：{known}",
        f"No mapping of the pack fits {name}, whose columns are {', '.join(columns) or 'none'}; "
        f"known: {known}",
    )


def write_rejects(rejects: list[Reject], path: Path) -> None:
    """Write the rows that were not taken, each with its number in the file, key and reason."""
    told = ([one.row, one.key, one.reason.zh, one.reason.en] for one in rejects)
    path.write_bytes(lists.as_csv([["row", "key", "原因", "reason"], *told]))


class _Importer:
    def __init__(self, pack: Pack, mapping: ImportMapping, here: World) -> None:
        self.done = Imported()
        self._pack = pack
        self._mapping = mapping
        self._world = here
        self._seen: dict[str, int] = {}
        self._units = _codes_by_name(here)

    def take(self, batch: list[lists.Row]) -> None:
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

    def _first_of_each_key(self, batch: list[lists.Row]) -> Iterator[lists.Row]:
        for row in batch:
            key = row.get(self._mapping.key, "")
            if problem := lists.fault_of(row):
                self._reject(row, problem)
            elif not key:
                self._reject(row, BadInput(f"“{self._mapping.key}”是空的", f"'{self._mapping.key}' is empty"))
            elif key in self._seen:
                first = self._seen[key]
                self._reject(row, BadInput(f"与第{first}行编号相同", f"It has the same key as row {first}"))
            else:
                self._seen[key] = row.n
                yield row

    def _not_known(self, batch: Iterator[lists.Row]) -> Iterator[lists.Row]:
        waiting = {self._source_key(row): row for row in batch}
        known = known_sources(self._pack.name, list(waiting))
        self.done.known += len(known)
        return (row for key, row in waiting.items() if key not in known)

    def _source_key(self, row: lists.Row) -> str:
        return f"{self._mapping.case}:{row[self._mapping.key]}"

    def _script(self, row: lists.Row) -> Script | None:
        try:
            steps = [self._step(step, row) for step in self._mapping.steps if _applies(step, row)]
        except Problem as problem:
            self._reject(row, problem)
            return None
        key = self._pack.key(self._mapping.case)
        return Script(key, self._mapping.channel, steps, source_key=self._source_key(row))

    def _step(self, step: RowStep, row: lists.Row) -> Step:
        facts, time, asks = {"row": dict(row)}, step.time or self._mapping.time, self._asks(step)
        return Step(
            at=moment(row, step.at, time),
            who=self._who(step.as_, row),
            action=step.takes,
            answers={
                name: answer(asks.get(name), cel.value(text, facts), time)
                for name, text in step.answers.items()
            },
        )

    def _asks(self, step: RowStep) -> Mapping[str, Ask]:
        definition = self._pack.definitions[self._mapping.case]
        return definition.asks if step.takes == OPEN else definition.actions[step.takes].asks

    def _who(self, on_behalf: OnBehalf, row: lists.Row) -> Actor | Callable[[Draft], Actor]:
        organisation = on_behalf.organisation or ""
        area = self._from_row(on_behalf.area or "", row)
        if organisation == "=holder":
            return partial(self._holder, on_behalf.role, area)
        return self._actor(on_behalf.role, area, self._from_row(organisation, row))

    def _from_row(self, text: str, row: lists.Row) -> str:
        """What a mapping says of an organisation or area; behind `=` stands CEL over the row."""
        return str(cel.value(text[1:], {"row": dict(row)})) if text.startswith("=") else text

    def _holder(self, role: str, area: str, draft: Draft) -> Actor:
        return self._actor(role, area, draft.case.holder or "")

    def _actor(self, role: str, area: str, organisation: str) -> Actor:
        """The office on whose behalf a step is recorded; the journal shows that it was an import."""
        code = self._units.get(organisation, organisation)
        unit = self._world.organisation(code)
        if unit is None:
            raise NotFound(f"没有单位“{organisation}”", f"There is no organisation '{organisation}'")
        return Actor.on_behalf(f"import/{code}", Post(role, code, area or unit.area))

    def _reject(self, row: lists.Row, problem: Problem) -> None:
        self.done.rejects.append(Reject(row.n, row.get(self._mapping.key, ""), _reason(problem)))


def _codes_by_name(here: World) -> dict[str, str]:
    """Organisations by their name, as older systems write them; a name that two have is none."""
    counted = Counter(one.name for one in here.organisations())
    return {one.name: one.code for one in here.organisations() if counted[one.name] == 1}


def _applies(step: RowStep, row: lists.Row) -> bool:
    return step.when is None or cel.holds(step.when, {"row": dict(row)})


def _reason(problem: Problem) -> Words:
    """The sentence, with that of each field that did not fit."""
    fields = problem.details.get("fields", {})
    zh, en = (
        ";".join(f"{name}: {one[language]}" for name, one in fields.items()) for language in ("zh", "en")
    )
    return Words(zh=f"{problem.say.zh} {zh}".strip(), en=f"{problem.say.en} {en}".strip())
