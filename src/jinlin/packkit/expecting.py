"""Compares a case with what a story expects of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jinlin.instruments.instrument import declared
from jinlin.kernel.cases.selectors import CaseView
from jinlin.lib import clock
from jinlin.lib.errors import Problem
from jinlin.lib.words import Words
from jinlin.packkit.grammar.story import CardCount, Expect, Step
from jinlin.packkit.grammar.times import FORMAT

COLOURS = {0: "none", 1: "yellow", 2: "red"}


def refusal(step: Step, problem: Problem | None) -> Iterator[Words]:
    """What is wrong about how the step was refused, or was not."""
    if problem is None:
        if step.refused is not None:
            yield _said(
                f"应被拒绝（{step.refused}），却办成了", f"was to be refused ({step.refused}), but was done"
            )
        return
    said = f"{problem.code}: {problem.say}" + (f" {problem.details}" if problem.details else "")
    if step.refused is None:
        yield _said(f"被拒绝：{said}", f"was refused: {said}")
    elif step.refused != problem.code:
        yield _said(
            f"应因 {step.refused} 被拒绝，实为 {said}", f"was to be refused as {step.refused}, but: {said}"
        )
    elif step.because is not None and step.because not in said:
        yield _said(
            f"拒绝的理由中没有“{step.because}”：{said}", f"the refusal lacks '{step.because}': {said}"
        )


def differences(expect: Expect, view: CaseView | None, seen: Any) -> list[Words]:
    """What is not as expected; only what the story wrote is compared."""
    written = expect.model_fields_set
    found = list(_of_seen(expect, seen))
    if view is None and written - {"value", "fields"}:
        return [_said("expect 需要一件事项，请写 on", "`expect` needs a case; say which by `on`")]
    if view is not None:
        facts = _facts(view)
        facts |= _of_instruments(expect, view)
        found += [pair for name in sorted(written & facts.keys()) for pair in _compared(name, expect, facts)]
    return found


def _facts(view: CaseView) -> dict[str, Any]:
    case = view.case
    colours = [COLOURS[colour] for _, colour in case.tally["standing"]]
    due = case.due_at.astimezone(clock.LOCAL).strftime(FORMAT) if case.due_at else "none"
    return {
        "state": case.state,
        "outcome": case.outcome,
        "holder": case.holder,
        "card": COLOURS[case.card],
        "due": due,
        "closed": case.closed_at is not None,
        "cards": CardCount(yellow=colours.count("yellow"), red=colours.count("red")),
        "children": {name: one["total"] for name, one in case.tally["children"].items()},
    }


def _of_instruments(expect: Expect, view: CaseView) -> dict[str, Any]:
    """What instruments see of the case, as far as the story says something of it."""
    return {
        name: one.seen(view, getattr(expect, name))
        for instrument in declared()
        for name, one in instrument.expects.items()
        if name in expect.model_fields_set
    }


def _compared(name: str, expect: Expect, facts: Mapping[str, Any]) -> Iterator[Words]:
    wanted, found = getattr(expect, name), facts[name]
    if name == "due" and wanted not in (None, "none"):
        wanted = wanted.strftime(FORMAT)
    if name == "due" and wanted is None:
        wanted = "none"
    if name == "children" and wanted is not None:
        found = {type_: found.get(type_, 0) for type_ in wanted}
    if wanted != found:
        yield _said(f"{name} 应为 {wanted}，实为 {found}", f"{name} was to be {wanted}, but is {found}")


def _of_seen(expect: Expect, seen: Any) -> Iterator[Words]:
    if "value" in expect.model_fields_set and expect.value != seen:
        yield _said(f"应看到 {expect.value}，实为 {seen}", f"was to see {expect.value}, but saw {seen}")
    for name, how in (expect.fields or {}).items():
        found = seen.get(name) if isinstance(seen, Mapping) else None
        if found != how:
            yield _said(
                f"字段 {name} 应为 {how}，实为 {found}", f"field {name} was to be {how}, but is {found}"
            )


def _said(zh: str, en: str) -> Words:
    return Words(zh=zh, en=en)
