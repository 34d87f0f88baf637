"""What somebody sees of a case that they may read: the one answer that every door asks for.

There are three ways to stand. Whoever opened the case sees what is public, what they said themselves, and
what steps that are public ask. Staff in an office see what is not a person's, and look behind what is for a
purpose, where the pack says so. Staff whom a field of the case names see the same, but for what steps ask
that are not public and not theirs. Who stands in several ways sees all of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from jinlin.kernel.cases.contents import Contents
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.policies.decisions import SYSTEM_ROLE, Decision, Standing
from jinlin.kernel.cases.policies.parts import (
    GUARDED,
    Audience,
    Event,
    Field,
    File,
    How,
    Paper,
    Part,
    Said,
    part_of,
)
from jinlin.kernel.cases.policies.roles import in_a_role, roles_of
from jinlin.lib.words import Words

STAFF_ONLY = frozenset({"revealed", "escalated", "not_taken"})
"""Kinds of event that are nothing to whoever opened the case."""
OPENER, HOLDER = "opener", "holder"
HIDDEN_FIELD = Decision(
    False,
    Words(
        zh="这一项是别人内部办理时填写的，不对您开放",
        en="This was asked in a step that is not yours and not public, so it is not open to you",
    ),
)


def may_see(standing: Standing, part: Part) -> How:
    """How this actor, who may read the case, sees a part of it."""
    return sight_of(standing).how(part)


def may_have(standing: Standing, paper: Paper) -> Decision:
    """The same of a document, with the role in which it is read, and with the reason if it may not be."""
    if standing.actor.label == SYSTEM_ROLE:
        return Decision(True, role=SYSTEM_ROLE)
    readers = roles_of(standing) if paper.privacy == "public" else paper.readers
    return in_a_role(standing, sorted(readers))


def may_reveal(standing: Standing, field: str) -> Decision:
    """Whether this actor may have this personal field shown, for a purpose that is journaled: in a role to
    which the pack opens it, if it is not hidden as what others' private steps asked."""
    decision = in_a_role(standing, standing.definition.fields[field].revealed_to)
    if decision and sight_of(standing).how(Field(field)) is How.HIDDEN:
        return HIDDEN_FIELD
    return decision


def sight_of(standing: Standing) -> Sight:
    """The actor's sight of the case, for whoever asks about many parts."""
    return Sight(standing, roles_of(standing))


@dataclass(frozen=True)
class Sight:
    """One actor's sight of one case: the roles held towards it, and what these see."""

    standing: Standing
    roles: frozenset[str]

    @cached_property
    def opener_roles(self) -> frozenset[str]:
        """The roles held because the case is the actor's own."""
        return self._of_scope("opener")

    @cached_property
    def named_roles(self) -> frozenset[str]:
        """The roles that a field of the case gives."""
        return self._of_scope("named")

    @cached_property
    def office_roles(self) -> frozenset[str]:
        """The roles that an office gives."""
        return self._of_scope("area", "holder")

    @property
    def is_everything(self) -> bool:
        """Whether it is the product itself that looks."""
        return self.standing.actor.label == SYSTEM_ROLE

    @property
    def is_own(self) -> bool:
        """Whether the case is the actor's own."""
        return bool(self.opener_roles)

    @property
    def is_staffs(self) -> bool:
        """Whether the actor deals with the case."""
        return self.is_everything or bool(self.office_roles | self.named_roles)

    def how(self, part: Part) -> How:
        """How a part is seen."""
        match part:
            case Field():
                return self._field(part.name)
            case File():
                return self._file(part)
            case Paper():
                return _shown(bool(may_have(self.standing, part)))
            case Said():
                return _shown(self._is_told(part.to))
            case Event():
                return _shown(self._knows(part))

    def _of_scope(self, *scopes: str) -> frozenset[str]:
        known = self.standing.definition.roles
        return frozenset(name for name in self.roles if known[name].scope in scopes)

    def _field(self, name: str) -> How:
        definition = self.standing.definition
        ask = definition.fields[name]
        if self.is_own and name in definition.shown_to_opener:
            return How.SHOWN
        if not self._works_with(name):
            return How.HIDDEN
        if ask.privacy not in GUARDED:
            return How.SHOWN
        if not self.roles & set(ask.revealed_to):
            return How.HIDDEN
        return How.MASKED if ask.privacy == "personal" else How.SEALED

    def _works_with(self, field: str) -> bool:
        if self.office_roles or self.is_everything:
            return True
        askers = self.standing.definition.withheld.get(field, self.named_roles)
        return bool(self.named_roles & askers)

    def _file(self, file: File) -> How:
        is_for = {
            Audience.EVERYBODY: bool(self.roles),
            Audience.STAFF: self.is_staffs,
            Audience.ROLE: file.added_as in self.roles,
        }
        if self.is_everything:
            return How.SHOWN
        if not is_for[file.audience]:
            return How.HIDDEN
        if file.privacy not in GUARDED or (self.is_own and file.audience is Audience.EVERYBODY):
            return How.SHOWN
        return How.SEALED if self.roles & self._openers(file) else How.HIDDEN

    def _openers(self, file: File) -> frozenset[str]:
        """The staff who may open a file that is a person's: whoever put it in, and those to whom the pack
        opens a field of that kind, if the case keeps one or could be told one. What effects set, as a
        contact that was released to a unit, counts for as long as it stands."""
        return self._revealed(file.privacy) | {file.added_as}

    def _revealed(self, privacy: str) -> frozenset[str]:
        definition = self.standing.definition
        held = Contents(self.standing.case, definition)
        guarded = {
            name: ask
            for name, ask in definition.fields.items()
            if ask.privacy in GUARDED and (name not in definition.facts or held.get(name) is not None)
        }
        alike = [ask for ask in guarded.values() if ask.privacy == privacy == "sensitive"]
        return frozenset(role for ask in alike or guarded.values() for role in ask.revealed_to)

    def _is_told(self, to: str) -> bool:
        definition = self.standing.definition
        is_to_opener = to == OPENER or (to in definition.roles and definition.roles[to].scope == OPENER)
        if self.is_everything or to in self.roles or (is_to_opener and (self.is_own or self.is_staffs)):
            return True
        offices = {definition.roles[name].scope for name in self.office_roles}
        return "area" in offices or (to == HOLDER and "holder" in offices)

    def _knows(self, event: Event) -> bool:
        part = part_of(event, self.standing)
        if part is not None and self.how(part) is How.HIDDEN:
            return False
        if self.office_roles or self.is_everything:
            return True
        if event.kind in STAFF_ONLY:
            return bool(self.named_roles)
        return is_public_kind(self.standing.definition, event.kind) or self._is_own_step(event.kind)

    def _is_own_step(self, kind: str) -> bool:
        action = self.standing.definition.actions.get(kind.partition(".")[2])
        return action is not None and bool(self.named_roles & set(action.by))


def is_public_kind(definition: Definition, kind: str) -> bool:
    """Whether those who do not deal with a case see that this happened."""
    group, _, name = kind.partition(".")
    if group == "act":
        return name in definition.actions and definition.actions[name].public
    return kind not in STAFF_ONLY


def _shown(is_shown: bool) -> How:
    return How.SHOWN if is_shown else How.HIDDEN
