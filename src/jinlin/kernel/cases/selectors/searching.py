"""Full-text search over what is not personal, in the cases of one's offices.

An index of pairs finds every case in which a phrase may stand, and no order: what stands in very many cases
would be read in all of them for the sake of one page. So first some of the newest cases are looked at one by
one, which fills the page with any word that is in many; then the index is asked for the last months alone,
then for a year, and only for what is rare there for all times.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import reduce
from operator import or_

from django.contrib.postgres.fields import ArrayField
from django.db import connection
from django.db.models import IntegerField, Q, QuerySet, Value

from jinlin.kernel.cases import store, wording
from jinlin.kernel.cases.models import Case, Wording
from jinlin.kernel.cases.policies import Field, How, Standing, sight_of
from jinlin.kernel.cases.selectors.listing import LARGEST, Listed, Page, page_of
from jinlin.kernel.cases.selectors.narrowing import Filters, narrowed
from jinlin.kernel.cases.selectors.paging import Place, newest
from jinlin.kernel.cases.selectors.sight import office_sights
from jinlin.kernel.registry.actors import Actor
from jinlin.kernel.registry.selectors import world as current_world
from jinlin.kernel.registry.world import World

WINDOW = 1000  # cases, looked at one by one
SPANS = (60, 400, None)  # days before the last of these, for which the index is asked
NO_LIMIT = 2**31
PAIRS = ArrayField(IntegerField())
_CONTAINING = """
    SELECT case_id FROM case_wording WHERE case_id = ANY(%(cases)s::bigint[]) AND body LIKE ALL(%(phrases)s)
"""


def search_cases(
    actor: Actor,
    text: str,
    filters: Filters,
    *,
    after: Place | None = None,
    limit: int = 20,
    world: World | None = None,
) -> Page:
    """The cases in which every word of `text` stands, newest first. BadInput for less than two characters.

    Only cases that one sees by an office: whoever opened a case does not read all that staff wrote in it.
    """
    phrases = wording.phrases(text)
    size = max(1, min(limit, LARGEST))
    here = world or current_world()
    sights = office_sights(actor, here)
    shown = [narrowed(Case.objects.filter(one), filters, here) for one in sights]
    # What the index of words found is looked at one by one: no index of a sight helps there.
    any_of = narrowed(Case.objects.filter(reduce(or_, sights, Q())), filters, here)
    page = page_of(_found(shown, any_of, phrases, after, size + 1), size)
    return Page(tuple(one for one in page.rows if _reads(one, phrases, actor, here)), page.next)


def _reads(one: Listed, phrases: tuple[str, ...], actor: Actor, world: World) -> bool:
    """Whether the actor may read where the phrases stand: in an office everything that is searched, as
    somebody whom a field of the case names not all of it."""
    sight = sight_of(Standing(actor, one.case, one.definition, world))
    if sight.office_roles:
        return True
    draft = store.draft_of(one.case)
    seen = (name for name in one.definition.searched if sight.how(Field(name)) is How.SHOWN)
    texts = [wording.folded(draft.plain(name) or "") for name in seen]
    return all(any(phrase in text for text in texts) for phrase in phrases)


def _found(
    shown: list[QuerySet[Case]],
    any_of: QuerySet[Case],
    phrases: tuple[str, ...],
    after: Place | None,
    count: int,
) -> list[Place]:
    window = newest(shown, WINDOW, after=after)
    found = _containing(phrases, window)[:count]
    for days in SPANS if len(window) == WINDOW else ():
        if len(found) < count:
            last, until = min((window[-1], *found)), window[-1][0]
            worded = _worded(phrases, until - timedelta(days=days) if days else None, until)
            found += newest([any_of.filter(worded)], count - len(found), after=last)
    return found


def _containing(phrases: tuple[str, ...], window: list[Place]) -> list[Place]:
    """Those of these places at which all phrases stand."""
    cases, patterns = [case for _, case in window], [f"%{_literal(one)}%" for one in phrases]
    with connection.cursor() as cursor:
        cursor.execute(_CONTAINING, {"cases": cases, "phrases": patterns})
        holding = {case for (case,) in cursor.fetchall()}
    return [one for one in window if one[1] in holding]


def _literal(phrase: str) -> str:
    return phrase.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")


def _worded(phrases: tuple[str, ...], since: datetime | None, until: datetime) -> Q:
    """What the index finds: all pairs of all phrases, in one of these months; and then the phrases.

    The limit cuts nothing off. It keeps the database from looking at every case of the months in turn
    instead, as it would since it takes pairs that stand together for rarer than they are.
    """
    sought = sorted({pair for phrase in phrases for pair in wording.pairs(phrase)})
    texts = Wording.objects.filter(pairs__contains=Value(sought, output_field=PAIRS))
    for phrase in phrases:
        texts = texts.filter(body__contains=phrase)
    if since is None:
        return Q(id__in=texts.values("case_id")[:NO_LIMIT])
    months = list(range(wording.month(since), wording.month(until) + 1))
    texts = texts.filter(pairs__overlap=Value(months, output_field=PAIRS))
    return Q(id__in=texts.values("case_id")[:NO_LIMIT], opened_at__gte=since)
