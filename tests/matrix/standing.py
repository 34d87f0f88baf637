"""Cases put into a state, and the people who stand towards them: in the right place, and in a wrong one."""

from __future__ import annotations

from itertools import count

from jinlin.kernel.cases.clocks import Clocks
from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.draft import Draft
from jinlin.kernel.cases.facts import new_tally
from jinlin.kernel.cases.models import Case
from jinlin.kernel.registry.actors import SYSTEM, Actor, Post
from jinlin.kernel.registry.selectors import member_of, resident_of
from jinlin.lib import clock
from tests.matrix.reading import CaseType
from tests.matrix.table import Holders

COUNTY, TOWN, AREA = "990101", "990101001", "990101001001"
HOLDER = "DEMO-URBAN"
ELSEWHERE = ("990101001002", "990101002", "990101002001", "990102")
CASE = 900_001
_numbers = count(CASE + 1)


def case_in(definition: Definition, state: str) -> Draft:
    """A case of a community, of a bureau, opened by person 1; in the field `mediator` stands `mediator`."""
    named = {role.field: role.field for role in definition.roles.values() if role.field in definition.fields}
    number = next(_numbers)
    closed = clock.now() if definition.states[state].final else None
    case = Case(
        id=CASE, number=f"M-{number}", pack=definition.pack, type=definition.type, state=state,
        definition=definition.digest, area=AREA, holder=HOLDER, opener="person/1", channel="web",
        opened_at=clock.now(), closed_at=closed, revision=1, head=bytes(32), facts=named, tally=new_tally(),
    )  # fmt: skip
    return Draft(case, definition, Clocks())


def somebody(label: str = "person/8", username: str | None = None, posts: tuple[Post, ...] = ()) -> Actor:
    """A person with these posts and no other."""
    return Actor(label, "示例人员", username, posts)


def rightly_placed(one: CaseType, who: Holders) -> list[Actor]:
    """Actors who hold exactly this role towards the case; nobody, if its field is not one of the case's."""
    role, scope = who.roles[0], _scope(one, who)
    if scope == "opener":
        return [somebody("person/1"), resident_of(CASE)]
    if scope == "system":
        return [SYSTEM]
    if scope == "member":
        return [member_of(CASE, 1)]
    if scope == "named":
        field = one.roles[role]["field"]
        named = somebody(username=field, posts=(Post(role, "DEMO-LAND", COUNTY),))
        return [named] if field in one.fields else []
    areas = (AREA, TOWN, COUNTY) if scope == "area" else ("990101002",)
    return [somebody(posts=(Post(role, HOLDER, area),)) for area in areas]


def outsiders(one: CaseType, who: Holders) -> list[Actor]:
    """Actors with this role in another area, at another organisation, or towards another person's case."""
    role, scope = who.roles[0], _scope(one, who)
    posted = [somebody(posts=(Post(each, HOLDER, AREA),)) for each in who.roles]
    if scope in ("opener", "system"):
        return [somebody(), resident_of(CASE + 1), *posted]
    if scope == "member":
        return [somebody(), member_of(CASE + 1, 1), *posted]
    if scope == "named":
        return [somebody(username="qiang", posts=(Post(role, HOLDER, AREA),)), *posted]
    if scope == "area":
        return [somebody(posts=(Post(role, HOLDER, area),)) for area in ELSEWHERE]
    return [somebody(posts=(Post(role, unit, AREA),)) for unit in ("DEMO-LAND", "DEMO-CENTRE", "DEMO-TOWN-1")]


def _scope(one: CaseType, who: Holders) -> str:
    name = who.roles[0]
    return "system" if name == "system" else str(one.roles[name]["scope"])
