"""Public cases: what anybody may find without signing in. Portal, board, Open311 and the feeds read here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from jinlin.kernel.cases.categories import categories
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.definitions import current_definitions
from jinlin.kernel.cases.draft import STREAM
from jinlin.kernel.cases.engine.refusals import no_such_case
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors.paging import Place, cases_at, newest
from jinlin.kernel.cases.showing import PublicCase, Rule, rule
from jinlin.kernel.journal.selectors import moments
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World
from jinlin.lib.boxes import Box

LARGEST = 1000


@dataclass(frozen=True)
class PublicFilters:
    """What public cases can be narrowed by. Category and area stand for themselves and all within them;
    `box` is a box of the places as they are shown; `kinds` are the very categories of each type. Moments:
    from `opened_from` to before `opened_to`."""

    type: str | None = None
    numbers: tuple[str, ...] | None = None
    category: str | None = None
    kinds: Mapping[str, frozenset[str]] | None = None
    area: str | None = None
    is_open: bool | None = None
    card: int | None = None
    opened_from: datetime | None = None
    opened_to: datetime | None = None
    box: Box | None = None


@dataclass(frozen=True)
class PublicPage:
    """One page, newest first. `next` is where the page after it starts; None on the last."""

    cases: tuple[PublicCase, ...]
    next: Place | None


def public_types(world: World | None = None) -> tuple[Definition, ...]:
    """The types whose cases are public, by key."""
    return tuple(one.present for one in rules(world or current_world()))


def public_cases(
    filters: PublicFilters,
    *,
    after: Place | None = None,
    skip: int = 0,
    limit: int = 50,
    world: World | None = None,
) -> PublicPage:
    """The newest public cases, at most 1000: those after `after`, or after as many as `skip`."""
    world = world or current_world()
    known = {(one.present.pack, one.present.type): one for one in rules(world)}
    size = max(1, min(limit, LARGEST))
    places = newest(_parts(list(known.values()), filters), size + 1, after=after, skip=skip)
    # Read anew: since the places were looked up, a case may have become one that is not public.
    cases = [case for case in cases_at(places[:size]) if known[case.pack, case.type].shows(case)]
    touched = moments({f"{STREAM}{case.id}": case.revision for case in cases}) if cases else {}
    shown = (known[case.pack, case.type].show(case, touched[f"{STREAM}{case.id}"]) for case in cases)
    # Under an older definition a place may have been asked for in confidence: then no box finds it either.
    found = tuple(one for one in shown if filters.box is None or one.lon is not None)
    return PublicPage(found, places[size - 1] if len(places) > size else None)


def public_case(number: str, *, world: World | None = None) -> PublicCase:
    """The public case with this number. NotFound if there is none, or if it is not public."""
    found = public_cases(PublicFilters(numbers=(number,)), limit=1, world=world).cases
    if not found:
        raise no_such_case()
    return found[0]


def is_public(case: Case, *, world: World | None = None) -> bool:
    """Whether everybody may see this case as it stands."""
    return any(
        (one.present.pack, one.present.type) == (case.pack, case.type) and one.shows(case)
        for one in rules(world or current_world())
    )


def rules(world: World) -> Iterator[Rule]:
    """What is shown of each type whose cases are public."""
    return (found for one in current_definitions(world.revision) if (found := rule(one, world)))


def _parts(known: Sequence[Rule], filters: PublicFilters) -> Iterator[QuerySet[Case]]:
    """The cases of each type. A type whose cases do not show what is asked about has none."""
    for one in known:
        is_hidden = (filters.box and not one.shows_place) or (filters.area and not one.shows_area)
        if filters.type in (None, one.present.key) and not is_hidden:
            yield _within(_of_type(one, filters), one, filters)


def _of_type(one: Rule, filters: PublicFilters) -> QuerySet[Case]:
    codes = one.codes
    if filters.category is not None:
        codes &= categories(one.present, one.world).within(filters.category)
    if filters.kinds is not None:
        codes &= filters.kinds.get(one.present.key, frozenset())
    cases = Case.objects.filter(pack=one.present.pack, type=one.present.type, category__in=sorted(codes))
    exact = {"number__in": filters.numbers, "card": filters.card,
             "opened_at__gte": filters.opened_from, "opened_at__lt": filters.opened_to}  # fmt: skip
    cases = cases.filter(**{name: value for name, value in exact.items() if value is not None})
    return cases.exclude(state__in=one.public.hidden_in) if one.public.hidden_in else cases


def _within(cases: QuerySet[Case], one: Rule, filters: PublicFilters) -> QuerySet[Case]:
    if filters.is_open is not None:
        cases = cases.filter(closed_at__isnull=filters.is_open)
    if filters.area is not None:
        cases = cases.filter(area__in=one.world.subtree(filters.area))
    if filters.box is not None:
        west, south, east, north = filters.box.of_rounded(one.public.place_decimals)
        cases = cases.filter(lon__gte=west, lon__lte=east, lat__gte=south, lat__lte=north)
    return cases
