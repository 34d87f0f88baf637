"""Which codes of a register cases bear: what a city's new list may not lose without a word."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator

from django.db.models import Count
from django.db.models.fields.json import KeyTextTransform

from jinlin.kernel.cases.definition import Definition
from jinlin.kernel.cases.definitions import current_definitions
from jinlin.kernel.cases.models import Case


def codes_borne(key: str, codes: Collection[str]) -> Counter[str]:
    """How many cases bear each of these codes of the register `pack/name`, in fields that are not sealed."""
    found: Counter[str] = Counter()
    for definition in current_definitions():
        for field in _fields_of(definition, key):
            value = KeyTextTransform(field, "facts")
            cases = Case.objects.filter(pack=definition.pack, type=definition.type).order_by()
            rows = cases.annotate(borne=value).filter(borne__in=list(codes)).values_list("borne")
            found.update(dict(rows.annotate(n=Count("*"))))
    return found


def _fields_of(definition: Definition, key: str) -> Iterator[str]:
    for name, ask in definition.fields.items():
        register = ask.register_ or ""
        if ask.type == "code" and key in (register, f"{definition.pack}/{register}"):
            yield name
