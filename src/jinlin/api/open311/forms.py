"""A report as a form of GeoReport sends it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.http import HttpRequest, QueryDict

from jinlin.api.parsing import check_text
from jinlin.api.problems import bad_fields
from jinlin.lib.words import Words

NOT_KEPT = ("email", "device_id", "account_id")
"""Parameters of the protocol that are taken and not kept: nothing here needs them."""
KNOWN = frozenset(
    {
        "jurisdiction_id", "api_key", "service_code", "lat", "long", "address_string", "address_id",
        "first_name", "last_name", "phone", "description", "media_url", *NOT_KEPT,
    }
)  # fmt: skip
ATTRIBUTE = re.compile(r"attribute\[([^\[\]]{1,60})\](?:\[\])?")


@dataclass(frozen=True)
class Form:
    """What was sent: the parameters of the protocol, and the attributes by their codes."""

    texts: Mapping[str, str]
    attributes: Mapping[str, str]

    def text(self, name: str) -> str:
        """A parameter without the space around it; empty if it is absent."""
        return self.texts.get(name, "").strip()


def read_form(request: HttpRequest) -> Form:
    """The form, from body and query alike. BadInput for parameters that are not known or come twice."""
    texts: dict[str, str] = {}
    attributes: dict[str, str] = {}
    faults: dict[str, Words] = {}
    for name, value in _pairs((request.GET, request.POST)):
        check_text(name)
        check_text(value)
        found = ATTRIBUTE.fullmatch(name)
        book, key = (attributes, found.group(1)) if found else (texts, name)
        if not found and name not in KNOWN:
            faults[name] = Words(zh="没有这个参数", en="is not a parameter here")
        elif key in book:
            faults[name] = Words(zh="只能出现一次", en="may come only once")
        book[key] = value
    if faults:
        raise bad_fields(faults)
    return Form(texts, attributes)


def _pairs(books: Iterable[QueryDict]) -> Iterable[tuple[str, str]]:
    return ((name, str(one)) for book in books for name, values in book.lists() for one in values)
