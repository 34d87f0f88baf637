"""What templates say with: both languages, dates, money, icons. `{% load look %}`."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.utils.html import conditional_escape, format_html, format_html_join, json_script
from django.utils.safestring import SafeString, mark_safe

from jinlin.instruments.payouts import selectors as payouts
from jinlin.kernel.registry.actions import Change
from jinlin.kernel.registry.world import World
from jinlin.lib import clock
from jinlin.lib.identity import KINDS
from jinlin.lib.money import format_yuan
from jinlin.lib.words import Words
from jinlin.web import bundle, language, manner, maps, values
from jinlin.web.forms.fields import Field
from jinlin.web.gallery.mechanisms import warning_of
from jinlin.web.payouts import words

register = template.Library()


@register.simple_tag
def t(zh: str, en: str, **values: Any) -> SafeString:
    """A text of the template in both languages: `{% t "共 {n} 件" "{n} cases" n=count %}`."""
    text = zh if language.current() == "zh" else en
    safe = {name: conditional_escape(value) for name, value in values.items()}
    return mark_safe(text.format(**safe) if values else text)  # noqa: S308 -- a template's own text


@register.filter
def say(words: Words | str | None) -> str:
    """Words in the reader's language; a name that is the same in both stays as it is."""
    return language.say(words) if isinstance(words, Words) else words or ""


register.filter("moment", manner.moment)
register.filter("who", values.who)
register.filter("until", manner.until)
register.filter("day", manner.day)


@register.filter
def days_since(at: datetime) -> int:
    """Calendar days from the local day of `at` to today."""
    return (clock.today() - at.astimezone(clock.LOCAL).date()).days


@register.filter
def money(fen: int | None) -> str:
    """Fen as ¥1,234.50."""
    return "—" if fen is None else format_yuan(fen)


@register.filter
def number(value: float | None) -> str:
    """A number with thousands set apart."""
    return "—" if value is None else f"{value:,}"


@register.filter
def iso(on: date | str) -> str:
    """A day as a date field of a form takes it."""
    return on.isoformat() if isinstance(on, date) else on


@register.filter
def fault(one: Mapping[str, Any]) -> str:
    """What is wrong in a row of a file, in the reader's language."""
    return str(one[language.current()])


@register.filter
def differences(change: Change) -> SafeString:
    """What a change writes: of a changed row what differs, as it was and as it will be."""
    if change.what == "changed":
        told = [(name, f"{_cell(was)} → {_cell(change.values[name])}") for name, was in change.before.items()]
    else:
        told = [(name, _cell(value)) for name, value in (change.values or change.before).items() if value]
    return format_html_join("；", "<code>{}</code> {}", told)


def _cell(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value or "—")


@register.filter
def document(kind: str) -> str:
    """What a kind of identity document is called."""
    return language.say(KINDS[kind].name) if kind in KINDS else kind


@register.filter
def called_in(code: str, names: Mapping[str, Words]) -> str:
    """What a code is called in a table of names; the code itself where it is not in it."""
    return language.say(names[code]) if code in names else code


@register.filter
def why_failed(code: str) -> str:
    """What a bank's reason means, and what helps."""
    return language.say(words.why_failed(code))


@register.filter
def unit_in(code: str, world: World) -> str:
    """The name of a unit by its code."""
    unit = world.organisation(code)
    return language.say(Words(zh=unit.name, en=unit.name_en or unit.name)) if unit else code


@register.filter
def area_in(code: str, world: World) -> str:
    """The name of an area by its code."""
    area = world.area(code)
    return area.name if area else code


@register.inclusion_tag("web/warning.html")
def warn(key: str) -> dict[str, Any]:
    """What a pack warns of: `{% warn matter.type %}`, on every page on which people have to do with it."""
    return {"warning": warning_of(key)}


@register.simple_tag(takes_context=True)
def has_payouts(context: template.Context) -> bool:
    """Whether the reader's offices have to do with distributions."""
    world = context.get("world")  # of a page that has read it already
    return bool(context.get("in_payouts")) or payouts.concerns(context["actor"], world and world.revision)


@register.simple_tag
def styled(field: BoundField) -> SafeString:
    """A field of a Django form with our look; what is wrong with it is tied to it."""
    kind = {"checkbox": "form-check-input", "select": "form-select"}.get(field.widget_type, "form-control")
    attributes: dict[str, str | bool] = {"class": kind, "placeholder": ""}
    if field.errors:
        attributes |= {
            "class": f"{kind} is-invalid",
            "aria-invalid": "true",
            "aria-describedby": f"{field.id_for_label}_error",
        }
    return field.as_widget(attrs=attributes)


@register.simple_tag
def bundled(name: str) -> str:
    """The address of a bundle of `frontend/`: `{% bundled "app.js" %}`."""
    return bundle.address(name)


@register.simple_tag
def icon(name: str, classes: str = "") -> SafeString:
    """An icon for the eye alone; what it means stands beside it in words. Names: @tabler/icons."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        classes,
        bundle.address("icons.svg"),
        name,
    )


@register.simple_tag
def data(value: Any, name: str) -> SafeString:
    """Data called `name` for a part that comes by htmx as well, which lets no script through."""
    return format_html('<template id="{}">{}</template>', name, json.dumps(value, ensure_ascii=False))


@register.simple_tag
def pin_map(field: Field) -> SafeString:
    """The data of the map on which the pin of a `point` field is set."""
    return data(maps.config(pin={"x": f"{field.id}-x", "y": f"{field.id}-y"}), f"{field.id}-map")


@register.simple_tag
def case_map(name: str, cases: str, *, heat: bool = False) -> SafeString:
    """The data of a map called `name` that shows the GeoJSON in the `json_script` called `cases`; `n` of a
    feature says how many cases it stands for."""
    return json_script(maps.config(cases=cases, heat=heat), name)
