"""Stories as wholes: time that goes on, ids of their own, every end told, paths that can be recorded."""

from __future__ import annotations

from collections.abc import Iterator

from jinlin.kernel.cases.definition import Definition
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.scene import Scene, scenes, subject
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, fault
from jinlin.packkit.grammar.story import ChildOf, Opens, Takes, Until


def time_goes_on(draft: Draft, _: House) -> Iterator[Fault]:
    """No step happens before the one above it."""
    for scene in scenes(draft):
        now = scene.begins
        for n, step in enumerate(scene.steps):
            at = step.until if isinstance(step, Until) else step.at
            if at is not None and at < now:
                zh = "这一步早于上一步，请按时间先后写"
                en = "this step happens before the one above it; write steps in the order of time"
                yield fault(scene.place("steps", n), "time-goes-back", zh, en)
            now = max(now, at) if at is not None else now


def stories_have_names_of_their_own(draft: Draft, _: House) -> Iterator[Fault]:
    """No two stories have one id."""
    seen: set[str] = set()
    for n, story in enumerate(draft.telling.stories if draft.telling else ()):
        if story.id in seen:
            zh, en = (
                f"故事 id“{story.id}”用了两次，请改名",
                f"two stories have the id `{story.id}`; rename one",
            )
            yield fault(draft.place("story.yaml", "stories", n, "id"), "story-twice", zh, en)
        seen.add(story.id)


def stories_reach_every_end(draft: Draft, house: House) -> Iterator[Fault]:
    """Every final state is where some story says it ends, or where an action that a story takes leads."""
    ends: set[tuple[str, str]] = set()
    for scene in scenes(draft):
        if scene.is_story:
            ends |= _ends(draft, house, scene)
    for case, definition in draft.definitions():
        for state in sorted(case.finals):
            if draft.telling is not None and (definition.key, state) not in ends:
                zh = f"没有故事走到“{case.type}”的终结状态“{state}”；请写一个在此结束的故事"
                en = f"no story reaches the final state `{state}` of `{case.type}`; tell one that ends there"
                yield fault(case.tree.place("states", state), "end-not-told", zh, en)


def _ends(draft: Draft, house: House, scene: Scene) -> set[tuple[str, str]]:
    known: dict[str, Definition | None] = {}
    ends: set[tuple[str, str]] = set()
    for step in scene.steps:
        if isinstance(step, Opens | ChildOf):
            known[step.named] = house.definition(draft, step.opens if isinstance(step, Opens) else step.type)
        name = step.named if isinstance(step, Opens | ChildOf) else subject(step)
        about = known.get(name) if name is not None else None
        if about is None or step.refused is not None:
            continue
        if step.expect is not None and step.expect.state is not None:
            ends.add((about.key, step.expect.state))
        action = about.actions.get(step.takes) if isinstance(step, Takes) else None
        if action is not None and action.to is not None:
            ends.add((about.key, action.to))
    return ends


def populations_are_recorded_paths(draft: Draft, _: House) -> Iterator[Fault]:
    """A path of a population opens one case and takes actions on it; at its end it may wait. Nothing is
    refused, and nothing expected."""
    for scene in scenes(draft):
        if scene.is_story:
            continue
        for n, step in enumerate(scene.steps):
            if not _may_stand(scene, n) or step.refused is not None or step.expect is not None:
                zh = "路径先 opens 一件，再只写 takes，末尾可写 until；expect 与 refused 属于故事"
                en = (
                    "a path opens one case, then only `takes`, and may end with `until`; "
                    "`expect` and `refused` belong into a story"
                )
                yield fault(scene.place("steps", n), "population-step", zh, en)


def _may_stand(scene: Scene, n: int) -> bool:
    """Whether the step is of a kind that a path may have at this place."""
    step = scene.steps[n]
    if n == 0:
        return isinstance(step, Opens)
    return isinstance(step, Takes) or (isinstance(step, Until) and n == len(scene.steps) - 1)
