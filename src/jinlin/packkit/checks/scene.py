"""Stories and the paths of populations, looked at alike: a cast, and steps in time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from jinlin.lib.yaml12 import Trail
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Place
from jinlin.packkit.grammar.story import Actor, ChildOf, Reads, Step


@dataclass(frozen=True)
class Scene:
    """One story, or one path of a population. `cast_at` and `steps_at` lead to its parts in story.yaml."""

    draft: Draft
    cast: Mapping[str, Actor]
    steps: tuple[Step, ...]
    begins: datetime
    cast_at: Trail
    steps_at: Trail
    is_story: bool

    def place(self, *trail: str | int) -> Place:
        """Where a part stands; `trail` begins with `cast` or `steps`."""
        start = self.cast_at if trail[0] == "cast" else self.steps_at
        return self.draft.place("story.yaml", *start, *trail)


def scenes(draft: Draft) -> Iterator[Scene]:
    """Every story, then every path of every population."""
    if draft.telling is None:
        return
    for n, story in enumerate(draft.telling.stories):
        trail = ("stories", n)
        yield Scene(draft, story.cast, story.steps, story.begins, trail, trail, True)
    for name, population in draft.telling.populations.items():
        for n, way in enumerate(population.paths):
            cast_at, steps_at = ("populations", name), ("populations", name, "paths", n)
            yield Scene(draft, population.cast, way.steps, population.begins, cast_at, steps_at, False)


def subject(step: Step) -> str | None:
    """The name of the case that a step is about and that must have been named before."""
    if isinstance(step, Reads):
        return step.reads
    return step.child_of if isinstance(step, ChildOf) else getattr(step, "on", None)
