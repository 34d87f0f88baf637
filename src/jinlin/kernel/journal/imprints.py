"""印记 of whole tables: what an event vouches for in the rows of another table, worked out by the database.

The digest is SHA-256 over the SHA-256 of each row, in the order of the primary key; a row is the JSON array
of its columns, times as seconds since 1970, bytes in hexadecimal. The event names the columns, so that a
table that has got more of them since is still compared by those that there were.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection, models

from jinlin.kernel.journal import selectors
from jinlin.lib.words import Words

FACT = "imprint"
Imprint = dict[str, Any]


class Covered(NamedTuple):
    """What is covered of a table: these columns, of all rows or of those with one value in `of`."""

    model: type[models.Model]
    columns: tuple[str, ...]
    of: str = ""


def vouched(covered: Sequence[Covered], value: int | str | None = None) -> dict[str, list[Imprint]]:
    """What goes into the facts of an event that vouches for these tables as they stand now: of each its name,
    columns, number of rows and digest. One statement a table."""
    return {FACT: [_imprint(one, value) for one in covered]}


def vouched_anew(
    stream: str, covered: Sequence[Covered], touched: Collection[type[models.Model]], value: int | str
) -> dict[str, list[Imprint]]:
    """The same, but only the `touched` tables are worked out: of the others the last event of the stream is
    believed, so that a change of one row costs no look at a million, and what somebody changed there by SQL
    is not covered up. A table that the stream does not vouch for by all its columns yet is worked out too."""
    said = {one["table"]: one for one in _last_said(stream)}
    return {FACT: [_as_before(one, touched, said) or _imprint(one, value) for one in covered]}


def faults_of(stream: str, covered: Sequence[Covered], value: int | str | None = None) -> list[str]:
    """A sentence for each of these tables that is not as the last event of the stream vouches for.

    Nothing is said of a stream whose last event is from before 0.2.0, when events vouched for nothing.
    """
    if not selectors.latest([stream], 1):
        return [_untold(one, stream) for one in covered if _worked_out(one, (), value)[0]]
    by_table, said = {one.model._meta.db_table: one for one in covered}, _last_said(stream)
    return [_fault(one, stream) for one in said if not _stands(one, by_table.get(one["table"]), value)]


def _last_said(stream: str) -> list[Imprint]:
    """What the last event of a stream vouches for: nothing, if there is none or it is from before 0.2.0."""
    last = next(iter(selectors.latest([stream], 1)), None)
    found: list[Imprint] = json.loads(last.facts).get(FACT, []) if last else []
    return found


def _as_before(
    covered: Covered, touched: Collection[type[models.Model]], said: Mapping[str, Imprint]
) -> Imprint | None:
    before = said.get(covered.model._meta.db_table)
    if covered.model in touched or before is None:
        return None
    return before if tuple(before["columns"]) == covered.columns else None


def _imprint(covered: Covered, value: int | str | None) -> Imprint:
    rows, digest = _worked_out(covered, covered.columns, value)
    table = covered.model._meta.db_table
    return {"table": table, "columns": list(covered.columns), "rows": rows, "digest": digest}


def _stands(told: Mapping[str, Any], covered: Covered | None, value: int | str | None) -> bool:
    if covered is None or not set(told["columns"]) <= _columns(covered.model):
        return False
    return (told["rows"], told["digest"]) == _worked_out(covered, told["columns"], value)


def _worked_out(covered: Covered, names: Sequence[str], value: int | str | None) -> tuple[int, str]:
    model, quoted = covered.model, connection.ops.quote_name
    fields = {one.attname: one for one in model._meta.concrete_fields}
    row = ", ".join(_spelt(fields[name]) for name in names)
    order = ", ".join(quoted(one.attname) for one in model._meta.pk_fields)
    where = f"WHERE {quoted(covered.of)} = %s" if covered.of else ""
    statement = f"""
        SELECT count(*), encode(sha256(coalesce(string_agg(hash, ''::bytea ORDER BY n), '')), 'hex') FROM (
            SELECT sha256(convert_to(jsonb_build_array({row})::text, 'UTF8')) AS hash,
                   row_number() OVER (ORDER BY {order}) AS n
              FROM {quoted(model._meta.db_table)} {where}
        ) AS hashed
    """  # noqa: S608 -- the names are those of the model
    with connection.cursor() as cursor:
        cursor.execute(statement, [value] if covered.of else [])
        rows, digest = cursor.fetchone()
    return int(rows), str(digest)


def _columns(model: type[models.Model]) -> set[str]:
    return {one.attname for one in model._meta.concrete_fields}


def _spelt(field: models.Field[Any, Any]) -> str:
    name = connection.ops.quote_name(field.attname)
    if isinstance(field, models.DateTimeField):
        return f"extract(epoch FROM {name})"
    return f"encode({name}, 'hex')" if isinstance(field, models.BinaryField) else name


def _fault(told: Imprint, stream: str) -> str:
    table = told["table"]
    return str(
        Words(
            zh=f"{stream}：表 {table} 的内容与最后一条记录所载不符",
            en=f"{stream}: what stands in {table} is not what its last event vouches for",
        )
    )


def _untold(covered: Covered, stream: str) -> str:
    table = covered.model._meta.db_table
    return str(
        Words(
            zh=f"{stream}：表 {table} 中有内容，日志中没有记录",
            en=f"{stream}: {table} has rows, and no event tells of them",
        )
    )
