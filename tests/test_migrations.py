"""Servers of the release before go on while the database is brought up to date, and after it: so a migration
adds, and takes away only what that release no longer uses (docs/how-to/upgrade.md)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from jinlin.project.releases import RELEASE

LAST_WITH_A_PAUSE = {
    "alarms": 1, "cases": 12, "documents": 1, "journal": 5, "ledger": 2, "outbox": 3, "payouts": 5,
    "project": 1, "registry": 7, "rules": 1,
}  # fmt: skip
"""By app, the number of the last migration that came before the rule: going from 0.1 to 0.2 needs a pause."""
ADDS = (migrations.CreateModel, AddIndexConcurrently, RemoveIndexConcurrently)
ONE = models.UniqueConstraint(fields=["x"], name="one")
TAKES = (
    migrations.RemoveField, migrations.DeleteModel, migrations.RemoveConstraint, migrations.RemoveIndex,
)  # fmt: skip


def breaks(migration: Migration) -> Iterator[str]:
    """What the release before could not live with, each in words."""
    made = {one.name_lower for one in migration.operations if isinstance(one, migrations.CreateModel)}
    for operation in migration.operations:
        why = _why(migration, operation, made)
        if why:
            yield f"{migration}: {operation.describe()}: {why}"


def _why(migration: Migration, operation: Operation, made: set[str]) -> str:
    if isinstance(operation, ADDS) or getattr(operation, "model_name", "").lower() in made:
        return ""
    if isinstance(operation, migrations.AddField):
        field = operation.field
        is_filled = field.null or field.has_db_default()
        return "" if is_filled else "rows of the release before have no value for it: null or db_default"
    if isinstance(operation, TAKES):
        return _unless_unused(getattr(migration, "contracts", ""))
    if isinstance(operation, migrations.AddIndex):
        return "nobody can write meanwhile: AddIndexConcurrently"
    return "" if getattr(migration, "expands", "") else "say in `expands` why the release before goes on"


def _unless_unused(since: str) -> str:
    if since and _minor(since) < _minor(RELEASE):
        return ""
    return "the release before uses it: say in `contracts` which release, before this one, has stopped"


def _minor(release: str) -> list[int]:
    return [int(one) for one in release.split(".")[:2]]


def since_the_rule() -> list[Migration]:
    """Every migration of ours that came after it."""
    found = MigrationLoader(None, ignore_no_migrations=True).disk_migrations.items()
    return [
        migration
        for (app, name), migration in sorted(found)
        if migration.__module__.startswith("jinlin.") and int(name[:4]) > LAST_WITH_A_PAUSE.get(app, 0)
    ]


@pytest.mark.parametrize("migration", since_the_rule(), ids=str)
def test_the_release_before_goes_on_beside_it(migration: Migration) -> None:
    assert list(breaks(migration)) == []


def made_of(*operations: Operation, expands: str = "", contracts: str = "") -> Migration:
    class MadeUp(Migration):
        pass

    MadeUp.operations = operations
    MadeUp.expands, MadeUp.contracts = expands, contracts  # type: ignore[attr-defined] # marks of ours
    return MadeUp("0099_made_up", "cases")


@pytest.mark.parametrize(
    ("migration", "told"),
    [
        (made_of(migrations.RemoveField("case", "holder")), "the release before uses it"),
        (made_of(migrations.DeleteModel("Card")), "the release before uses it"),
        (made_of(migrations.RemoveField("case", "holder"), contracts=RELEASE), "the release before uses it"),
        (made_of(migrations.RenameField("case", "holder", "unit")), "expands"),
        (made_of(migrations.AlterField("case", "holder", models.IntegerField())), "expands"),
        (made_of(migrations.AddField("case", "x", models.IntegerField(default=1))), "db_default"),
        (made_of(migrations.AddIndex("case", models.Index(fields=["x"], name="x"))), "Concurrently"),
        (made_of(migrations.RunSQL("DROP TABLE case_card")), "expands"),
        (
            made_of(migrations.AddConstraint("case", ONE)),
            "expands",
        ),
    ],
    ids=lambda one: one.operations[0].describe() if isinstance(one, Migration) else "",
)
def test_what_would_break_it_is_told(migration: Migration, told: str) -> None:
    (said,) = breaks(migration)
    assert told in said


@pytest.mark.parametrize(
    "migration",
    [
        made_of(migrations.AddField("case", "x", models.IntegerField(null=True))),
        made_of(migrations.AddField("case", "x", models.IntegerField(db_default=0))),
        made_of(migrations.RemoveField("case", "x"), contracts="0.1.0"),
        made_of(migrations.RunSQL("CREATE SEQUENCE x"), expands="nobody knows the sequence yet"),
        made_of(
            migrations.CreateModel("Made", [("id", models.BigAutoField(primary_key=True))]),
            migrations.AddIndex("made", models.Index(fields=["id"], name="x")),
        ),
    ],
    ids=lambda one: one.operations[0].describe(),
)
def test_what_it_can_live_with_passes(migration: Migration) -> None:
    assert list(breaks(migration)) == []
