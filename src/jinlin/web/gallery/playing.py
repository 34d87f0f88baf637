"""A story as the gallery plays it: run by the engine in a transaction of which nothing stays, each step kept
with what the case was like at that moment."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.selectors import CaseView, case_for, timeline
from jinlin.kernel.registry.actors import SYSTEM
from jinlin.lib.errors import BadInput, NotFound, Problem
from jinlin.lib.words import Words
from jinlin.packkit.grammar.story import ChildOf, Opens, Reads, Reveals, Step, Story, Takes, Until
from jinlin.packkit.pack import Pack
from jinlin.packkit.stories import Moment, play

NOBODY = Words(zh="（系统）", en="(the system)")


class Happening(NamedTuple):
    """What the journal kept of a step: the names of its events and the holder's name."""

    name: Words
    by: str


@dataclass(frozen=True)
class Frame:
    """One step as it is shown: who did what and when, and how the case then stood. `faults` is what a
    refusal says of single answers besides."""

    who: Words
    what: Words
    at: datetime
    refused: Words | None
    key: str
    state: str
    state_name: Words | None
    number: str
    title: str
    holder: str
    due: datetime | None
    card: int
    happenings: tuple[Happening, ...] = ()
    faults: tuple[Words, ...] = ()


@dataclass
class _Watcher:
    """Keeps a frame of every moment while the story's cases still stand."""

    pack: Pack
    story: Story
    frames: list[Frame] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)

    def __call__(self, moment: Moment) -> None:
        view = case_for(moment.number, SYSTEM) if moment.number else None
        self.frames.append(self._frame(moment, view))

    def _frame(self, moment: Moment, view: CaseView | None) -> Frame:
        case = view.case if view else None
        holder = view.standing.world.organisation(case.holder or "") if view and case else None
        state = view.definition.states[case.state].name if view and case else None
        return Frame(
            who=self._who(moment.step),
            what=_what(moment.step, self.pack, view.definition if view else None),
            at=moment.at,
            refused=moment.refused.say if moment.refused else None,
            key=view.definition.key if view else "",
            state=case.state if case else "",
            state_name=state,
            number=case.number if case else "",
            title=view.title if view else "",
            holder=holder.name if holder else "",
            due=case.due_at if case else None,
            card=case.card if case else 0,
            happenings=tuple(self._news(case.number)) if case else (),
            faults=tuple(_faults(moment.refused)) if moment.refused else (),
        )

    def _news(self, number: str) -> list[Happening]:
        """What the case's journal has had since the last look."""
        entries = timeline(number, SYSTEM, after=self.seen.get(number, 0))
        if entries:
            self.seen[number] = entries[-1].seq
        return [Happening(one.name, one.by) for one in entries]

    def _who(self, step: Step) -> Words:
        name = getattr(step, "who", None)
        part = self.story.cast.get(name or "")
        role = self.pack.about.roles.get(part.as_ or part.role or "") if part else None
        return role.name if role else NOBODY


def frames(pack: Pack, name: str) -> tuple[list[Frame], Problem | None]:
    """Play a story of an installed pack; its frames, and the fault at which it broke off, if it did."""
    story = next((one for one in pack.stories if one.id == name), None)
    if story is None:
        raise NotFound("没有这个故事", "There is no such story")
    watcher = _Watcher(pack, story)
    played = play(pack, story, watcher)
    fault = Problem(played.fault.say.zh, played.fault.say.en) if played.fault else None
    return watcher.frames, fault


def _faults(refused: Problem) -> Iterator[Words]:
    """What is wrong with single answers."""
    found = refused.details.get("fields", {}) if isinstance(refused, BadInput) else {}
    return (Words.model_validate(one) for one in found.values())


def _what(step: Step, pack: Pack, definition: Definition | None) -> Words:
    match step:
        case Opens():
            name = pack.definitions[step.opens.rpartition("/")[2]].name
            return Words(zh=f"登记“{name.zh}”", en=f"opens: {name.en}")
        case Takes():
            action = definition.actions.get(step.takes) if definition else None
            return action.name if action else Words(zh=step.takes, en=step.takes)
        case Until():
            return Words(zh="没有人办，时间过去", en="time passes, and nobody acts")
        case ChildOf():
            name = pack.definitions[step.type.rpartition("/")[2]].name
            return Words(zh=f"由此开出“{name.zh}”", en=f"brings: {name.en}")
        case Reveals():
            asked = _field_name(definition, step.reveals)
            return Words(zh=f"查看“{asked.zh}”，用途：{step.purpose}", en=f"asks to see: {asked.en}")
        case Reads():
            return Words(zh="打开事项", en="looks at the case")


def _field_name(definition: Definition | None, name: str) -> Words:
    fields: Mapping[str, object] = definition.fields if definition else {}
    ask = definition.fields[name] if definition and name in fields else None
    return ask.name if ask else Words(zh=name, en=name)
