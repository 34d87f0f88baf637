"""By which telephone people are reached. Only whoever posts a message to the city's gateway asks."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date

from django.db.models import Q

from jinlin.kernel.registry.models import Office, Organisation
from jinlin.kernel.registry.models import Person as PersonRow
from jinlin.lib import clock

MOST = 20  # who are told at once of one matter


def people_of(label: str) -> list[int]:
    """The person of a journal label, as `person/12`; nobody for any other."""
    return [int(label[7:])] if label.startswith("person/") else []


def officers_at(organisation: str) -> list[int]:
    """Who holds an office at that unit today."""
    return _persons(Q(organisation=organisation))


def officers_as(role: str, areas: Sequence[str]) -> list[int]:
    """Who holds that role today for one of these areas."""
    return _persons(Q(role=role, area__in=areas))


def telephones(people: Collection[int]) -> dict[int, str]:
    """The telephone of each of these people who has one and whose account is open."""
    found = PersonRow.objects.filter(pk__in=people, is_active=True).exclude(phone="")
    return dict(found.values_list("pk", "phone"))


def telephone_of(organisation: str) -> str:
    """That of a unit; empty if none is known."""
    return Organisation.objects.filter(pk=organisation).values_list("phone", flat=True).first() or ""


def _persons(which: Q) -> list[int]:
    return list(
        Office.objects.filter(which, _holds(clock.today()), person__is_active=True)
        .order_by("person_id").values_list("person_id", flat=True).distinct()[:MOST]
    )  # fmt: skip


def _holds(day: date) -> Q:
    return Q(valid_from__lte=day) & (Q(valid_to=None) | Q(valid_to__gte=day))
