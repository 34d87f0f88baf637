"""By which telephone, and which name at the city's sign-in, the gateway reaches whom a message is for.

Nothing of this is kept with the message: it is looked up, and a sealed telephone opened, when it is posted.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from allauth.socialaccount.models import SocialAccount

from jinlin.instruments.messages.models import Message
from jinlin.kernel.cases.selectors.reaching import Reach, reach_of
from jinlin.kernel.registry.selectors import contacts
from jinlin.kernel.registry.selectors import world as current_world

Recipient = Mapping[str, str]
"""`phone`, `openid` (the `sub` of the city's sign-in), or both."""
OPENER, HOLDER = "opener", "holder"


def recipients(messages: Sequence[Message]) -> list[list[Recipient]]:
    """For each message, those it is for; none where nobody can be reached."""
    reach = reach_of({one.case_id for one in messages})
    ask = Asking()
    whom = [ask.whom(one.to, reach[one.case_id]) if one.case_id in reach else ([], "") for one in messages]
    known = _known({one for people, _ in whom for one in people})
    return [[known[one] for one in people if one in known] or _telephone(other) for people, other in whom]


class Asking:
    """Whom messages are for, each unit and each office asked about once."""

    def __init__(self) -> None:
        self.officers_at = cache(contacts.officers_at)
        self.officers_as = cache(contacts.officers_as)
        self.telephone_of = cache(contacts.telephone_of)

    def whom(self, to: str, case: Reach) -> tuple[Sequence[int], str]:
        """People by their number, and the telephone that is rung if none of them can be reached."""
        role = case.definition.roles.get(to)
        scope = role.scope if role else to
        if scope == OPENER:
            return contacts.people_of(case.opener), case.phone
        if scope == HOLDER:
            return self.officers_at(case.holder), self.telephone_of(case.holder)
        areas = current_world().line(case.area) if case.area else ()
        return self.officers_as(to, areas), ""


def _known(people: Collection[int]) -> dict[int, Recipient]:
    phones = contacts.telephones(people)
    accounts = SocialAccount.objects.filter(user_id__in=people, user__is_active=True).values_list(
        "user_id", "uid"
    )
    found: dict[int, dict[str, str]] = {one: {"phone": number} for one, number in phones.items()}
    for one, name in accounts:
        found.setdefault(one, {})["openid"] = name
    return {**found}


def _telephone(number: str) -> list[Recipient]:
    return [{"phone": number}] if number else []
