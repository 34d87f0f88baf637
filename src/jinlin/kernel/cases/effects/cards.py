"""亮牌: card, lift_card. A card names a unit; what else it brings is for the pack's card table to say."""

from __future__ import annotations

from typing import Any, Literal

from jinlin.kernel.cases.draft import CardShown
from jinlin.kernel.cases.effects.family import OpenCasesParams, open_child
from jinlin.kernel.cases.effects.registry import Step, local_day, register, table_of
from jinlin.kernel.rules.findings import decide_all
from jinlin.lib.errors import NotPossible

Colour = Literal["yellow", "red"]
COLOURS = {"yellow": 1, "red": 2}


def _card(step: Step, colour: Colour) -> None:
    case, tally = step.draft.case, step.draft.case.tally
    if not case.holder:
        raise NotPossible("没有承办单位，无法亮牌", "No unit holds the case, so no card can be shown")
    tally["shown"] += 1
    tally["standing"].append([tally["shown"], COLOURS[colour]])
    case.card, case.cards = max(case.card, COLOURS[colour]), tally["shown"]
    shown = CardShown(tally["shown"], COLOURS[colour], case.holder, step.mark, step.now)
    step.draft.cards_shown.append(shown)
    facts = {"n": shown.n, "unit": case.holder, "mark": step.mark}
    _consequences(step, colour, step.draft.record(f"card.{colour}", step.actor, step.now, facts))


def _consequences(step: Step, colour: Colour, facts: dict[str, Any]) -> None:
    """A measure is a child case of the type that the table names."""
    cards = step.draft.definition.cards
    if cards is None:
        return
    step.work.note_card(step.draft, COLOURS[colour])
    unit = {"reds_in_a_row": step.work.reds_in_a_row(str(step.draft.case.holder))}
    table = table_of(step.work, step.draft, cards.table)
    context = step.context(colour=colour, unit=unit).naming(table.facts)
    found = decide_all(table, context, local_day(step.now), step.work.world)
    facts["findings"] = [finding.as_facts() for finding in found]
    for finding in found:
        if measure := finding.outcome.get("measure"):
            open_child(step, OpenCasesParams(type=str(measure)))


def _lift_card(step: Step, colour: Colour) -> None:
    tally = step.draft.case.tally
    standing = [n for n, one in tally["standing"] if one == COLOURS[colour]]
    if not standing:
        raise NotPossible("没有这种颜色的牌可以撤销", "There is no standing card of this colour to remove")
    tally["standing"] = [pair for pair in tally["standing"] if pair[0] != standing[-1]]
    step.draft.case.card = max((one for _, one in tally["standing"]), default=0)
    step.draft.cards_lifted[standing[-1]] = step.now
    step.draft.record("card.lifted", step.actor, step.now, {"n": standing[-1], "colour": colour})


def register_all() -> None:
    """Make these effects known."""
    register("card", Colour, _card)
    register("lift_card", Colour, _lift_card)
