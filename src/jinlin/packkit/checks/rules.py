"""Decision tables: there, giving what is asked of them, deciding without a tie."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jinlin.kernel.cases.definition import Ask
from jinlin.kernel.cases.effects.registry import plain
from jinlin.kernel.cases.values import Ground, read
from jinlin.kernel.registry.register import RegisterInfo
from jinlin.kernel.rules import cel
from jinlin.kernel.rules.matching import ties
from jinlin.lib.errors import Problem
from jinlin.packkit.checks.county import ground
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.parts import effects_of, tables_of
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, fault
from jinlin.packkit.unknown import meant, unknown


def tables_are_known(draft: Draft, house: House) -> Iterator[Fault]:
    """Every table that a case asks is there and gives the outcomes that are read."""
    for case, definition in draft.definitions():
        for trail, use, name, outcomes in tables_of(definition):
            place = case.tree.place(*trail)
            if not house.knows_table(draft, name):
                yield unknown(place, "table", name, draft.table_names)
                continue
            table = draft.tables.get(name)
            for one in outcomes if table else ():
                if table and one not in table.outcomes:
                    zh, en = meant(one, table.outcomes)
                    yield fault(
                        place,
                        "unknown-outcome",
                        f"规则表“{name}”不给“{one}”{zh}",
                        f"table `{name}` gives no `{one}`{en}",
                    )
            if table and use != "cards" and table.hit == "all":
                zh = f"规则表“{name}”可有多行适用（hit: all），此处只能取一行"
                en = f"table `{name}` may give several rows, and here one is needed; say `hit: first`"
                yield fault(place, "hit-all", zh, en)


def outcomes_fit_their_fields(draft: Draft, house: House) -> Iterator[Fault]:
    """What a row gives to a field is something that the field takes; null leaves it empty."""
    county = ground(draft, house)
    for _case, definition in draft.definitions():
        for at in effects_of(definition):
            if at.effect.name == "decide" and isinstance(at.effect.params, dict):
                for field, outcome in outcomes_into(at.effect.params).items():
                    ask = definition.fields.get(field)
                    if ask is not None:
                        yield from _unfit(draft, str(at.effect.params.get("table")), outcome, ask, county)


def outcomes_into(params: Mapping[str, Any]) -> dict[str, str]:
    """The fields that a `decide` fills, each with the outcome that it takes."""
    into = params.get("into")
    return dict(into) if isinstance(into, dict) else {str(into): str(into)}


def _unfit(draft: Draft, name: str, outcome: str, ask: Ask, county: Ground) -> Iterator[Fault]:
    table = draft.tables.get(name)
    for n, row in enumerate(table.rows if table else ()):
        value = plain(row.then.get(outcome), ask)
        try:
            if value not in (None, "", []):
                read(ask, value, county)
        except Problem as problem:
            place = draft.place("rules.yaml", "tables", name, "rows", n, "then", outcome)
            yield fault(place, "outcome-unfit", problem.say.zh, problem.say.en)


def tables_are_asked(draft: Draft, _: House) -> Iterator[Fault]:
    """A table that nothing asks is a mistake or left over."""
    asked = {name for _case, one in draft.definitions() for _trail, _use, name, _outcomes in tables_of(one)}
    for name in draft.tables.keys() - asked:
        if draft.is_whole:
            zh = f"没有事项用到规则表“{name}”；请用上或删去"
            en = f"no case asks the table `{name}`; use it or take it out"
            yield fault(draft.place("rules.yaml", "tables", name), "table-unused", zh, en)


def registers_have_the_columns(draft: Draft, house: House) -> Iterator[Fault]:
    """Tables whose rows stand in a register find it, and its columns."""
    for name, table in draft.tables.items():
        source = table.rows_from
        if source is None:
            continue
        trail = ("tables", name, "rows_from")
        columns = house.columns(draft, source.register_)
        if house.lacks_register(draft, source.register_):
            place = draft.place("rules.yaml", *trail, "register")
            yield unknown(place, "register", source.register_, draft.registers)
            continue
        if columns is None:
            continue  # it cannot be read, which is said already
        wanted = [
            *((("match", one), one) for one in source.match),
            *((("then", key), one) for key, one in source.then.items()),
        ]
        for inside, column in wanted:
            if column not in columns:
                zh, en = meant(column, columns)
                yield fault(
                    draft.place("rules.yaml", *trail, *inside),
                    "unknown-column",
                    f"目录“{source.register_}”没有列“{column}”{zh}",
                    f"register `{source.register_}` has no column `{column}`{en}",
                )


def registers_name_what_is_there(draft: Draft, house: House) -> Iterator[Fault]:
    """The rows of a pack's register name units and areas of the demo city, in which the pack is played."""
    known = {"organisation": house.organisations, "area": house.areas}
    for table in draft.tables.values():
        source = table.rows_from
        register = draft.registers.get(source.register_) if source else None
        if source is None or register is None:
            continue
        for n, row in enumerate(register.rows):
            for column, what in source.named.items():
                if (code := row.get(column, "")) and code not in known[what]:
                    yield unknown(register.place(n), what, code, known[what])


def registers_do_not_tie(draft: Draft, _: House) -> Iterator[Fault]:
    """No two rows of a register match equally well."""
    for table in draft.tables.values():
        source = table.rows_from
        register = draft.registers.get(source.register_) if source else None
        if source is None or register is None or not source.columns <= {"code", *register.columns}:
            continue
        try:
            pairs = ties(RegisterInfo(register.name, register.columns, "", register.rows), source)
        except cel.PackFault as problem:
            yield fault(register.place(), "register-date", problem.say.zh, problem.say.en)
            continue
        lines = {row["code"]: n for n, row in enumerate(register.rows)}
        for one, other in pairs:
            zh = f"与编码“{one}”的行同样适用，无法决定；请改其中一行"
            en = (
                f"applies as well as the row with code '{one}', so nothing can be decided; change one of them"
            )
            yield fault(register.place(lines[other]), "tie", zh, en)


def rows_say_when_they_were_read(draft: Draft, _: House) -> Iterator[Fault]:
    """Who marks a row as compared with its source says on which day, and no day stands without that mark."""
    for name, table in draft.tables.items():
        for n, row in enumerate(table.rows):
            if row.verified == (row.read is not None):
                continue
            place = draft.place("rules.yaml", "tables", name, "rows", n)
            if row.verified:
                zh = (
                    "verified: true 须注明哪天核对过原文，如 read: 2026-11-28；没有核对过的写 verified: false"
                )
                en = (
                    "`verified: true` needs the day on which the source was read, as `read: 2026-11-28`; "
                    "else say `verified: false`"
                )
            else:
                zh = "写了 read（核对日期）却没有 verified: true；请改其中一项"
                en = "there is a day of reading (`read`) without `verified: true`; change one of them"
            yield fault(place, "not-read", zh, en)
