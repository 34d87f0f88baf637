"""The answers to what a type of case asks, out of a form of GeoReport."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from jinlin.api.open311.forms import Form
from jinlin.api.open311.services import Service
from jinlin.api.problems import bad_fields
from jinlin.kernel.cases.definition import Ask
from jinlin.kernel.cases.open311 import parameters
from jinlin.lib import clock
from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words

WHOLE = re.compile(r"-?[0-9]{1,15}")
LINK = re.compile(r"https?://[!-~]{1,500}")
HAN = re.compile("[\u4e00-\u9fff]")
LONGEST_TITLE = 40
REPORTER = ("first_name", "last_name", "phone")


@dataclass
class Answers:
    """The answers to what the service's type of case asks, and what does not fit."""

    service: Service
    form: Form
    values: dict[str, Any] = field(default_factory=dict)
    faults: dict[str, Words] = field(default_factory=dict)

    def all(self) -> dict[str, Any]:
        """Every answer. BadInput names every parameter that does not fit."""
        self._put(self.service.definition.classified_by, self.service.category.code)
        self._describe()
        self._locate()
        self._name_reporter()
        self._add_attributes()
        if self.faults:
            raise bad_fields(self.faults)
        return self.values

    def _put(self, name: str | None, value: Any) -> None:
        if name is not None and name in self.service.definition.asks:
            self.values[name] = value

    def _describe(self) -> None:
        text, link = self.form.text("description"), self.form.text("media_url")
        if link and not LINK.fullmatch(link):
            self.faults["media_url"] = Words(zh="应为 http 或 https 网址", en="must be an address of the web")
        if told := "\n".join(part for part in (text, link) if part):
            self.values[self.service.open311.description] = told
        if self.service.definition.title != self.service.open311.description:
            self._put(self.service.definition.title, self._title(text))

    def _title(self, text: str) -> str:
        """How the report begins. A public title is the category: what is told may be in confidence."""
        definition, name = self.service.definition, self.service.category.name.zh
        if not text or definition.is_public(definition.title):
            return name
        longest = definition.fields[definition.title or ""].max or LONGEST_TITLE
        return text.splitlines()[0][: min(longest, LONGEST_TITLE)].strip() or name

    def _locate(self) -> None:
        lat, long = self.form.text("lat"), self.form.text("long")
        address, field = self.form.text("address_string"), self.service.open311.address
        if self.form.text("address_id"):
            self.faults["address_id"] = Words(
                zh="本地没有地址编号，请用 lat 和 long", en="is not known here; use lat and long"
            )
        if bool(lat) != bool(long) or not (lat or (address and field)):
            self.faults["lat, long"] = Words(zh="须同时填写经纬度", en="are required, both of them")
        elif lat:
            self._pin(lat, long)
        if address and field:
            self.values[field] = address
        elif address:
            self.faults["address_string"] = Words(
                zh="此类不收地址，请用 lat 和 long", en="is not taken for this service; use lat and long"
            )

    def _pin(self, lat: str, long: str) -> None:
        try:
            place = {"x": float(long), "y": float(lat), "crs": "WGS-84", "source": "open311"}
        except ValueError:
            self.faults["lat, long"] = Words(zh="应为度数，如 40.32", en="must be degrees, as 40.32")
            return
        self._put(self.service.definition.placed_by, place)

    def _name_reporter(self) -> None:
        first, last, phone = (self.form.text(name) for name in REPORTER)
        sent = [name for name in REPORTER if self.form.text(name)]
        if self.service.open311.reporter is None:
            self.faults |= {name: Words(zh="此类不收", en="is not taken here") for name in sent}
        elif sent:
            whole = f"{last}{first}" if HAN.search(first + last) else f"{first} {last}".strip()
            self.values[self.service.open311.reporter] = {"name": whole, "phone": phone}

    def _add_attributes(self) -> None:
        asked = self.service.open311.attributes
        for name, text in self.form.attributes.items():
            if name not in asked:
                listed = ", ".join(asked) or "-"
                self.faults[f"attribute[{name}]"] = Words(
                    zh=f"此类没有这一项；可用：{listed}", en=f"is not asked here; those are: {listed}"
                )
            elif text.strip():
                self.values[name] = _value(self.service.definition.asks[name], text.strip())


def in_their_words(trouble: BadInput, service: Service) -> BadInput:
    """The same fault, with the parameters of the protocol in place of the fields that they fill."""
    fields = trouble.details.get("fields")
    if not fields:
        return trouble
    names = parameters(service.definition)
    return bad_fields({names.get(name, name): words for name, words in fields.items()})


def _value(ask: Ask, text: str) -> Any:
    """A text of a form as the field keeps it; one that does not fit stays, and the kernel says why."""
    if ask.type in ("integer", "money"):
        return int(text) if WHOLE.fullmatch(text) else text
    if ask.type == "yes_no":
        return {"true": True, "false": False}.get(text, text)
    return _day(text) if ask.type == "date" else text


def _day(text: str) -> str:
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (at.astimezone(clock.LOCAL) if at.tzinfo else at).date().isoformat()
