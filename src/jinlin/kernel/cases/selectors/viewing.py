"""One case as one actor may see it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

from jinlin.kernel.cases import policies, store, vault
from jinlin.kernel.cases.definition import Action, Ask, Definition, State
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.engine.acts import looks_at
from jinlin.kernel.cases.engine.pace import too_often
from jinlin.kernel.cases.engine.refusals import no_such_case
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.cases.facts import CaseFacts
from jinlin.kernel.cases.masks import masked
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.policies import How
from jinlin.kernel.cases.reader import DatabaseReader
from jinlin.kernel.cases.selectors.public import is_public
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import resident_of
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World
from jinlin.lib import clock
from jinlin.lib.errors import NotSignedIn
from jinlin.lib.words import Words


@dataclass(frozen=True)
class FieldView:
    """A field as one actor sees it (`policies.How`); the value as it may be seen, None if it may not."""

    name: str
    ask: Ask
    how: policies.How
    value: Any


@dataclass(frozen=True)
class CaseView:
    """A case as one actor sees it."""

    draft: Draft
    fields: tuple[FieldView, ...]
    standing: policies.Standing
    decision: policies.Decision
    sight: policies.Sight

    @property
    def case(self) -> Case:
        """Its row."""
        return self.draft.case

    @property
    def definition(self) -> Definition:
        """The definition under which it was opened."""
        return self.draft.definition

    @property
    def title(self) -> str:
        """What it is about."""
        return self.draft.title


@dataclass(frozen=True)
class OpenAction:
    """An action of the case's present state, and whether this actor may take it now; if not, why. `ends_in`
    is the end to which it brings the case, if it does."""

    name: str
    label: Words
    allowed: bool
    reason: Words | None
    asks: dict[str, Ask]
    ends_in: State | None = None


def case_for(number: str, actor: Actor, *, world: World | None = None) -> CaseView:
    """The case with this number. NotFound if there is none, or if it is not open to this actor."""
    case = store.case_numbered(number)
    if case is None:
        raise no_such_case()
    return view_of(store.draft_of(case), actor, world or current_world())


def is_open_to(case: int, actor: Actor) -> bool:
    """Whether this actor may see the case with this id; not, if there is none."""
    found = store.case_by_id(case)
    if found is None:
        return False
    return still_reads(store.draft_of(found), actor, current_world())


def still_reads(draft: Draft, actor: Actor, world: World) -> bool:
    """Whether an actor may see a case as it has become, say by a step that gave it to somebody else."""
    return bool(policies.may_read(policies.Standing(actor, draft.case, draft.definition, world)))


def view_of(draft: Draft, actor: Actor, world: World) -> CaseView:
    """A case that is at hand, as this actor sees it. NotFound if it is not open to this actor."""
    standing = policies.Standing(actor, draft.case, draft.definition, world)
    decision = policies.may_read(standing)
    if not decision:
        raise no_such_case()
    sight = policies.sight_of(standing)
    fields = (_field(draft, sight, name, ask) for name, ask in draft.definition.fields.items())
    return CaseView(draft, tuple(fields), standing, decision, sight)


class Tracked(NamedTuple):
    """The one case that a tracking code opens."""

    id: int
    number: str


def tracked(code: str) -> Tracked:
    """The case of a tracking code. NotSignedIn if it opens none."""
    found = Case.objects.filter(tracking=vault.tracking_digest(code)).values_list("id", "number").first()
    if found is None:
        raise NotSignedIn(
            "查询码不正确，请核对回执上的查询码",
            "This tracking code opens no case; check it against the receipt",
        )
    return Tracked(*found)


def actor_by_tracking(code: str) -> Actor:
    """The resident who holds this tracking code: it opens one case. NotSignedIn if it opens none."""
    return resident_of(tracked(code).id)


def open_actions(view: CaseView, actor: Actor, world: World | None = None) -> list[OpenAction]:
    """The actions of the case's present state: those this actor may take, and why not the others."""
    return _open_actions(view.draft, actor, world or current_world())


def open_to_anyone(number: str, actor: Actor, world: World | None = None) -> list[OpenAction]:
    """The steps that the pack opens to everybody (`anyone`) and that can be taken on a public case now.
    NotFound unless everybody may see the case."""
    world = world or current_world()
    case = store.case_numbered(number)
    if case is None or not is_public(case, world=world):
        raise no_such_case()
    draft = store.draft_of(case)
    everybodys = {name for name, role in draft.definition.roles.items() if role.scope == "anyone"}
    return [
        one
        for one in (_open_actions(draft, actor, world) if everybodys else ())
        if one.allowed and everybodys & set(draft.definition.actions[one.name].by)
    ]


def _open_actions(draft: Draft, actor: Actor, world: World) -> list[OpenAction]:
    work = Work(world, DatabaseReader(world.revision), {draft.case.id: draft})
    state = draft.definition.states[draft.case.state]
    return [
        _open_action(work, draft, name, actor)
        for name, action in draft.definition.actions.items()
        if action.starts_in(draft.case.state, final=state.final) and set(action.by) != {policies.SYSTEM_ROLE}
    ]


def _open_action(work: Work, draft: Draft, name: str, actor: Actor) -> OpenAction:
    action = draft.definition.actions[name]
    standing = policies.Standing(actor, draft.case, draft.definition, work.world)
    decision = policies.may_take(standing, action)
    reason = None if decision else decision.reason
    if reason is None:
        facts = CaseFacts(work, draft, actor, clock.now())
        foreseeable = (need for need in action.needs if not looks_at(need, action.asks))
        reason = next((need.otherwise for need in foreseeable if not facts.holds(need.when)), None)
    reason = reason or too_often(draft, name, work.world, clock.now())
    ends_in = _end(draft.definition, action)
    return OpenAction(name, action.name, reason is None, reason, action.asks, ends_in)


def _end(definition: Definition, action: Action) -> State | None:
    """Where an action leads if nothing is left there but to close the file."""
    state = definition.states.get(action.to or "")
    if action.to is None or state is None:
        return None
    ahead = {one.to for one in definition.actions.values() if one.to and action.to in one.from_}
    is_over = bool(ahead) and all(definition.states[one].final for one in ahead)
    return state if state.final or is_over else None


def _field(draft: Draft, sight: policies.Sight, name: str, ask: Ask) -> FieldView:
    how = sight.how(policies.Field(name))
    plain = None if how in (How.HIDDEN, How.SEALED) else draft.plain(name)
    if plain is None:
        return FieldView(name, ask, how, None)
    return FieldView(name, ask, how, masked(ask, plain) if how is How.MASKED else plain)
