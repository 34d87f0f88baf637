"""印记 of whole tables: what an event vouches for in the rows of another table, worked out by the database.

The digest is SHA-256 over the SHA-256 of each row, in the order of the primary key; a row is the JSON array of
its columns, times as seconds since 1970, bytes in hexadecimal. The event names the columns, so that a table
that has got more of them since is still compared by those that there were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from django.db import connection, models

from jinlin.lib.words import Words

FACT = "imprint"
Imprint = dict[str, Any]


class Covered(NamedTuple):
    """What is covered of a table: these columns, of all rows or of those with one value in the column `of`."""

    model: type[models.Model]
    columns: tuple[str, ...]
    of: str = ""


def imprint(covered: Covered, value: object = None) -> Imprint:
    """What an event vouches for: table, columns, number of rows, digest. One statement."""
    names = list(covered.columns)
    rows, digest = _worked_out(covered, names, value)
    return {"table": covered.model._meta.db_table, "columns": names, "rows": rows, "digest": digest}


def faults(told: Sequence[Imprint], covered: Sequence[Covered], where: str, value: object = None) -> list[str]:
    """A sentence for each table that is not as an event told; `where` names the event's stream."""
    by_table = {one.model._meta.db_table: one for one in covered}
    return [_fault(one, where) for one in told if not _stands(one, by_table.get(one["table"]), value)]


def _stands(told: Mapping[str, Any], covered: Covered | None, value: object) -> bool:
    if covered is None or not set(told["columns"]) <= _columns(covered.model):
        return False
    return (told["rows"], told["digest"]) == _worked_out(covered, told["columns"], value)


def _worked_out(covered: Covered, names: Sequence[str], value: object) -> tuple[int, str]:
    model, quoted = covered.model, connection.ops.quote_name
    fields = {one.column: one for one in model._meta.concrete_fields}
    row = ", ".join(_spelt(fields[name]) for name in names)
    order = ", ".join(quoted(one.column) for one in model._meta.pk_fields)
    where = f"WHERE {quoted(covered.of)} = %s" if covered.of else ""
    statement = f"""
        SELECT count(*), encode(sha256(coalesce(string_agg(
               sha256(convert_to(jsonb_build_array({row})::text, 'UTF8')), ''::bytea ORDER BY {order}), '')), 'hex')
          FROM {quoted(model._meta.db_table)} {where}
    """  # noqa: S608 -- the names are those of the model
    with connection.cursor() as cursor:
        cursor.execute(statement, [value] if covered.of else [])
        rows, digest = cursor.fetchone()
    return int(rows), str(digest)


def _columns(model: type[models.Model]) -> set[str]:
    return {one.column for one in model._meta.concrete_fields}


def _spelt(field: models.Field[Any, Any]) -> str:
    name = connection.ops.quote_name(field.column)
    if isinstance(field, models.DateTimeField):
        return f"extract(epoch FROM {name})"
    return f"encode({name}, 'hex')" if isinstance(field, models.BinaryField) else name


def _fault(told: Imprint, where: str) -> str:
    table = told["table"]
    return str(
        Words(
            zh=f"{where}：表 {table} 的内容与最后一条记录所载不符",
            en=f"{where}: what stands in {table} is not what its last event vouches for",
        )
    )
