"""Effects by name.

The kernel's own are registered when the app starts, instruments register theirs the same way. An effect
works on the draft only; what must be written outside the case goes into `draft.set_in_motion[room]`, which
the room's writer stores in the same transaction (see `store.py`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from pydantic import TypeAdapter

from jinlin.kernel.cases.definition import Ask, Effects
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.engine.attempts import attempt
from jinlin.kernel.cases.engine.placing import place
from jinlin.kernel.cases.facts import CaseFacts
from jinlin.kernel.cases.values import Ground, read
from jinlin.kernel.registry.actors import SYSTEM, Actor
from jinlin.kernel.rules import findings
from jinlin.kernel.rules.selectors import table as table_named
from jinlin.kernel.rules.tables import Table
from jinlin.lib import clock
from jinlin.lib.clauses import Clause
from jinlin.lib.errors import BadInput, NotMet

if TYPE_CHECKING:
    from jinlin.kernel.cases.engine.work import Work


IMPORT = "import/"


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

    def later(self, name: str, act: Callable[[], None]) -> None:
        """Do this after the state has been entered. What a person set off is refused with their step; of the
        product's own steps the one that cannot be is told, and the others stand."""
        own = partial(attempt, self.work, self.draft, name, self.now, act)
        self.work.later(own if self.actor is SYSTEM else act)

    @property
    def replays(self) -> bool:
        """Whether this change brings in a case, with its children, that was dealt with elsewhere: what was
        said and issued then is not said and issued again."""
        draft: Draft | None = self.draft
        while draft is not None:
            if draft.is_new and draft.entries[0].actor.startswith(IMPORT):
                return True
            draft = self.work.parent_of(draft)
        return self.actor.label.startswith(IMPORT)


Apply = Callable[[Step, Any], None]
Write = Callable[[Sequence[tuple[Draft, Any]]], Clause | None]
Forget = Callable[[Sequence[int]], None]


@dataclass(frozen=True)
class Kind:
    """An effect by name: the type of its params, marked with what they stand for (`params.py`), and what it
    does."""

    type: Any
    apply: Apply

    @cached_property
    def params(self) -> TypeAdapter[Any]:
        """What reads the params as the YAML has them."""
        return TypeAdapter(self.type)


KINDS: dict[str, Kind] = {}
WRITERS: dict[str, Write] = {}
FORGETTERS: dict[str, Forget] = {}


def register(name: str, params: Any, apply: Apply) -> None:
    """Make an effect known. `params` is a pydantic type that reads what the YAML says. ValueError if the name
    is taken: two rooms that mean different things by one word must not overrule each other."""
    kind = KINDS.get(name)
    if kind is not None and kind.apply is not apply:
        raise ValueError(f"the effect {name} is registered already, by {kind.apply.__module__}")
    KINDS[name] = Kind(params, apply)


def register_writer(room: str, write: Write) -> None:
    """Name the function that writes what effects put into `draft.set_in_motion[room]`: as a clause, or by
    itself in the transaction of the change, and then it returns None. ValueError if the room has one."""
    if WRITERS.setdefault(room, write) is not write:
        raise ValueError(f"what {room} leaves has a writer already")


def register_forgetter(room: str, forget: Forget) -> None:
    """Name the function that destroys what a room has kept in the open of cases whose retention ends."""
    FORGETTERS[room] = forget


def run_effects(
    work: Work,
    does: Effects,
    draft: Draft,
    actor: Actor,
    now: datetime,
    facts: dict[str, Any],
    mark: str = "",
) -> None:
    """Set in motion what an action, an opening or a lapse does besides, in the order of the pack: of each
    effect it is looked whether it is to be done after those before it are."""
    for effect in does:
        kind, step = KINDS[effect.name], Step(work, draft, actor, now, facts, mark)
        if effect.when is None or step.context().holds(effect.when):
            kind.apply(step, kind.params.validate_python(effect.params))


def table_of(work: Work, draft: Draft, name: str) -> Table:
    """A decision table of the case's pack, or of another that is named in full."""
    return table_named(full_name(draft, name), work.world.revision)


def decide(work: Work, draft: Draft, name: str, context: CaseFacts, now: datetime) -> findings.Finding:
    """What a decision table says about this case on this day."""
    table = table_of(work, draft, name)
    return findings.decide(table, context.naming(table.facts), local_day(now), work.world)


def full_name(draft: Draft, name: str) -> str:
    """`pack/name`; a bare name is one of the case's own pack."""
    return name if "/" in name else f"{draft.definition.pack}/{name}"


def local_day(now: datetime) -> date:
    """The local day of a moment: the day whose rules apply."""
    return now.astimezone(clock.LOCAL).date()


def plain(value: Any, ask: Ask | None = None) -> Any:
    """A CEL value as the field `ask` takes it: register rows and organisations as their code, days and
    times as text, and the same within rows."""
    if isinstance(value, dict) and "code" in value:
        return value["code"] or None
    if isinstance(value, str) and ask and ask.type in ("integer", "money") and value.strip().isdecimal():
        return int(value)  # cells of a register are text
    if isinstance(value, datetime):
        return local_day(value).isoformat() if ask and ask.type == "date" else value.isoformat()
    if isinstance(value, list) and ask and ask.type == "rows":
        return [{name: plain(one, ask.of.get(name)) for name, one in row.items()} for row in value]
    return value


def put(step: Step, name: str, value: Any) -> None:
    """Set a field, and say so in the event of the step. The value is read as an answer of somebody would be.
    NotMet if it does not fit."""
    ask = step.draft.definition.fields[name]
    given = plain(value, ask)
    try:
        if given not in (None, "", []):
            given = read(ask, given, Ground(step.work.world, step.draft.definition.pack))
        place(step.work, step.draft, {name: given})
    except BadInput as wrong:
        zh, en = f"“{ask.name.zh}”无法写入：{wrong.say.zh}", f"'{ask.name.en}' cannot be set: {wrong.say.en}"
        raise NotMet(zh, en) from wrong
    step.facts.setdefault("set", {})[name] = step.draft.put(name, given)
