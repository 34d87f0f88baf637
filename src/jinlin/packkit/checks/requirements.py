"""Requirements: met, and none taken for granted."""

from __future__ import annotations

from collections.abc import Iterator

from jinlin.kernel.cases.definition import Definition
from jinlin.lib.yaml12 import Trail
from jinlin.packkit.checks.house import House
from jinlin.packkit.checks.parts import asks_of, effects_of, tables_of
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, Place, fault
from jinlin.packkit.requirements import unmet

OF_OTHERS = ("open_cases", "tell_children")


def requirements_are_met(draft: Draft, house: House) -> Iterator[Fault]:
    """This release of Jinlin and the packs that are there are those that the pack requires."""
    if draft.manifest is None:
        return
    versions = {name: one.manifest.version for name, one in house.packs.items() if one.manifest}
    for lack in unmet(draft.manifest, versions):
        yield fault(draft.place("pack.yaml", *lack.trail), "not-met", lack.say.zh, lack.say.en)


def other_packs_are_required(draft: Draft, _: House) -> Iterator[Fault]:
    """Whoever names a type, table or register of another pack requires that pack."""
    required = draft.manifest.requires.packs if draft.manifest else {}
    for place, name in _named(draft):
        pack = name.partition("/")[0]
        if "/" in name and pack != draft.name and pack not in required:
            zh = f"用到机制“{pack}”的“{name}”；请在 pack.yaml 的 requires.packs 中写上"
            en = f"`{name}` is of the pack `{pack}`; name it in `requires.packs` of pack.yaml"
            yield fault(place, "not-required", zh, en)


def _named(draft: Draft) -> Iterator[tuple[Place, str]]:
    """Every type, table and register that the pack names, and where."""
    for case, definition in draft.definitions():
        yield from ((case.tree.place(*trail), name) for trail, name in _in_definition(definition))
    for key, table in draft.tables.items():
        if table.rows_from:
            place = draft.place("rules.yaml", "tables", key, "rows_from", "register")
            yield place, table.rows_from.register_


def _in_definition(definition: Definition) -> Iterator[tuple[Trail, str]]:
    for at in effects_of(definition):
        if at.effect.name in OF_OTHERS and isinstance(at.effect.params, dict):
            yield (*at.params, "type"), str(at.effect.params.get("type"))
    yield from ((trail, table) for trail, _use, table, _outcomes in tables_of(definition))
    for asked in asks_of(definition):
        if asked.ask.register_:
            yield (*asked.trail, "register"), asked.ask.register_
