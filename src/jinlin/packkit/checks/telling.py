"""Stories and populations: everybody and everything they name is there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinlin.instruments.instrument import declared
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.effects.params import Ref, marked
from jinlin.lib.errors import Problem
from jinlin.packkit.checks.effects import reference_faults
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.scene import Scene, scenes, subject
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, fault
from jinlin.packkit.grammar.story import Actor, ChildOf, Expect, Opens, Reveals, Step, Takes
from jinlin.packkit.unknown import meant, unknown


def casts_are_known(draft: Draft, house: House) -> Iterator[Fault]:
    """Everybody in a cast has a role of the pack, at an organisation of the demo city."""
    for scene in scenes(draft):
        for name, actor in scene.cast.items():
            yield from _cast_faults(draft, house, scene, name, actor)


def _cast_faults(draft: Draft, house: House, scene: Scene, name: str, actor: Actor) -> Iterator[Fault]:
    place = scene.place("cast", name)
    roles = draft.manifest.roles if draft.manifest else {}
    role = actor.as_ or actor.role
    if (actor.as_ is None) == (actor.role is None):
        zh, en = (
            "请写 as（不须岗位）或 role 与 organisation",
            "say `as` (no post), or `role` and `organisation`",
        )
        yield fault(place, "cast", zh, en)
    elif role not in roles:
        yield unknown(place, "role", str(role), roles)
    elif (roles[role].scope in ("area", "holder")) != (actor.role is not None):
        zh = "scope 为 area 或 holder 的角色写 role 与 organisation；其余写 as"
        en = "a role of scope area or holder is written as `role` with `organisation`, any other as `as`"
        yield fault(place, "cast", zh, en)
    elif (roles[role].scope == "member") != (actor.member is not None):
        zh = "scope 为 member 的角色用 member 写明是第几位，其余不写"
        en = "a role of scope member says in `member` which one it is, and no other does"
        yield fault(place, "cast", zh, en)
    if actor.role is not None and actor.organisation not in house.organisations:
        zh, en = meant(str(actor.organisation), house.organisations)
        yield fault(
            place,
            "unknown-organisation",
            f"示范县没有单位“{actor.organisation}”{zh}",
            f"the demo city has no organisation `{actor.organisation}`{en}",
        )


def steps_name_what_is_there(draft: Draft, house: House) -> Iterator[Fault]:
    """Every step names people of the cast, cases opened before, actions and fields of those cases."""
    for scene in scenes(draft):
        known: dict[str, Definition | None] = {}
        for n, step in enumerate(scene.steps):
            yield from _who_faults(scene, n, step)
            yield from _step_faults(draft, house, scene, n, step, known)
            yield from _refusal_faults(scene, n, step)


def _who_faults(scene: Scene, n: int, step: Step) -> Iterator[Fault]:
    who = getattr(step, "who", None)
    if who is not None and who not in scene.cast:
        zh, en = meant(who, scene.cast)
        place = scene.place("steps", n, "who")
        yield fault(place, "unknown-cast", f"cast 中没有“{who}”{zh}", f"the cast has no `{who}`{en}")


def _step_faults(
    draft: Draft, house: House, scene: Scene, n: int, step: Step, known: dict[str, Definition | None]
) -> Iterator[Fault]:
    name = subject(step)
    if name is not None and name not in known:
        zh, en = meant(name, known)
        yield fault(
            scene.place("steps", n),
            "unknown-subject",
            f"此前没有名为“{name}”的事项{zh}",
            f"no case has been named `{name}` before this step{en}",
        )
        return
    about = known.get(name) if name is not None else None
    if isinstance(step, Opens | ChildOf):
        type_ = step.opens if isinstance(step, Opens) else step.type
        if not house.knows_case(draft, type_):
            place = scene.place("steps", n, "opens" if isinstance(step, Opens) else "type")
            yield unknown(place, "case", type_, draft.case_names)
        about = house.definition(draft, type_)
        known[step.named] = about
    if about is not None:
        yield from _about_faults(scene, n, step, about)


def _about_faults(scene: Scene, n: int, step: Step, about: Definition) -> Iterator[Fault]:
    asked: Mapping[str, object] = about.asks
    if isinstance(step, Takes):
        if step.takes not in about.actions:
            place = scene.place("steps", n, "takes")
            yield unknown(place, "action", step.takes, about.actions)
            return
        asked = about.actions[step.takes].asks
    if isinstance(step, Opens | Takes) and step.refused is None:
        yield from _unknown_names(scene, ("steps", n, "answers"), step.answers, asked)
    if isinstance(step, Opens) and step.channel not in about.channels and step.refused is None:
        place = scene.place("steps", n, "channel")
        yield unknown(place, "channel", step.channel, about.channels)
    if isinstance(step, Reveals):
        yield from _unknown_names(scene, ("steps", n), [step.reveals], about.fields)
    if step.expect is not None:
        yield from _expect_faults(scene, n, step.expect, about)
        yield from _reference_faults(scene, n, step.expect)


def _expect_faults(scene: Scene, n: int, expect: Expect, about: Definition) -> Iterator[Fault]:
    trail = ("steps", n, "expect")
    if expect.state is not None and expect.state not in about.states:
        place = scene.place(*trail, "state")
        yield unknown(place, "state", expect.state, about.states)
    yield from _unknown_names(scene, (*trail, "fields"), expect.fields or {}, about.fields)


def _reference_faults(scene: Scene, n: int, expect: Expect) -> Iterator[Fault]:
    """What a story expects of instruments names parts of the pack that are there."""
    kinds = {name: one.type for each in declared() for name, one in each.expects.items()}
    for name in expect.model_fields_set & kinds.keys():
        for found in marked(kinds[name], getattr(expect, name)):
            if isinstance(found.mark, Ref):
                place = scene.place("steps", n, "expect", name, *found.trail)
                yield from reference_faults(scene.draft, place, found.mark, found.text)


def _unknown_names(
    scene: Scene,
    trail: tuple[str | int, ...],
    names: Mapping[str, object] | list[str],
    asked: Mapping[str, object],
) -> Iterator[Fault]:
    for name in names:
        if name not in asked:
            zh, en = meant(name, asked)
            place = scene.place(*trail, name)
            yield fault(place, "unknown-field", f"此处不问“{name}”{zh}", f"`{name}` is not asked here{en}")


def _refusal_faults(scene: Scene, n: int, step: Step) -> Iterator[Fault]:
    codes = problem_codes()
    if step.refused is not None and step.refused not in codes:
        place = scene.place("steps", n, "refused")
        yield unknown(place, "refusal", step.refused, codes)
    if step.because is not None and step.refused is None:
        zh, en = "because 只与 refused 同用", "`because` goes with `refused`"
        yield fault(scene.place("steps", n, "because"), "unknown-refusal", zh, en)


def problem_codes() -> set[str]:
    """The code of every kind of problem that there is."""
    kinds, found = [Problem], set()
    while kinds:
        kind = kinds.pop()
        found.add(kind.code)
        kinds.extend(kind.__subclasses__())
    return found
