"""What the gate for text admits, every sink can write, and it is read back as it was."""

from __future__ import annotations

import io
import json
import unicodedata
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
import typst
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from hypothesis import example, given
from hypothesis import strategies as st
from icalendar import Calendar, Event
from lxml import etree

from jinlin.instruments.documents.typesetting.fonts import fonts
from jinlin.instruments.documents.typesetting.letters import Letters
from jinlin.instruments.payouts.bank.fields import check_text
from jinlin.kernel.cases.definition import Ask
from jinlin.kernel.cases.values import Ground, read
from jinlin.kernel.registry.selectors import world
from jinlin.lib import lists
from jinlin.lib.canonical import canonical
from jinlin.lib.errors import BadInput, Problem
from jinlin.lib.names import clean_name
from jinlin.lib.text import clean
from jinlin.web.desk.export import Sheet, as_xlsx

Sink = Callable[[str], str]
HOSTILE = (
    "_x000D_", "_x005F_x000D_", "=1+1", "＝1+1", "'=1", "a\tb\nc", "]]>", "<!--", "&amp;", "\u2028\u2029",
    "a;b,c:d\\n",
    "\u0338̸a", "\U000e0041a", "é" * 40, "\U0010fffd", "\ue863", "😀", "\u200e‏a", "a\u00adb",
    "\"';--", "{{ 7 }}", "#panic()",
)  # fmt: skip


def admitted(text: str) -> str | None:
    try:
        return clean(text, 1000) or None
    except BadInput:
        return None


TEXTS = (
    st.one_of(st.sampled_from(HOSTILE), st.text(max_size=40))
    .map(admitted)
    .filter(lambda text: text is not None)
)


def csv(text: str) -> str:
    (row,) = lists.read(io.BytesIO(lists.as_csv([["a", "b"], [text, "x"]])))
    return row["a"]


def xlsx(text: str) -> str:
    (row,) = lists.read(io.BytesIO(b"".join(as_xlsx(Sheet(["a", "b"], [[text, "x"]])))))
    return row["a"]


def xml(text: str) -> str:
    element = etree.Element("a")
    element.text = text
    return str(etree.fromstring(etree.tostring(element)).text)


def atom(text: str) -> str:
    feed = Atom1Feed(title=text, link="https://example.org/", description=None)
    title = etree.fromstring(feed.writeString("utf-8").encode()).find("{*}title")
    return str(title.text)


def ical(text: str) -> str:
    calendar, event = Calendar(), Event()
    event.add("summary", text)
    calendar.add_component(event)
    (found,) = Calendar.from_ical(calendar.to_ical()).walk("VEVENT")
    return str(found["summary"])


def html(text: str) -> str:
    return unescape(escape(text))


SINKS = [csv, xlsx, xml, atom, ical, html, lambda text: str(json.loads(canonical(text)))]


@pytest.mark.parametrize("sink", SINKS, ids=["csv", "xlsx", "xml", "atom", "ical", "html", "json"])
@given(text=TEXTS)
def test_what_the_gate_admits_is_written_and_read_back(sink: Sink, text: str) -> None:
    assert sink(text) == text


@given(st.text(max_size=40))
@example("\u202a丙丙\u202c\u3164")
def test_every_name_that_is_admitted_can_stand_in_a_bank_file(text: str) -> None:
    try:
        name = clean_name(text, 80)
    except BadInput:
        return
    assert not name or check_text(name) == name


def test_every_character_that_the_gate_admits_can_be_set_in_type() -> None:
    characters = "".join(chr(code) for code in range(0xA0, 0x3000) if admitted(f"a{chr(code)}b"))
    ours = fonts()
    shown = Letters(ours.has).settable(unicodedata.normalize("NFC", characters))
    source = b"#set text(font: json(bytes(sys.inputs.fonts)))\n#sys.inputs.text"
    inputs = {"text": shown, "fonts": json.dumps(list(ours.families))}
    assert typst.Compiler(font_paths=ours.loaded, ignore_system_fonts=True).compile(
        input=source, sys_inputs=inputs, format="pdf"
    )


@pytest.mark.django_db
@pytest.mark.parametrize("bad", ["a\uffffb", "a\ufdd0b", "a\U0001fffeb", "a\x00b", "a\ud800b"])
def test_no_kind_of_field_lets_through_what_the_gate_refuses(bad: str) -> None:
    ground = Ground(world(), "town")
    for kind, value in fields_with(bad):
        ask = Ask.model_validate({"type": kind, "name": {"zh": "字段", "en": "Field"}, "privacy": "personal"})
        with pytest.raises(Problem):
            read(ask, value, ground)


@pytest.mark.django_db
def test_a_field_that_must_be_filled_is_not_filled_by_what_shows_nothing() -> None:
    ground = Ground(world(), "town")
    for kind in ("text", "long_text", "officer"):
        ask = Ask.model_validate({"type": kind, "name": {"zh": "字段", "en": "Field"}, "required": True})
        with pytest.raises(BadInput):
            read(ask, "\u3164\u200b\u2800", ground)


def fields_with(text: str) -> list[tuple[str, Any]]:
    """A field of each kind that holds text, filled with this."""
    persons = [{part: text} for part in ("name", "organisation", "address", "phone", "id_no", "id_type")]
    kinds = (
        "text",
        "long_text",
        "officer",
        "case",
        "file",
        "choice",
        "code",
        "area",
        "organisation",
        "span",
        "date",
    )
    return [*((kind, text) for kind in kinds), *(("person", {"name": "甲", **one}) for one in persons)]
