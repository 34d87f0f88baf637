"""What instruments themselves find wrong with a pack."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from jinlin.instruments.instrument import Parts, Use, declared
from jinlin.kernel.cases.definition import Definition, Role
from jinlin.lib.words import Words
from jinlin.lib.yaml12 import Trail
from jinlin.packkit import samples
from jinlin.packkit.checks.expressions import context_of, expression_faults
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.parts import effects_of
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, Place, fault
from jinlin.packkit.reader import shown
from jinlin.packkit.unknown import unknown


def instruments_are_content(draft: Draft, house: House) -> Iterator[Fault]:
    """Every instrument looks at what the pack brings for it and how its effects are used."""
    looking = Looking(draft, house)
    for instrument in declared():
        for check in instrument.checks:
            check(looking)
    yield from looking.faults


@dataclass
class Looking:
    """A pack while instruments look at it (`Checking`)."""

    draft: Draft
    house: House
    faults: list[Fault] = field(default_factory=list)

    @property
    def is_whole(self) -> bool:
        """Whether every case type could be read."""
        return self.draft.is_whole

    @property
    def roles(self) -> Mapping[str, Role]:
        """The roles of the pack."""
        return self.draft.manifest.roles if self.draft.manifest else {}

    def parts(self, called: str) -> Parts:
        """The parts of this kind that could be read."""
        return self.draft.parts.get(called, {})

    def uses(self, *effects: str) -> Iterator[Use]:
        """Every use of these effects."""
        for _case, definition in self.draft.definitions():
            for at in effects_of(definition):
                if at.effect.name in effects:
                    yield Use(definition, at.effect.name, at.effect.params, at.params)

    def wrong(self, at: Use | str, trail: Trail, code: str, say: Words) -> None:
        """There is a mistake."""
        self.faults.append(fault(self._place(at, trail), code, say.zh, say.en))

    def unknown(self, at: Use | str, trail: Trail, noun: str, name: str, known: Iterable[str]) -> None:
        """There is nothing of this name."""
        self.faults.append(unknown(self._place(at, trail), noun, name, known))

    def wrong_in_text(self, name: str, line: int, code: str, say: Words) -> None:
        """There is a mistake in a text file of the pack's folder."""
        self.faults.append(fault(Place(shown(self.draft.folder / name), line), code, say.zh, say.en))

    def is_good(self, definition: Definition, file: str, trail: Trail, text: str) -> bool:
        """Whether an expression names what a case of this type has; if not, it is told."""
        context = context_of(self.draft, self.house, definition)
        found = list(expression_faults(self.draft.place(file, *trail), text, context))
        self.faults.extend(found)
        return not found

    def sample(self, definition: Definition, *, full: bool) -> Mapping[str, Any]:
        """Made-up facts of such a case."""
        return samples.facts(self.draft, self.house, definition, full=full)

    def _place(self, at: Use | str, trail: Trail) -> Place:
        if isinstance(at, str):
            return self.draft.place(at, *trail)
        return self.draft.cases[at.definition.type].tree.place(*at.trail, *trail)
