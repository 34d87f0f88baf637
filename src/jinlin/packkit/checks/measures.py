"""Indicators and published figures: what they count can happen, and comes out as it was printed."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jinlin.kernel.cases.clocks import mark_names
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.indicators import Indicator, Predicate
from jinlin.kernel.cases.measuring import COLUMNS
from jinlin.lib.yaml12 import Trail
from jinlin.packkit.checks.fields import field_faults
from jinlin.packkit.checks.house import House
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, Place, fault
from jinlin.packkit.figures import is_as_printed, rounding_of
from jinlin.packkit.grammar.pack import Figure
from jinlin.packkit.printed import printed
from jinlin.packkit.unknown import meant, unknown

# What the engine writes for every case; see kernel.cases.engine.
KINDS = (
    "opened", "closed", "reopened", "card.yellow", "card.red", "card.lifted", "escalated", "extended",
    "recomputed", "child.opened", "child.closed", "child.reopened", "child.moved", "merged", "not_taken",
    "revealed", "attached", "forgotten",
)  # fmt: skip


def indicators_count_what_happens(draft: Draft, house: House) -> Iterator[Fault]:
    """Case types, kinds of event, outcomes and fields of an indicator are there."""
    for name, indicator in draft.indicators.items():
        trail: Trail = ("indicators", name)
        if not house.knows_case(draft, indicator.of):
            place = draft.place("indicators.yaml", *trail, "of")
            yield unknown(place, "case", indicator.of, draft.case_names)
        definition = house.definition(draft, indicator.of)
        if definition is not None:
            yield from _indicator_faults(draft, trail, indicator, definition)


def _indicator_faults(
    draft: Draft, trail: Trail, indicator: Indicator, definition: Definition
) -> Iterator[Fault]:
    for inside, predicate in _predicates(indicator):
        yield from _predicate_faults(draft, (*trail, *inside), predicate, definition)
    if indicator.duration is not None:
        for key, kind in (("from", indicator.duration.from_), ("to", indicator.duration.to)):
            yield from _kind_faults(draft.place("indicators.yaml", *trail, "duration", key), kind, definition)
    if indicator.total is not None:
        place = draft.place("indicators.yaml", *trail, "total", "field")
        yield from field_faults(place, definition, indicator.total.field, ("money", "integer"))


def _predicates(indicator: Indicator) -> Iterator[tuple[Trail, Predicate]]:
    if indicator.count is not None:
        yield ("count",), indicator.count
    if indicator.percent is not None:
        yield ("percent", "n"), indicator.percent.n
        yield ("percent", "d"), indicator.percent.d
    if indicator.total is not None:
        yield ("total", "of"), indicator.total.of


def _predicate_faults(draft: Draft, trail: Trail, one: Predicate, definition: Definition) -> Iterator[Fault]:
    for key, kinds in (("had", one.had), ("had_any", one.had_any), ("hadnt", one.hadnt)):
        for n, kind in enumerate(kinds):
            yield from _kind_faults(draft.place("indicators.yaml", *trail, key, n), kind, definition)
    outcomes = {state.outcome or name for name, state in definition.states.items() if state.final}
    if one.outcome is not None and one.outcome not in outcomes:
        place = draft.place("indicators.yaml", *trail, "outcome")
        yield unknown(place, "outcome", one.outcome, outcomes)
    for name in one.where.keys() - COLUMNS:
        place = draft.place("indicators.yaml", *trail, "where", name)
        yield from field_faults(place, definition, name)
        if name in definition.sealed:
            zh, en = (
                f"“{name}”是个人信息或自由填写的文字，加密保存，不得用于统计；请改用选项、代码或数字",
                f"`{name}` is personal or a text, which lies under a key: indicators do not read it; "
                "ask for a choice, a code or a number",
            )
            yield fault(place, "personal-in-indicator", zh, en)


def _kind_faults(place: Place, kind: str, definition: Definition) -> Iterator[Fault]:
    known = set(KINDS) | {f"act.{name}" for name in definition.actions}
    known |= {f"lapse.{name}.{mark}" for name, one in definition.states.items() for mark in mark_names(one)}
    fits = any(one.startswith(kind[:-1]) for one in known) if kind.endswith("*") else kind in known
    if not fits:
        zh, en = meant(kind, known)
        yield fault(place, "unknown-event", f"不会发生“{kind}”{zh}", f"`{kind}` never happens{en}")


def figures_can_be_recomputed(draft: Draft, _: House) -> Iterator[Fault]:
    """A figure names an indicator and a population that are there, and n of d gives what was printed."""
    populations = draft.telling.populations if draft.telling else {}
    for name, figure in draft.manifest.figures.items() if draft.manifest else ():
        for key, known, file in (
            ("indicator", draft.indicators, "indicators.yaml"),
            ("population", populations, "story.yaml"),
        ):
            wanted = getattr(figure, key)
            if wanted is not None and wanted not in known and not draft.is_broken(file):
                place = draft.place("pack.yaml", "figures", name, key)
                yield unknown(place, key, wanted, known)
        yield from _printed_faults(draft, name, figure)


def _printed_faults(draft: Draft, name: str, figure: Figure) -> Iterator[Fault]:
    """`n`, or the share `n` of `d`, is what was printed, by the rounding that the pack names."""
    if figure.n is None:
        return
    place = draft.place("pack.yaml", "figures", name, "published")
    found, exact = printed(figure.published), _shown(figure)
    if found is None:
        zh = f"“{figure.published}”里没有数字；请照原文写，或写 cannot 说明"
        yield fault(
            place, "figure-differs", zh, f"'{figure.published}' has no number; or say why in `cannot`"
        )
    elif not is_as_printed(figure):
        how = rounding_of(figure)
        zh = f"{exact}，按 {how} 与公布的 {found.text} 不符；请核对 n、d、rounding，或写 cannot 说明"
        en = f"{exact}, by `{how}` not {found.text}; check `n`, `d` and `rounding`, or say why in `cannot`"
        yield fault(place, "figure-differs", zh, en)
    elif figure.rounding is not None and figure.rounding != "exact" and figure.note is None:
        zh, en = (
            f"rounding: {figure.rounding} 请在 note 中说明",
            f"say in `note` why it is `{figure.rounding}`",
        )
        yield fault(place, "figure-rounding", zh, en)


def _shown(figure: Figure) -> str:
    n = figure.n or 0
    return f"{n}/{figure.d} = {Decimal(n) * 100 / figure.d:.2f} %" if figure.d else f"{n}"
