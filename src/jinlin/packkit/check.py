"""`jinlin check`: every mistake of every pack at once, each with file, line and what helps."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path

from jinlin.packkit.checks import (
    cards,
    clocks,
    corrections,
    course,
    demo,
    effects,
    expressions,
    fields,
    graph,
    imports,
    instruments,
    keeping,
    measures,
    motions,
    open311,
    openness,
    people,
    requirements,
    rules,
    telling,
    wholes,
    words,
)
from jinlin.packkit.checks.house import Check, House
from jinlin.packkit.compile import draft
from jinlin.packkit.demo import area_codes, organisation_codes
from jinlin.packkit.draft import Draft
from jinlin.packkit.faults import Fault, fault, told_once
from jinlin.packkit.folders import folder_faults, pack_folders, packs_in, roots_of
from jinlin.packkit.inherited import inherited
from jinlin.packkit.reader import shown

CHECKS: tuple[Check, ...] = (
    words.texts_are_translated,
    words.nothing_is_left_empty,
    graph.states_are_known,
    graph.states_have_a_way_out,
    graph.states_can_be_reached,
    graph.the_usual_way_can_be_gone,
    graph.there_is_an_end,
    graph.actions_start_somewhere,
    people.roles_are_known,
    people.somebody_opens,
    people.actions_have_somebody,
    people.named_officers_are_asked,
    people.actions_name_actions,
    people.whoever_is_waited_for_can_act,
    clocks.spans_can_be_read,
    clocks.deadlines_have_a_consequence,
    clocks.final_states_have_no_deadline,
    clocks.pauses_stop_a_clock,
    clocks.limits_from_fields_can_be_read,
    clocks.limits_from_tables_are_spans,
    fields.columns_come_from_fields,
    fields.asks_are_whole,
    fields.whoever_must_answer_is_asked,
    fields.one_field_has_one_meaning,
    fields.numbers_can_be_made,
    corrections.what_is_looked_at_can_be_corrected,
    corrections.facts_are_set,
    keeping.personal_data_has_an_end,
    openness.public_cases_have_a_public_category,
    openness.public_categories_are_told,
    openness.hidden_states_are_known,
    open311.open311_names_fields,
    open311.open311_is_public_and_open,
    open311.open311_can_answer_all,
    effects.effects_are_known,
    effects.instruments_are_declared,
    effects.effects_name_what_is_there,
    requirements.requirements_are_met,
    requirements.other_packs_are_required,
    motions.system_actions_are_known,
    motions.parents_can_be_told,
    motions.children_are_told_what_they_can_do,
    motions.children_can_be_opened,
    expressions.expressions_name_what_is_there,
    expressions.tables_name_what_is_there,
    rules.tables_are_known,
    rules.tables_are_asked,
    rules.outcomes_fit_their_fields,
    rules.registers_have_the_columns,
    rules.registers_name_what_is_there,
    rules.registers_do_not_tie,
    rules.rows_say_when_they_were_read,
    cards.card_tables_cover_both_colours,
    instruments.instruments_are_content,
    telling.casts_are_known,
    telling.steps_name_what_is_there,
    wholes.time_goes_on,
    wholes.stories_have_names_of_their_own,
    wholes.stories_reach_every_end,
    wholes.populations_are_recorded_paths,
    demo.demo_cases_name_what_is_there,
    course.demo_cases_take_their_course,
    imports.mappings_name_what_is_there,
    measures.indicators_count_what_happens,
    measures.figures_can_be_recomputed,
)


CONSEQUENCES = "consequences"
LEANED_ON = ("pack.yaml", "process.yaml")
"""The files that all others lean on: what is said of the others may follow from a mistake in these."""


def check(folders: Sequence[Path] | None = None) -> list[Fault]:
    """The faults of all packs in `folders` (by default, of all installed ones): of each pack its causes
    first, then sorted by file and line. A folder may hold packs or be one; the others that are installed
    are looked at where a pack names them."""
    wanted = [draft(folder) for folder in packs_in(folders)]
    own = {one.name: one for one in wanted}
    around = {folder.name: folder for folder in pack_folders() if folder.name not in own}
    packs = {**{name: _installed(folder) for name, folder in around.items()}, **own}
    house = House(packs, organisation_codes(), area_codes())
    found = [*folder_faults(roots_of(folders)), *(each for one in wanted for each in faults_of(one, house))]
    return sorted(told_once(found), key=lambda one: (one.place, one.code == CONSEQUENCES, one.say.en))


@cache
def _installed(folder: Path) -> Draft:
    """A pack that is looked at and not checked."""
    return draft(folder)


def faults_of(one: Draft, house: House) -> list[Fault]:
    """The faults of one pack: of form, and of meaning in all parts that could be read. Where a file that the
    others lean on cannot be read, what may follow from that is counted, and not told one by one."""
    meant = [found for look in CHECKS for found in look(one, house)]
    causes = [found for found in one.faults if _is_leaned_on(one, found.place.file)]
    told = causes or [*one.faults, *meant]
    rest = len(told_once([*one.faults, *meant])) - len(told_once(causes)) if causes else 0
    if rest:
        zh = f"另有 {rest} 处可能由此引起；先改正本文件的错误，再检查一次"
        en = f"{rest} more that may follow from this; mend this file first, then check again"
        told = [*told, fault(causes[0].place, CONSEQUENCES, zh, en)]
    return [inherited(one, found) for found in told]


def _is_leaned_on(one: Draft, file: str) -> bool:
    """Whether the others of the pack lean on this file, or on a base, which stands outside of its folder."""
    return file in {shown(one.folder / name) for name in LEANED_ON} or not file.startswith(shown(one.folder))
