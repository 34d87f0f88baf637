"""Putting rows into a table of the registry: what is new, what changes, what stays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from operator import attrgetter
from typing import Any, Literal, TypeVar

from django.db.models import Model

from jinlin.kernel.journal import actions as journal
from jinlin.kernel.journal import imprints
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.registry.actions.revision import bump
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.covered import COVERED
from jinlin.lib import clock

_BATCH = 5000
What = Literal["added", "changed", "removed"]
Key = tuple[Any, ...]
Row = TypeVar("Row", bound=Model)


@dataclass(frozen=True, slots=True)
class Change:
    """One row that is added, changed or removed. `before` holds what differs, as it was."""

    what: What
    code: str
    values: Mapping[str, Any]
    before: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Changes:
    """What an installation changed, or would change if `dry_run`.

    `kept` says that a pack's rows were left aside because the city has put its own.
    """

    made: tuple[Change, ...]
    unchanged: int
    dry_run: bool
    kept: bool = False

    def count(self, what: What) -> int:
        """How many rows were added, changed or removed."""
        return sum(one.what == what for one in self.made)


@dataclass(frozen=True, slots=True)
class Kind:
    """How the rows of one model are told apart (`key`), compared (`values`) and journaled on `stream`.

    Somebody who reads what would change sees a row by `called`, where its key says nothing to people. The
    journal never forgets: of a `personal` kind it keeps only whose row changed, and in which columns.
    """

    noun: str
    stream: str
    key: tuple[str, ...]
    values: tuple[str, ...]
    personal: bool = False
    called: tuple[str, ...] = ()

    def key_of(self, row: Model) -> Key:
        """What tells this row from all others."""
        return tuple(getattr(row, name) for name in self.key)

    def name_of(self, row: Model) -> str:
        """What the row is called in what is shown of a change."""
        return " ".join(str(attrgetter(name)(row)) for name in self.called or self.key)


def by_key(kind: Kind, rows: Iterable[Row]) -> dict[Key, Row]:
    """The rows by what tells them apart."""
    return {kind.key_of(row): row for row in rows}


def put(
    kind: Kind, wanted: Sequence[Row], stored: Mapping[Key, Row], actor: Actor, *, dry_run: bool
) -> Changes:
    """Add the rows that are new and change those that differ. Rows that nobody mentions stay."""
    compared = [(row, _change(kind, row, stored.get(kind.key_of(row)))) for row in wanted]
    differing = [(row, change) for row, change in compared if change]
    if differing and not dry_run:
        _write(kind, [row for row, _ in differing])
        record(
            kind.stream, actor, [(f"{kind.noun}.{one.what}", _told(kind, row, one)) for row, one in differing]
        )
        bump()
    return Changes(tuple(change for _, change in differing), len(wanted) - len(differing), dry_run)


def record(stream: str, actor: Actor, happened: Iterable[tuple[str, Mapping[str, Any]]]) -> None:
    """Journal what happened, as (kind, facts), on a stream of the registry: after it was written, since the
    last event vouches for what then stands in the tables."""
    now = clock.now()
    *before, last = [Entry(stream, kind, actor.label, now, facts) for kind, facts in happened]
    vouched = {**last.facts, **imprints.vouched(COVERED[stream])}
    journal.append([*before, last._replace(facts=vouched)])


def differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> dict[str, Any]:
    """What was before and is otherwise now."""
    return {name: value for name, value in before.items() if value != after.get(name)}


def _change(kind: Kind, row: Model, before: Model | None) -> Change | None:
    values = {name: getattr(row, name) for name in kind.values}
    code = kind.name_of(row)
    if before is None:
        return Change("added", code, values, {})
    differs = differing({name: getattr(before, name) for name in kind.values}, values)
    return Change("changed", code, values, differs) if differs else None


def _write(kind: Kind, rows: list[Row]) -> None:
    manager = type(rows[0])._default_manager
    manager.bulk_create(
        rows, batch_size=_BATCH, update_conflicts=True, unique_fields=kind.key, update_fields=kind.values
    )  # fmt: skip


def _told(kind: Kind, row: Model, change: Change) -> dict[str, Any]:
    if kind.personal:
        return {"person": row.pk, "columns": sorted(change.before or change.values)}
    told = {name: _plain(getattr(row, name)) for name in (*kind.key, *kind.values)}
    before = {name: _plain(value) for name, value in change.before.items()}
    return {**told, "before": before} if before else told


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
