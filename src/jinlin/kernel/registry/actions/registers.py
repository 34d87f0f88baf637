"""Installing registers: a pack brings a list, a city replaces it by its own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from jinlin.kernel.registry.actions.changes import Change, Changes, differing, record
from jinlin.kernel.registry.actions.dropping import refuse_lost_codes
from jinlin.kernel.registry.actions.naming import Named
from jinlin.kernel.registry.actions.revision import bump, changing
from jinlin.kernel.registry.actions.sheet import Line, Sheet
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.kernel.registry.models import Register, RegisterEntry
from jinlin.kernel.registry.policies import may_change_registry
from jinlin.lib import clock
from jinlin.lib.canonical import digest
from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words

STREAM = "registry/registers"
_KEY = re.compile(r"[a-z][a-z0-9_]*/[a-z][a-z0-9_]*")
_LONGEST_KEY = 120
_BATCH = 5000
Rows = dict[str, dict[str, str]]


def install_register(
    key: str,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    source: Literal["pack", "city"],
    *,
    actor: Actor = SYSTEM,
    dry_run: bool = False,
    may_drop: bool = False,
) -> Changes:
    """Put these rows in the place of all that the register `pack/name` had.

    Each row has `code` and a cell, perhaps empty, for each of `columns`. What a city put, a pack never
    replaces (`Changes.kept`). A city's own list must have every column of the list it replaces, because
    rules and forms use them, and name only units and areas that there are; one that takes away a code which
    cases bear, or the zeros before its codes, is refused unless `may_drop` says that this is meant. BadInput
    lists every fault.
    """
    may_change_registry(actor).require()
    _check_key(key)
    with changing():
        before = Register.objects.filter(key=key).first()
        if before and before.source == "city" and source == "pack":
            return Changes((), before.entries.count(), dry_run, kept=True)
        return _replace(
            before, key, columns, rows, source, actor, dry_run, keeping=source == "city" and not may_drop
        )


def restore_register(
    key: str,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    *,
    actor: Actor = SYSTEM,
    dry_run: bool = False,
    may_drop: bool = False,
) -> Changes:
    """Put the pack's rows, which the caller read from it, in the place of the city's own. BadInput, also for
    codes that cases bear, as above."""
    may_change_registry(actor).require()
    _check_key(key)
    with changing():
        before = Register.objects.filter(key=key).first()
        return _replace(before, key, columns, rows, "pack", actor, dry_run, keeping=not may_drop)


def _replace(
    before: Register | None,
    key: str,
    columns: Sequence[str],
    rows: Iterable[Mapping[str, Any]],
    source: Literal["pack", "city"],
    actor: Actor,
    dry_run: bool,
    *,
    keeping: bool,
) -> Changes:
    own = tuple(column for column in columns if column != "code")
    _check_columns(key, own, before, source)
    wanted = _read(key, own, rows, Named.of(key) if source == "city" else Named({}, {}))
    stored = dict(before.entries.values_list("code", "row")) if before else {}
    made = tuple(_compare(wanted, stored))
    if keeping:
        refuse_lost_codes(key, wanted.keys() - stored.keys(), stored.keys() - wanted.keys())
    fingerprint = digest([own, [[code, row] for code, row in wanted.items()]])
    moved = not before or (before.digest, before.source) != (fingerprint, source)
    if moved and not dry_run:
        _write(Register(key, list(own), fingerprint, source, clock.now()), wanted)
        _journal(key, own, fingerprint, source, made, actor)
    return Changes(made, len(wanted) - sum(one.what != "removed" for one in made), dry_run)


def _check_key(key: str) -> None:
    if not _KEY.fullmatch(key) or len(key) > _LONGEST_KEY:
        raise BadInput(
            f"名录的名称应如 pack/name，不是 {key}。", f"A register is named pack/name, not {key}."
        )


def _check_columns(key: str, columns: Sequence[str], before: Register | None, source: str) -> None:
    missing = sorted(set(before.columns) - set(columns)) if before and source == "city" else []
    if missing:
        raise BadInput(
            f"名录 {key} 缺少列：{'、'.join(missing)}。规则和表单要用这些列，可留空但不能没有。",
            f"The register {key} lacks the columns {', '.join(missing)}, which rules and forms use. "
            "They may be empty, but must be there.",
        )


def _read(key: str, columns: Sequence[str], rows: Iterable[Mapping[str, Any]], named: Named) -> Rows:
    sheet = Sheet(Words(zh=f"名录 {key}", en=f"Register {key}"), rows, ("code", *columns))
    found: Rows = {}
    for line in sheet:
        _add(line, columns, found)
        named.check(line)
    sheet.refuse_faults()
    return found


def _add(line: Line, columns: Sequence[str], found: Rows) -> None:
    code = line.text("code", 80)
    if code in found:
        line.fault(f"code {code} 重复", f"the code {code} stands in the file twice")
    found[code] = {column: line.text(column, 4000, required=False) for column in columns}


def _compare(wanted: Rows, stored: Rows) -> Iterable[Change]:
    for code, row in wanted.items():
        if code not in stored:
            yield Change("added", code, row, {})
        elif stored[code] != row:
            yield Change("changed", code, row, differing(stored[code], row))
    for code in stored.keys() - wanted.keys():
        yield Change("removed", code, {}, stored[code])


def _write(register: Register, rows: Rows) -> None:
    register.save()
    RegisterEntry.objects.filter(register=register).delete()
    RegisterEntry.objects.bulk_create(
        [
            RegisterEntry(register=register, position=position, code=code, row=row)
            for position, (code, row) in enumerate(rows.items())
        ],
        batch_size=_BATCH,
    )
    bump()


def _journal(
    key: str, columns: Sequence[str], fingerprint: str, source: str, made: Iterable[Change], actor: Actor
) -> None:
    head = {"register": key, "columns": list(columns), "digest": fingerprint, "source": source}
    entries = [
        (f"entry.{one.what}", {"register": key, "code": one.code, "row": one.values, "before": one.before})
        for one in made
    ]
    record(STREAM, actor, [("register.installed", head), *entries])
