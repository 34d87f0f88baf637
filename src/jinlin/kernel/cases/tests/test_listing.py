"""Lists: who sees which cases, newest first, page by page."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jinlin.kernel.cases.actions import install_definition, open_case, take
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.policies import Standing, may_read
from jinlin.kernel.cases.selectors import Filters, list_cases
from jinlin.kernel.cases.selectors.narrowing import narrowed
from jinlin.kernel.cases.store import draft_of
from jinlin.kernel.cases.tests.plans import plan_of
from jinlin.kernel.cases.tests.town import (
    CLERK,
    COUNTY,
    FIXER,
    HEAD,
    HELP,
    PLUMBER,
    RESIDENT,
    STRANGER,
    WATER,
    words,
)
from jinlin.kernel.registry.actors import Actor, Post
from jinlin.kernel.registry.selectors import with_cast, world
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.lib import clock

EVERYBODY = (CLERK, HEAD, FIXER, PLUMBER, RESIDENT, STRANGER)
FIXER_AND_CLERK = Actor("person/5", "Sun", "sun", (*FIXER.posts, *CLERK.posts))


def numbers(actor: Actor, **filters: Any) -> list[str]:
    return [one.case.number for one in list_cases(actor, Filters(**filters)).rows]


def cases(travel: clock.Journey, count: int) -> None:
    """Reports at different moments, every second with a unit, every fourth with a helper besides."""
    for n in range(count):
        travel.move(clock.now().replace(minute=n))
        number = open_case("town/report", {"subject": f"{n}"}, RESIDENT).case.number
        if n % 2 == 0:
            take(number, "assign", {"kind": "pothole"}, CLERK)
        if n % 4 == 0:
            take(number, "get_help", {"helpers": [{"unit": WATER}]}, FIXER)


def named_definition() -> Definition:
    """A type of case that gives a role to the officer whom a field names."""
    role = {"name": words("Guide"), "scope": "named", "field": "guide"}
    asks = {"guide": {"type": "officer", "name": words("Guide")}}
    return Definition.model_validate(
        {**HELP, "type": "walk", "roles": {**HELP["roles"], "guide": role}, "asks": asks}
    )


@pytest.mark.parametrize("actor", EVERYBODY, ids=lambda actor: str(actor.name))
def test_a_list_holds_just_the_cases_that_one_may_read(monday: clock.Journey, actor: Actor) -> None:
    cases(monday, 8)
    here = world()
    readable = [
        case.number
        for case in Case.objects.order_by("-opened_at", "-id")
        if may_read(Standing(actor, case, draft_of(case).definition, here))
    ]
    assert numbers(actor) == readable


def test_a_case_that_one_sees_for_two_reasons_is_listed_once(monday: clock.Journey) -> None:
    cases(monday, 4)
    assert numbers(FIXER_AND_CLERK) == numbers(CLERK)


def test_pages_follow_each_other_without_a_gap_or_a_repetition(monday: clock.Journey) -> None:
    cases(monday, 8)
    found, after = [], None
    while True:
        page = list_cases(FIXER_AND_CLERK, Filters(), after=after, limit=3)
        found += [one.case.number for one in page.rows]
        after = page.next
        if after is None:
            break
    assert found == numbers(FIXER_AND_CLERK)


@pytest.mark.usefixtures("monday")
def test_an_officer_whom_a_case_names_finds_it_until_it_names_another() -> None:
    definition = named_definition()
    install_definition(definition)
    with with_cast([str(STRANGER.username)]):
        number = open_case("town/walk", {"guide": STRANGER.username}, CLERK).case.number
    assert numbers(STRANGER) == [number]
    assert numbers(RESIDENT) == []


def test_whoever_sees_few_cases_does_not_wait_for_all_to_be_looked_at(monday: clock.Journey) -> None:
    cases(monday, 4)
    elsewhere = Actor("person/6", "Li", "li", (Post("fixer", "T-ELSEWHERE", COUNTY),))
    with CaptureQueriesContext(connection) as captured:
        assert numbers(elsewhere) == []
    asked = next(one["sql"] for one in captured if "UNION" in one["sql"])
    plan = plan_of(asked, "seqscan", "sort")
    assert "Seq Scan" not in plan
    assert "case_opener" in plan
    assert "case_holder" in plan


def test_an_index_of_carded_cases_serves_also_a_plan_that_is_kept(monday: clock.Journey) -> None:
    sql, given = narrowed(Case.objects.all(), Filters(card=2), current_world()).query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(f"PREPARE kept AS {sql.replace('%s', '$1')} ORDER BY opened_at DESC, id DESC")
        cursor.execute(f"EXPLAIN EXECUTE kept ({given[0]})")
        plan = "\n".join(row[0] for row in cursor.fetchall())
    assert "case_card" in plan
