"""One change being worked out: the cases it touches, in memory, before anything is stored.

`Work` opens, acts, and lets time pass on drafts. It reads only through its `Reader`, so the same code
serves one officer's click, a night of alarms and an import of a million rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import takewhile
from typing import Any, Protocol

from jinlin.kernel.cases import clocks, effects, policies
from jinlin.kernel.cases.clocks import Clocks
from jinlin.kernel.cases.definition import Action, Definition, Effects, FromTable, Need, State
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.facts import CaseFacts, new_tally
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.values import Ground, read_all
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.kernel.registry.world import World
from jinlin.kernel.rules import cel
from jinlin.lib.errors import NotAllowed, NotFound, NotMet, NotPossible
from jinlin.lib.geodesy import Point, to_wgs84
from jinlin.lib.spans import Span
from jinlin.lib.words import Words


class Reader(Protocol):
    """What a change may ask of the database while it is worked out."""

    def definition(self, key: str) -> Definition:
        """The current definition of `pack/type`."""

    def numbers(self, definition: Definition, at: datetime, count: int) -> Sequence[tuple[int, str]]:
        """Fresh ids and numbers."""

    def expect(self, definition: Definition, at: datetime, count: int) -> None:
        """So many new cases are about to be opened."""

    def cards_of(self, unit: str) -> list[tuple[int, int]]:
        """The unit's standing cards as (case, colour), newest first."""

    def open_children(self, draft: Draft) -> Sequence[Draft]:
        """The case's children that are not closed, locked."""


@dataclass
class Opening:
    """What is needed to open one case."""

    definition: Definition
    answers: Mapping[str, Any]
    actor: Actor
    channel: str
    parent: Draft | None = None
    holder: str | None = None
    source_key: str | None = None
    tracking: bytes | None = None


@dataclass
class Work:
    """The drafts of one change, by case id."""

    world: World
    reader: Reader
    drafts: dict[int, Draft] = field(default_factory=dict)
    new_cards: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    _later: list[Callable[[], None]] = field(default_factory=list)

    # -- opening ---------------------------------------------------------------------------------

    def open(self, opening: Opening, now: datetime) -> Draft:
        """Open a case. NotAllowed, or BadInput with every field that does not fit."""
        definition = opening.definition
        values = read_all(definition.asks, opening.answers, Ground(self.world, definition.pack))
        decision = self._may_open(opening, values)
        draft = self._new_draft(opening, now)
        kept = draft.put_all(values)
        self._place(draft, values, opening)
        facts = draft.record(
            "opened", opening.actor, now, self._opening_facts(draft, opening, decision, kept)
        )
        if opening.parent:
            self._tell_parent_of_opening(opening.parent, draft, now)
        self.run_effects(definition.opens_with, draft, opening.actor, now, facts)
        self._enter(draft, definition.starts_in, opening.actor, now)
        facts |= {"state": draft.case.state} | _deadline(draft)
        self._run_later()
        return draft

    def _may_open(self, opening: Opening, values: Mapping[str, Any]) -> policies.Decision:
        if opening.actor is SYSTEM or opening.parent is not None:
            return policies.Decision(True, role=policies.SYSTEM_ROLE)
        area = values.get("area")
        decision = policies.may_open(opening.actor, opening.definition, self.world, area)
        if not decision:
            raise NotAllowed(decision.reason.zh, decision.reason.en)
        if opening.channel not in opening.definition.channels:
            known = ", ".join(opening.definition.channels)
            raise NotMet(f"没有这个渠道；可用：{known}", f"There is no such channel; known are: {known}")
        return decision

    def _new_draft(self, opening: Opening, now: datetime) -> Draft:
        definition = opening.definition
        ((case_id, number),) = self.reader.numbers(definition, now, 1)
        case = Case(
            id=case_id, number=number, pack=definition.pack, type=definition.type,
            definition=definition.digest, state=definition.starts_in, channel=opening.channel,
            opener=opening.actor.label, holder=opening.holder, opened_at=now, revision=0, head=b"",
            facts={}, tally=new_tally(), source_key=opening.source_key, tracking=opening.tracking,
            parent=opening.parent.case.id if opening.parent else None,
        )  # fmt: skip
        draft = Draft(case, definition, Clocks(), is_new=True)
        self.drafts[case_id] = draft
        return draft

    def _place(self, draft: Draft, values: Mapping[str, Any], opening: Opening) -> None:
        case, definition = draft.case, draft.definition
        case.title = str(values.get(definition.title or "") or "")[:200]
        case.category = values.get(definition.classified_by or "")
        point = values.get(definition.placed_by or "")
        if isinstance(point, dict):
            self._pin(draft, point)
        area = values.get("area") or case.area
        case.area = area or (opening.parent.case.area if opening.parent else None)

    def _pin(self, draft: Draft, value: Mapping[str, Any]) -> None:
        point = to_wgs84(Point.model_validate(value))
        draft.case.lon, draft.case.lat = point.x, point.y
        cell = self.world.grid_cell_at(point.x, point.y)
        if cell:
            draft.case.grid_cell, draft.case.area = cell.code, cell.area

    def _opening_facts(
        self, draft: Draft, opening: Opening, decision: policies.Decision, kept: Mapping[str, Any]
    ) -> dict[str, Any]:
        facts = {
            "type": draft.definition.key,
            "definition": draft.definition.digest,
            "number": draft.case.number,
            "channel": opening.channel,
            "as": _post_facts(decision),
            "answers": dict(kept),
        }
        return facts | ({"parent": opening.parent.case.number} if opening.parent else {})

    # -- acting ----------------------------------------------------------------------------------

    def act(self, draft: Draft, name: str, answers: Mapping[str, Any], actor: Actor, now: datetime) -> None:
        """Take an action. What silence has brought until `now` happens first.

        NotFound, NotPossible, NotAllowed, BadInput, NotMet: each says why and what would help.
        """
        self.advance(draft, now)
        action = self._action(draft, name)
        decision = self._may_act(draft, action, actor)
        self._check_possible(draft, name, action)
        values = read_all(action.asks, answers, Ground(self.world, draft.definition.pack))
        kept = draft.put_all(values)
        self._check_needs(draft, action, actor, now)
        if draft.definition.classified_by in values:
            draft.case.category = values[draft.definition.classified_by]
        self._perform(draft, name, action, (actor, decision), now, kept)
        self._run_later()

    def _perform(
        self, draft: Draft, name: str, action: Action, who: tuple[Actor, policies.Decision], now: datetime,
        kept: Mapping[str, Any],
    ) -> None:  # fmt: skip
        actor, decision = who
        before = draft.clocks.running
        facts: dict[str, Any] = {"from": draft.case.state, "as": _post_facts(decision), "answers": dict(kept)}
        draft.record(f"act.{name}", actor, now, facts)
        _count(draft, name, actor, decision)
        self.run_effects(action.does, draft, actor, now, facts)
        if action.to:
            self._enter(draft, action.to, actor, now)
        facts["to"] = draft.case.state
        if draft.clocks.running is not before:
            facts |= _deadline(draft)

    def _action(self, draft: Draft, name: str) -> Action:
        action = draft.definition.actions.get(name)
        if action is None:
            known = ", ".join(sorted(draft.definition.actions))
            raise NotFound(
                f"没有“{name[:40]}”这个操作", f"There is no action '{name[:40]}'; known are: {known}"
            )
        return action

    def _may_act(self, draft: Draft, action: Action, actor: Actor) -> policies.Decision:
        standing = policies.Standing(actor, draft.case, draft.definition, self.world)
        decision = policies.may_take(standing, action)
        if decision:
            return decision
        if not policies.may_read(standing) and "anyone" not in self._scopes(draft, action):
            raise no_such_case()
        raise NotAllowed(decision.reason.zh, decision.reason.en)

    def _scopes(self, draft: Draft, action: Action) -> set[str]:
        roles = draft.definition.roles
        return {roles[name].scope for name in action.by if name in roles}

    def _check_possible(self, draft: Draft, name: str, action: Action) -> None:
        state = draft.definition.states[draft.case.state]
        if not action.starts_in(draft.case.state, final=state.final):
            raise not_possible(draft, action)
        taken = draft.case.tally["acts"].get(name, {"n": 0})["n"]
        if action.limit is not None and taken >= action.limit:
            raise NotPossible(
                f"“{action.name.zh}”每件最多{action.limit}次，已办过{taken}次",
                f"'{action.name.en}' can be taken {action.limit} times on a case; it was taken {taken} times",
            )

    def _check_needs(self, draft: Draft, action: Action, actor: Actor, now: datetime) -> None:
        facts = CaseFacts(self, draft, actor, now)
        for need in action.needs:
            if not facts.holds(need.when):
                raise NotMet(need.otherwise.zh, need.otherwise.en, help=action.name)

    def asks_for(self, need: Need, answered: set[str]) -> bool:
        """Whether a need looks at what the action is about to ask, so that it cannot be told beforehand."""
        return bool(cel.names(need.when) & answered)

    # -- states ----------------------------------------------------------------------------------

    def _enter(self, draft: Draft, name: str, actor: Actor, now: datetime) -> None:
        was_final = draft.case.closed_at is not None
        came_from = draft.definition.states[draft.case.state]
        state = draft.definition.states[name]
        draft.case.state = name
        self._set_clock(draft, name, state, came_from, now)
        if state.final and not was_final:
            self._close(draft, state, actor, now)
        elif was_final and not state.final:
            self._reopen(draft, actor, now)

    def _set_clock(self, draft: Draft, name: str, state: State, came_from: State, now: datetime) -> None:
        held = draft.clocks
        running, calendar = held.running, self.world.calendar
        if running and running.state in (state.keeps, name) and (came_from.keeps == name or state.keeps):
            return
        if running and state.pauses == running.state:
            running_state = draft.definition.states[running.state]
            held.paused[running.state] = clocks.pause(running, running_state, now, calendar)
        stopped = held.paused.pop(name, None) if came_from.pauses == name else None
        held.running = (
            clocks.resume(stopped, state, now, calendar) if stopped else self._fresh(draft, name, state, now)
        )
        if state.pauses is None:
            held.paused.clear()

    def _fresh(self, draft: Draft, name: str, state: State, now: datetime) -> clocks.Clock | None:
        if state.within is None:
            return None
        span = state.within
        if isinstance(span, FromTable):
            finding = effects.decide(self, draft, span.table, CaseFacts(self, draft, SYSTEM, now), now)
            span = str(finding.outcome[span.outcome])
        return clocks.start(name, state, Span.parse(span), now, self.world.calendar)

    def _close(self, draft: Draft, state: State, actor: Actor, now: datetime) -> None:
        case = draft.case
        case.closed_at, case.outcome = now, state.outcome or case.state
        draft.record("closed", actor, now, {"outcome": case.outcome})
        if draft.definition.retention:
            keep = Span.parse(draft.definition.retention.keep)
            draft.retention_at, draft.retention_changed = keep.ends(now), True
        self._tell_parent_of_change(draft, "child.closed", now)

    def _reopen(self, draft: Draft, actor: Actor, now: datetime) -> None:
        draft.record("reopened", actor, now, {"outcome": draft.case.outcome})
        self._tell_parent_of_change(draft, "child.reopened", now)
        draft.case.closed_at, draft.case.outcome = None, None
        draft.retention_at, draft.retention_changed = None, True

    # -- parents and children --------------------------------------------------------------------

    def parent_of(self, draft: Draft) -> Draft | None:
        """The parent, which was locked and loaded together with the child."""
        return self.drafts.get(draft.case.parent) if draft.case.parent is not None else None

    def _tell_parent_of_opening(self, parent: Draft, child: Draft, now: datetime) -> None:
        tally = parent.case.tally["children"].setdefault(
            child.case.type, {"total": 0, "open": 0, "closed": 0}
        )
        tally["total"] += 1
        tally["open"] += 1
        facts = {"type": child.definition.key, "number": child.case.number}
        parent.record("child.opened", SYSTEM, now, facts)

    def _tell_parent_of_change(self, child: Draft, kind: str, now: datetime) -> None:
        parent = self.parent_of(child)
        if parent is None:
            return
        tally, step = parent.case.tally["children"][child.case.type], 1 if kind == "child.closed" else -1
        tally["open"] -= step
        tally["closed"] += step
        outcome = str(child.case.outcome)
        tally[outcome] = tally.get(outcome, 0) + step
        parent.record(kind, SYSTEM, now, {"number": child.case.number, "outcome": outcome})
        if all(one["open"] == 0 for one in parent.case.tally["children"].values()):
            self._when_children_closed(parent, now)

    def _when_children_closed(self, parent: Draft, now: datetime) -> None:
        action = parent.definition.states[parent.case.state].on_children_closed
        if action and not parent.is_final:
            self.later(lambda: self.take_as_system(parent, action, now))

    def numbered(self, number: str) -> Draft:
        """Another case of this change, by its number."""
        found = next((one for one in self.drafts.values() if one.case.number == number), None)
        if found is None:
            raise NotMet(f"没有编号为“{number[:60]}”的事项", f"There is no case numbered '{number[:60]}'")
        return found

    def adopt_children(self, source: Draft, target: Draft, now: datetime) -> None:
        """The open children of a merged case go on under the case it was merged into."""
        for child in self.reader.open_children(source):
            self.drafts[child.case.id] = child
            child.case.parent = target.case.id
            facts = {"from": source.case.number, "to": target.case.number}
            child.record("child.moved", SYSTEM, now, facts)
            tally = source.case.tally["children"][child.case.type]
            tally["open"] -= 1
            tally["total"] -= 1
            self._tell_parent_of_opening(target, child, now)

    def note_card(self, draft: Draft, colour: int) -> None:
        """Remember a card that this change shows."""
        self.new_cards.setdefault(str(draft.case.holder), []).insert(0, (draft.case.id, colour))

    def reds_in_a_row(self, unit: str) -> int:
        """How many of the unit's matters in a row, from the one last carded back, came to a red card.

        A matter counts once, by its gravest card: the yellow that every red begins with breaks no row.
        """
        gravest: dict[int, int] = {}
        for case, colour in [*self.new_cards.get(unit, []), *self.reader.cards_of(unit)]:
            gravest[case] = max(colour, gravest.get(case, 0))
        return len(list(takewhile(lambda colour: colour == Case.CardColour.RED, gravest.values())))

    # -- time ------------------------------------------------------------------------------------

    def advance(self, draft: Draft, now: datetime) -> None:
        """Let silence have its consequences, each at its own moment, up to `now`."""
        while (mark := draft.clocks.next_mark()) is not None and mark.at <= now and not draft.is_final:
            self._ring(draft, mark)

    def _ring(self, draft: Draft, mark: clocks.Mark) -> None:
        running = draft.clocks.running
        if running is None:
            return
        state = draft.definition.states[running.state]
        draft.clocks.rang()
        facts: dict[str, Any] = {"due": running.due.isoformat(), "holder": draft.case.holder}
        draft.record(f"lapse.{running.state}.{mark.name}", SYSTEM, mark.at, facts)
        does = clocks.consequences(state, mark.name)
        self.run_effects(does, draft, SYSTEM, mark.at, facts, mark=mark.name)
        self._run_later()

    # -- effects ---------------------------------------------------------------------------------

    def run_effects(
        self, does: Effects, draft: Draft, actor: Actor, now: datetime, facts: dict[str, Any], mark: str = ""
    ) -> None:
        """Set in motion what an action, an opening or a lapse does besides."""
        for effect in does:
            step = effects.Step(self, draft, actor, now, facts, mark)
            effects.apply(effect, step)

    def later(self, act: Callable[[], None]) -> None:
        """Do this after the state has been entered."""
        self._later.append(act)

    def _run_later(self) -> None:
        while self._later:
            self._later.pop(0)()

    def take_as_system(self, draft: Draft, name: str, now: datetime) -> None:
        """The product itself takes an action, if the case is where that action starts."""
        action = self._action(draft, name)
        if not action.starts_in(draft.case.state, final=draft.is_final):
            return
        self._check_needs(draft, action, SYSTEM, now)
        decision = policies.Decision(True, role=policies.SYSTEM_ROLE)
        self._perform(draft, name, action, (SYSTEM, decision), now, {})

    def changed(self) -> Iterable[Draft]:
        """The drafts that something happened to, parents before children."""
        return (draft for _, draft in sorted(self.drafts.items()) if draft.entries)


def no_such_case() -> NotFound:
    """One sentence for a case that is not there and for one that this person may not see."""
    return NotFound(
        "没有这个编号的事项，或您无权查看；请核对编号或登录",
        "There is no case with this number, or it is not open to you; check the number or sign in",
    )


def not_possible(draft: Draft, action: Action) -> NotPossible:
    """Says where the case is, who moved it there last, and what can be done from here."""
    state = draft.definition.states[draft.case.state]
    open_now = [
        one.name
        for one in draft.definition.actions.values()
        if one.starts_in(draft.case.state, final=state.final)
    ]
    zh, en = (
        "、".join(name.zh for name in open_now) or "无",
        ", ".join(name.en for name in open_now) or "none",
    )
    return NotPossible(
        f"事项现处于“{state.name.zh}”，不能“{action.name.zh}”",
        f"The case is now '{state.name.en}', where '{action.name.en}' is not possible",
        help=Words(zh=f"现在可以：{zh}", en=f"Possible now: {en}"),
        state=draft.case.state,
        revision=draft.case.revision,
    )


def _post_facts(decision: policies.Decision) -> dict[str, str]:
    organisation = decision.post.organisation if decision.post else ""
    return {"role": decision.role, "organisation": organisation}


def _deadline(draft: Draft) -> dict[str, str]:
    """The deadline that now runs, with the version of the calendar it was computed with."""
    running = draft.clocks.running
    return {"due": running.due.isoformat(), "calendar": running.calendar} if running else {}


def _count(draft: Draft, name: str, actor: Actor, decision: policies.Decision) -> None:
    tally = draft.case.tally["acts"].setdefault(name, {"n": 0, "by": []})
    tally["n"] += 1
    taker = [actor.label, decision.post.organisation if decision.post else None]
    if actor is not SYSTEM and taker not in tally["by"]:
        tally["by"].append(taker)
