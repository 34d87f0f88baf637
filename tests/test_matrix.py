"""Every role x action x state of the packs: what the product answers is what the reviewed tables say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

import pytest

from jinlin.kernel.cases import policies
from jinlin.kernel.cases.actions import take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.engine.acts import act
from jinlin.kernel.cases.engine.work import Work
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.reader import DatabaseReader
from jinlin.kernel.cases.store import draft_of
from jinlin.kernel.registry.actors import ANYONE, SYSTEM, Actor, Post
from jinlin.kernel.registry.selectors import resident_of, world
from jinlin.lib import clock
from jinlin.lib.errors import BadInput, NotAllowed, NotFound, NotPossible
from jinlin.packkit.pack import Pack
from tests.matrix.reading import CaseType, case_types
from tests.matrix.standing import AREA, HOLDER, case_in, outsiders, rightly_placed, somebody
from tests.matrix.table import FOLDER, MAY, MAY_NOT, NOT_HERE, Holders, holders, path_of, read, text

TYPES = {one.key: one for one in case_types()}
every_type = pytest.mark.parametrize("key", sorted(TYPES))
UNREADABLE = "answers are read only after the office and the state have been looked at"


def definition(county: Mapping[str, Pack], key: str) -> Definition:
    pack, _, name = key.partition("/")
    return county[pack].definitions[name]


def answer(draft: Draft, action: str, actor: Actor) -> str:
    """What the engine says, without ever letting it act: it stops at the answers, which cannot be read."""
    ground = world()
    work = Work(ground, DatabaseReader(ground.revision), {draft.case.id: draft})
    try:
        act(work, draft, action, UNREADABLE, actor, clock.now())  # type: ignore[arg-type]  # unreadable
    except (NotFound, NotAllowed):
        return MAY_NOT
    except NotPossible:
        return NOT_HERE
    except BadInput:
        return MAY
    raise AssertionError("the engine acted on answers that cannot be read")


def every_cell(one: CaseType) -> Iterator[tuple[Holders, str, str]]:
    for who in holders(one):
        for action in one.actions:
            for state in one.states:
                yield who, action, state


def stored_in_every_state(one: CaseType, made: Definition) -> Iterator[Case]:
    for state in one.states:
        case = case_in(made, state).case
        case.save()
        yield case


@every_type
def test_the_committed_table_is_what_the_yaml_says(key: str) -> None:
    committed = path_of(key).read_text(encoding="utf-8")
    assert committed == text(TYPES[key]), "run `python -m tests.matrix` and review what git shows"


def test_there_is_a_table_for_every_type_of_every_pack_and_for_nothing_else(
    county: Mapping[str, Pack],
) -> None:
    installed = {path_of(one.key) for pack in county.values() for one in pack.definitions.values()}
    assert set(FOLDER.glob("*.txt")) == {path_of(key) for key in TYPES} == installed


@every_type
def test_a_table_has_every_cell(key: str) -> None:
    cells = {(who.name, action, state) for who, action, state in every_cell(TYPES[key])}
    assert read(path_of(key).read_text(encoding="utf-8")).cells.keys() == cells


@every_type
def test_whoever_holds_a_role_in_the_right_place_may_what_the_table_says(
    key: str, county: Mapping[str, Pack]
) -> None:
    one, reviewed = TYPES[key], read(path_of(key).read_text(encoding="utf-8")).cells
    drafts = {state: case_in(definition(county, key), state) for state in one.states}
    wrong = [
        f"{actor.label}: {who.name} {action} in {state}: {got} and not {reviewed[who.name, action, state]}"
        for who, action, state in every_cell(one)
        for actor in rightly_placed(one, who)
        if (got := answer(drafts[state], action, actor)) != reviewed[who.name, action, state]
    ]
    assert wrong == []


@every_type
def test_whoever_holds_a_role_elsewhere_is_not_even_told_that_the_case_is_there(
    key: str, county: Mapping[str, Pack]
) -> None:
    one, ground = TYPES[key], world()
    case = case_in(definition(county, key), definition(county, key).starts_in).case
    told = [
        (who.name, actor.label)
        for who in holders(one)
        for actor in outsiders(one, who)
        if policies.may_read(policies.Standing(actor, case, definition(county, key), ground))
    ]
    assert told == []


@every_type
def test_whoever_holds_a_role_elsewhere_may_nothing(key: str, county: Mapping[str, Pack]) -> None:
    one = TYPES[key]
    drafts = {state: case_in(definition(county, key), state) for state in one.states}
    allowed = [
        f"{actor.label}: {who.name} {action} in {state}"
        for who, action, state in every_cell(one)
        for actor in outsiders(one, who)
        if answer(drafts[state], action, actor) != MAY_NOT
    ]
    assert allowed == []


@every_type
def test_makers_and_checkers_are_apart_as_the_table_says(key: str, county: Mapping[str, Pack]) -> None:
    """The same person, a colleague of the same unit, and somebody else, after the earlier action."""
    one, made = TYPES[key], definition(county, key)
    for action in one.actions:
        state = next(name for name in one.states if one.starts_in(action, name))
        for earlier, level in one.apart(action).items():
            for who in holders(one):
                if not one.takers(action).isdisjoint(who.roles):
                    actor, draft = rightly_placed(one, who)[0], case_in(made, state)
                    unit = actor.posts[0].organisation if actor.posts else None
                    takers = ((actor.label, unit), ("person/77", unit), ("person/77", "DEMO-LAND"))
                    got = [_after(draft, earlier, taker, action, actor) for taker in takers]
                    colleague = MAY_NOT if level == "organisation" and unit else MAY
                    assert got == [MAY_NOT, colleague, MAY], (key, action, who.name)


def _after(draft: Draft, earlier: str, taker: tuple[str, str | None], action: str, actor: Actor) -> str:
    draft.case.tally["acts"][earlier] = {"n": 1, "by": [list(taker)]}
    return answer(draft, action, actor)


@every_type
def test_a_type_is_opened_by_the_roles_of_its_table(key: str, county: Mapping[str, Pack]) -> None:
    one, made = TYPES[key], definition(county, key)
    opened_by = set(read(path_of(key).read_text(encoding="utf-8")).opened_by)
    anybody = {name for name, role in one.roles.items() if role["scope"] in ("opener", "anyone")}
    assert bool(policies.may_open(ANYONE, made, world(), AREA)) == bool(opened_by & anybody)
    for name in one.roles.keys() - anybody:
        here = somebody(posts=(Post(name, HOLDER, AREA),))
        away = somebody(posts=(Post(name, HOLDER, "990101003"),))
        everybody = bool(opened_by & anybody)
        assert bool(policies.may_open(here, made, world(), AREA)) == (everybody or name in opened_by), name
        assert bool(policies.may_open(away, made, world(), AREA)) == everybody, name


@every_type
def test_taking_for_real_opens_the_doors_that_the_table_opens_and_no_other(
    key: str, county: Mapping[str, Pack]
) -> None:
    """The same through `take`, on cases that stand in the database."""
    one, reviewed = TYPES[key], read(path_of(key).read_text(encoding="utf-8")).cells
    for case in stored_in_every_state(one, definition(county, key)):
        for who in holders(one)[:-1]:
            for action in one.actions:
                marked = reviewed[who.name, action, case.state]
                if marked == MAY:
                    with pytest.raises(BadInput):
                        take(case.number, action, UNREADABLE, rightly_placed(one, who)[0])  # type: ignore[arg-type]
                    with pytest.raises(NotFound):
                        take(case.number, action, UNREADABLE, outsiders(one, who)[0])  # type: ignore[arg-type]


def test_an_office_called_system_is_not_the_product_itself(county: Mapping[str, Pack]) -> None:
    made = definition(county, "joint_command_centre/letter")
    impostor = somebody(posts=(Post("system", HOLDER, AREA),))
    assert not policies.may_open(impostor, made, world(), AREA)
    assert (
        answer(case_in(definition(county, "joint_command_centre/report"), "waiting"), "go_on", impostor)
        == MAY_NOT
    )


def test_a_second_office_elsewhere_does_not_let_a_unit_check_its_own_work(county: Mapping[str, Pack]) -> None:
    """Lent to the centre, somebody of the unit that resolved a report still does not close it."""
    draft = case_in(definition(county, "joint_command_centre/report"), "calling_back")
    draft.case.tally["acts"]["resolve"] = {"n": 1, "by": [["person/77", HOLDER]]}
    at_centre = Post("call_back_clerk", "DEMO-CENTRE", AREA)
    assert answer(draft, "close", somebody(posts=(at_centre,))) == MAY
    assert answer(draft, "close", somebody(posts=(at_centre, Post("unit_officer", HOLDER, AREA)))) == MAY_NOT


def test_a_case_of_no_known_area_is_open_to_every_office_for_an_area(county: Mapping[str, Pack]) -> None:
    """Somebody must be able to take it in; whoever does can say where it belongs."""
    draft = case_in(definition(county, "joint_command_centre/report"), "received")
    clerk = somebody(posts=(Post("intake_clerk", "DEMO-CENTRE", "990101003"),))
    assert answer(draft, "accept", clerk) == MAY_NOT
    draft.case.area = None
    assert answer(draft, "accept", clerk) == MAY


def test_the_tracking_code_of_one_case_opens_no_other(county: Mapping[str, Pack]) -> None:
    draft = case_in(definition(county, "joint_command_centre/report"), "with_unit")
    assert answer(draft, "urge", resident_of(draft.case.id)) == MAY
    assert answer(draft, "urge", resident_of(draft.case.id + 1)) == MAY_NOT
    assert answer(replace(draft), "urge", ANYONE) == MAY_NOT


def test_the_product_itself_takes_only_what_is_its_own(county: Mapping[str, Pack]) -> None:
    """Also on a case that it opened: being the opener gives it no word of a party's."""
    draft = case_in(definition(county, "joint_command_centre/report"), "with_unit")
    draft.case.opener = SYSTEM.label
    assert draft_of(draft.case).case is draft.case
    assert answer(draft, "urge", SYSTEM) == MAY_NOT
