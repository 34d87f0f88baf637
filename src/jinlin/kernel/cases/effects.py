"""What an action sets in motion besides moving the state.

The kernel's own effects stand below. Instruments register theirs with `register`: an effect works on the
draft only, and what must be written outside the case goes into `draft.set_in_motion[room]`, which the
room's writer stores in the same transaction (see `store.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from pydantic import RootModel, TypeAdapter

from jinlin.kernel.cases import clocks
from jinlin.kernel.cases.definition import Effect
from jinlin.kernel.cases.draft import CardShown, Draft
from jinlin.kernel.cases.facts import CaseFacts
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.kernel.rules.findings import Finding, decide_all
from jinlin.kernel.rules.findings import decide as decide_first
from jinlin.kernel.rules.selectors import table as table_named
from jinlin.lib import clock
from jinlin.lib.canonical import digest
from jinlin.lib.errors import NotMet, NotPossible
from jinlin.lib.spans import Span
from jinlin.lib.words import Frozen

if TYPE_CHECKING:
    from jinlin.kernel.cases.work import Work

COLOURS = {"yellow": 1, "red": 2}


@dataclass
class Step:
    """The circumstances of one effect. `facts` is what the journal will keep of the step."""

    work: Work
    draft: Draft
    actor: Actor
    now: datetime
    facts: dict[str, Any]
    mark: str = ""

    def context(self, **more: Any) -> CaseFacts:
        """What the effect's expressions see."""
        return CaseFacts(self.work, self.draft, self.actor, self.now, mark=self.mark, **more)


Apply = Callable[[Step, Any], None]


@dataclass(frozen=True)
class Kind:
    """An effect by name: what its params look like and what it does."""

    params: TypeAdapter[Any]
    apply: Apply


KINDS: dict[str, Kind] = {}
WRITERS: dict[str, Callable[[Sequence[tuple[Draft, Any]]], None]] = {}


def register(name: str, params: Any, apply: Apply) -> None:
    """Make an effect known. `params` is a pydantic type that reads what the YAML says."""
    KINDS[name] = Kind(TypeAdapter(params), apply)


def register_writer(room: str, write: Callable[[Sequence[tuple[Draft, Any]]], None]) -> None:
    """Name the function that stores what effects put into `draft.set_in_motion[room]`."""
    WRITERS[room] = write


def apply(effect: Effect, step: Step) -> None:
    """Do one effect."""
    kind = KINDS[effect.name]
    kind.apply(step, kind.params.validate_python(effect.params))


def decide(work: Work, draft: Draft, name: str, context: CaseFacts, now: datetime) -> Finding:
    """What a decision table of the case's pack says about this case on this day."""
    table = table_named(_full(draft, name), work.world.revision)
    return decide_first(table, context.naming(table.facts), now.astimezone(clock.LOCAL).date(), work.world)


class DecideParams(Frozen):
    """`into` is a field, or maps fields to outcomes of the table."""

    table: str
    into: str | dict[str, str]


class OpenCasesParams(Frozen):
    """Child cases: one, or one for each element of a list."""

    type: str
    for_each: str | None = None
    answers: dict[str, str] = {}
    holder: str | None = None


class DigestParams(Frozen):
    """The fields whose canonical JSON is hashed, and the field that takes the digest."""

    into: str
    over: tuple[str, ...]


class Expressions(RootModel[dict[str, str]]):
    """Fields and the CEL that gives their values."""


Colour = Literal["yellow", "red"]


def _full(draft: Draft, name: str) -> str:
    return name if "/" in name else f"{draft.definition.pack}/{name}"


def _plain(value: Any) -> Any:
    """A CEL value as a field keeps it: register rows and organisations as their code, times as text."""
    if isinstance(value, dict) and "code" in value:
        return value["code"] or None
    return value.isoformat() if isinstance(value, datetime) else value


def _put(step: Step, name: str, value: Any) -> None:
    kept = step.draft.put(name, _plain(value))
    step.facts.setdefault("set", {})[name] = kept
    if name == step.draft.definition.classified_by:
        step.draft.case.category = kept


def _decide(step: Step, params: DecideParams) -> None:
    finding = decide(step.work, step.draft, params.table, step.context(), step.now)
    into = {params.into: params.into} if isinstance(params.into, str) else params.into
    step.facts.setdefault("findings", []).append(finding.as_facts())
    for name, outcome in into.items():
        _put(step, name, finding.outcome[outcome])


def _set(step: Step, params: Expressions) -> None:
    for name, text in params.root.items():
        _put(step, name, step.context().value(text))


def _hold(step: Step, text: str) -> None:
    holder = _plain(step.context().value(text))
    if not holder or step.work.world.organisation(str(holder)) is None:
        raise NotMet(
            f"没有单位“{holder or ''}”，无法交办；请核对派单目录",
            f"There is no organisation '{holder or ''}' to hold the case; check the routing register",
        )
    step.draft.case.holder = str(holder)
    step.facts["holder"] = step.draft.case.holder


def _open_cases(step: Step, params: OpenCasesParams) -> None:
    elements = (step.context().value(params.for_each) or []) if params.for_each else [None]
    definition = step.work.reader.definition(_full(step.draft, params.type))
    step.work.reader.expect(definition, step.now, len(elements))
    for element in elements:
        _open_child(step, params, element)


def _open_child(step: Step, params: OpenCasesParams, element: Any) -> None:
    from jinlin.kernel.cases.work import Opening  # the two modules call each other

    context = step.context(it=element)
    opening = Opening(
        definition=step.work.reader.definition(_full(step.draft, params.type)),
        answers={name: _plain(context.value(text)) for name, text in params.answers.items()},
        actor=SYSTEM,
        channel="case",
        parent=step.draft,
        holder=_plain(context.value(params.holder)) if params.holder else step.draft.case.holder,
    )
    step.work.open(opening, step.now)


def _card(step: Step, colour: Colour) -> None:
    case, tally = step.draft.case, step.draft.case.tally
    if not case.holder:
        raise NotPossible("没有承办单位，无法亮牌", "No unit holds the case, so no card can be shown")
    tally["shown"] += 1
    tally["standing"].append([tally["shown"], COLOURS[colour]])
    case.card = max(case.card, COLOURS[colour])
    shown = CardShown(tally["shown"], COLOURS[colour], case.holder, step.mark, step.now)
    step.draft.cards_shown.append(shown)
    facts = {"n": shown.n, "unit": case.holder, "mark": step.mark}
    _card_consequences(step, colour, step.draft.record(f"card.{colour}", step.actor, step.now, facts))


def _card_consequences(step: Step, colour: Colour, facts: dict[str, Any]) -> None:
    """What the pack's card table says a card brings: a measure is a child case of that type."""
    cards = step.draft.definition.cards
    if cards is None:
        return
    step.work.note_card(step.draft, COLOURS[colour])
    reds = step.work.reds_in_a_row(str(step.draft.case.holder))
    context = step.context(colour=colour, unit={"reds_in_a_row": reds})
    table = table_named(_full(step.draft, cards.table), step.work.world.revision)
    day = step.now.astimezone(clock.LOCAL).date()
    findings = decide_all(table, context.naming(table.facts), day, step.work.world)
    facts["findings"] = [finding.as_facts() for finding in findings]
    for finding in findings:
        if measure := finding.outcome.get("measure"):
            _open_child(step, OpenCasesParams(type=str(measure)), None)


def _lift_card(step: Step, colour: Colour) -> None:
    tally = step.draft.case.tally
    standing = [n for n, one in tally["standing"] if one == COLOURS[colour]]
    if not standing:
        raise NotPossible("没有这种颜色的牌可以撤销", "There is no standing card of this colour to remove")
    tally["standing"] = [pair for pair in tally["standing"] if pair[0] != standing[-1]]
    step.draft.case.card = max((one for _, one in tally["standing"]), default=0)
    step.draft.cards_lifted[standing[-1]] = step.now
    step.draft.record("card.lifted", step.actor, step.now, {"n": standing[-1], "colour": colour})


def _escalate(step: Step, role: str) -> None:
    step.draft.record("escalated", step.actor, step.now, {"to": role, "mark": step.mark})


def _extend(step: Step, text: str) -> None:
    running = step.draft.clocks.running
    if running is None:
        raise NotPossible("没有正在计算的期限，无法延期", "No deadline runs, so none can be extended")
    span = Span.parse(str(step.context().value(text)))
    state = step.draft.definition.states[running.state]
    step.draft.clocks.running = clocks.extend(running, state, span, step.work.world.calendar)
    due = step.draft.clocks.running.due.isoformat()
    step.draft.record("extended", step.actor, step.now, {"by": str(span), "due": due})


def _merge_into(step: Step, name: str) -> None:
    target = step.work.numbered(str(step.draft.plain(name)))
    source = step.draft
    if target is source or target.definition.key != source.definition.key or target.is_final:
        raise NotMet(
            "只能并入另一件同类且未办结的事项",
            "A case can only be merged into another open case of the same type",
        )
    source.case.merged_into = target.case.id
    source.record("merged", step.actor, step.now, {"into": target.case.number})
    target.record("merged", step.actor, step.now, {"from": source.case.number})
    step.work.adopt_children(source, target, step.now)


def _take(step: Step, action: str) -> None:
    step.work.later(lambda: step.work.take_as_system(step.draft, action, step.now))


def _tell_parent(step: Step, action: str) -> None:
    parent = step.work.parent_of(step.draft)
    if parent is not None:
        step.work.later(lambda: step.work.take_as_system(parent, action, step.now))


def _digest(step: Step, params: DigestParams) -> None:
    _put(step, params.into, digest({name: step.draft.plain(name) for name in params.over}))


register("decide", DecideParams, _decide)
register("set", Expressions, _set)
register("hold", str, _hold)
register("open_cases", OpenCasesParams, _open_cases)
register("card", Colour, _card)
register("lift_card", Colour, _lift_card)
register("escalate", str, _escalate)
register("extend", str, _extend)
register("merge_into", str, _merge_into)
register("take", str, _take)
register("tell_parent", str, _tell_parent)
register("digest", DigestParams, _digest)
