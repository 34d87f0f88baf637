"""Effects: known ones, with params that fit, naming things that are there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from jinlin.kernel.cases.definition import MERGING
from jinlin.kernel.cases.effects.registry import KINDS
from jinlin.lib.yaml12 import Trail
from jinlin.packkit.checks.fields import field_faults
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.parts import EffectAt, effects_of
from jinlin.packkit.draft import Case, Draft
from jinlin.packkit.faults import Fault, fault
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
    for case, definition in draft.definitions():
        for at in effects_of(definition):
            room = _instrument(at.effect.name)
            if room and room not in draft.manifest.uses:
                zh = f"效果“{at.effect.name}”属于 {room}；请在 pack.yaml 的 uses 中写上"
                en = f"effect `{at.effect.name}` is of {room}; name it in `uses` of pack.yaml"
                yield fault(case.tree.place(*at.trail), "not-declared", zh, en)
    rooms = {room for room in map(_instrument, KINDS) if room}
    for n, name in enumerate(draft.manifest.uses):
        if name not in rooms:
            place = draft.place("pack.yaml", "uses", n)
            yield unknown(place, "instrument", name, rooms)


def _instrument(effect: str) -> str | None:
    """The room in `jinlin.instruments` that registered the effect; None for the kernel's own."""
    kind = KINDS.get(effect)
    steps = kind.apply.__module__.split(".") if kind else []
    return steps[steps.index("instruments") + 1] if "instruments" in steps else None


def effects_set_fields(draft: Draft, _: House) -> Iterator[Fault]:
    """Fields that effects set or read are fields of the case."""
    for case, definition in draft.definitions():
        for at in effects_of(definition):
            for trail, name, types in _named_fields(at):
                yield from field_faults(case.tree.place(*trail), definition, name, types)


def _named_fields(at: EffectAt) -> Iterator[tuple[Trail, str, tuple[str, ...]]]:
    params: Any = at.effect.params
    if at.effect.name in MERGING:
        yield at.params, str(params), ("case",)
    if not isinstance(params, dict):
        return
    if at.effect.name == "set":
        yield from (((*at.params, name), name, ()) for name in params)
    if at.effect.name in ("decide", "digest", "issue", "supersede") and "into" in params:
        into = params.get("into")
        names = into if isinstance(into, dict) else [into]
        yield from (((*at.params, "into"), str(name), ()) for name in names)
    if at.effect.name == "digest":
        yield from (
            ((*at.params, "over", n), str(name), ()) for n, name in enumerate(params.get("over") or ())
        )
