"""What templates say with: both languages, dates, money, icons. `{% load look %}`."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import template
from django.utils.html import conditional_escape, format_html, json_script
from django.utils.safestring import SafeString, mark_safe

from jinlin.lib import clock
from jinlin.lib.money import format_fen
from jinlin.lib.words import Words
from jinlin.web import bundle, language, manner, maps, values
from jinlin.web.forms.fields import Field

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
    return "—" if fen is None else f"¥{format_fen(fen)}"


@register.filter
def number(value: float | None) -> str:
    """A number with thousands set apart."""
    return "—" if value is None else f"{value:,}"


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
def pin_map(field: Field) -> SafeString:
    """The data of the map on which the pin of a `point` field is set."""
    return json_script(maps.config(pin={"x": f"{field.id}-x", "y": f"{field.id}-y"}), f"{field.id}-map")


@register.simple_tag
def case_map(name: str, cases: str, *, heat: bool = False) -> SafeString:
    """The data of a map called `name` that shows the cases of the GeoJSON at `cases`."""
    return json_script(maps.config(cases=cases, heat=heat), name)
