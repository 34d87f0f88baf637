"""Effects: known ones, with params that fit, naming things that are there."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from jinlin.instruments.instrument import declared, parts
from jinlin.kernel.cases.effects.params import Field, Ref
from jinlin.kernel.cases.effects.registry import KINDS
from jinlin.packkit.checks.fields import field_faults
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.parts import EffectAt, effects_of
from jinlin.packkit.draft import Case, Draft
from jinlin.packkit.faults import Fault, Place, fault
from jinlin.packkit.unknown import unknown


def effects_are_known(draft: Draft, _: House) -> Iterator[Fault]:
    """Every effect is one that the kernel or an instrument registered, and its params fit."""
    for case, definition in draft.definitions():
        for at in effects_of(definition):
            kind = KINDS.get(at.effect.name)
            if kind is None:
                place = case.tree.place(*at.trail)
                yield unknown(place, "effect", at.effect.name, KINDS)
                continue
            try:
                kind.params.validate_python(at.effect.params)
            except ValidationError as error:
                yield from _param_faults(case, at, error)


def _param_faults(case: Case, at: EffectAt, error: ValidationError) -> Iterator[Fault]:
    seen: set[object] = set()
    for one in error.errors(include_url=False):
        place = case.tree.place(*at.params, *one["loc"])
        name = ".".join(str(step) for step in one["loc"]) or at.effect.name
        if place not in seen:
            seen.add(place)
            zh = f"效果“{at.effect.name}”的“{name}”写得不对：{one['msg']}"
            en = f"`{name}` of effect `{at.effect.name}` does not fit: {one['msg']}"
            yield fault(place, "effect-params", zh, en)


def instruments_are_declared(draft: Draft, _: House) -> Iterator[Fault]:
    """`uses` in pack.yaml names the instruments whose effects the pack sets in motion, and no others."""
    if draft.manifest is None:
        return
    rooms = {effect: one.name for one in declared() for effect in one.effects}
    for case, definition in draft.definitions():
        for at in effects_of(definition):
            room = rooms.get(at.effect.name)
            if room and room not in draft.manifest.uses:
                zh = f"效果“{at.effect.name}”属于 {room}；请在 pack.yaml 的 uses 中写上"
                en = f"effect `{at.effect.name}` is of {room}; name it in `uses` of pack.yaml"
                yield fault(case.tree.place(*at.trail), "not-declared", zh, en)
    names = {one.name for one in declared()}
    for n, name in enumerate(draft.manifest.uses):
        if name not in names:
            yield unknown(draft.place("pack.yaml", "uses", n), "instrument", name, names)


def effects_name_what_is_there(draft: Draft, _: House) -> Iterator[Fault]:
    """Fields, roles and parts of the pack that effects name are there."""
    for case, definition in draft.definitions():
        for at in effects_of(definition):
            for one in at.marked():
                place = case.tree.place(*at.params, *one.trail)
                if isinstance(one.mark, Field):
                    yield from field_faults(place, definition, one.text, one.mark.types)
                elif isinstance(one.mark, Ref):
                    yield from reference_faults(draft, place, one.mark, one.text)


def reference_faults(draft: Draft, place: Place, ref: Ref, name: str) -> Iterator[Fault]:
    """The fault of naming a role, or a part that an instrument reads, that is not there."""
    if ref.to == "role":
        known, file = set(draft.manifest.roles if draft.manifest else ()), "pack.yaml"
    else:
        known = draft.part_names.get(ref.to, set())
        file = next(part.file for part in parts() if part.called == ref.to)
    if name not in known | set(ref.besides) and not draft.is_broken(file):
        yield unknown(place, ref.noun or ref.to, name, [*ref.besides, *sorted(known)])
