"""What people write lies under the key of its case, which is told by its place and never by its looks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from jinlin.kernel.cases import secret
from jinlin.kernel.cases.actions import install_definition, open_case, reveal, take
from jinlin.kernel.cases.definition import Ask, Definition
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.secret import Secret
from jinlin.kernel.cases.selectors import case_for, contents_of, search_cases, timeline
from jinlin.kernel.cases.selectors.narrowing import Filters
from jinlin.kernel.cases.tests.town import CLERK, FIXER, REPORT, RESIDENT, words
from jinlin.kernel.journal.checks import verify
from jinlin.kernel.journal.selectors import history
from jinlin.lib.crypto import Box, new_key

LOOKS_SEALED = ("enc:AAAA", "enc:", "enc:" + "A" * 64)
REPORTER = {"name": "张小明", "phone": "13912345678"}
WHY = "the caller rang again"

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
maybe_secret = json_values | json_values.map(Secret)
facts = st.dictionaries(
    st.text().filter(lambda name: name != secret.SEALED),
    maybe_secret | st.dictionaries(st.text(), maybe_secret),
)


def plain(value: Any) -> Any:
    if isinstance(value, Secret):
        return value.value
    return {name: plain(one) for name, one in value.items()} if isinstance(value, dict) else value


def rows_of(number: str) -> str:
    """The case's row and its events as they are stored."""
    case = Case.objects.get(number=number)
    with connection.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(c)::text FROM case_case c WHERE id = %s", [case.id])
        return str(cursor.fetchone()[0]) + "".join(one.facts for one in history(f"case/{case.id}"))


def values_of(number: str, actor: Any = CLERK) -> dict[str, Any]:
    return {one.name: one.value for one in case_for(number, actor).fields}


@given(facts)
def test_facts_are_sealed_and_opened_as_they_were(kept: dict[str, Any]) -> None:
    box = Box(new_key())
    assert secret.unlocked(secret.locked(kept, lambda: box, "here"), box, "here") == plain(kept)


@given(st.text(min_size=4))
def test_a_secret_leaves_nothing_of_itself_in_the_open(text: str) -> None:
    written = secret.locked({"answers": {"a": Secret(text), "b": 1}}, lambda: Box(new_key()), "here")
    assert written["answers"] == {"b": 1}
    assert text not in json.dumps({**written, secret.SEALED: ""}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("kind", "privacy", "sealed"),
    [
        ("text", "internal", True), ("long_text", "internal", True), ("text", "public", False),
        ("integer", "internal", False), ("choice", "internal", False), ("officer", "internal", False),
        ("integer", "personal", True), ("date", "sensitive", True),
    ],
)  # fmt: skip
def test_free_text_and_what_is_personal_is_sealed_unless_it_is_public(
    kind: Any, privacy: Any, sealed: bool
) -> None:
    ask = Ask.model_validate({"type": kind, "name": words("It"), "privacy": privacy})
    rows = Ask.model_validate({"type": "rows", "name": words("Them"), "of": {"it": ask}})
    assert ask.is_sealed is sealed
    assert rows.is_sealed is (sealed if privacy != "public" else False)


@pytest.mark.usefixtures("monday")
class TestATextThatLooksLikeACiphertext:
    @pytest.mark.parametrize("text", LOOKS_SEALED)
    def test_is_a_text_in_every_field_and_list(self, text: str) -> None:
        number = open_case("town/report", {"subject": text, "diagnosis": text}, RESIDENT).case.number
        take(number, "note", {"remark": text}, CLERK)
        take(number, "assign", {"kind": "pothole"}, CLERK)
        take(number, "resolve", {"answer": text}, FIXER)
        seen = values_of(number)
        assert (seen["subject"], seen["remark"], seen["answer"]) == (text, text, text)
        assert case_for(number, CLERK).title == text
        assert values_of(number, RESIDENT)["diagnosis"] == text
        told = [one.facts["answers"] for one in timeline(number, CLERK) if one.kind == "act.resolve"]
        assert told == [{"answer": text}]

    def test_is_a_text_where_the_field_is_public(self) -> None:
        subject = {**REPORT["asks"]["subject"], "privacy": "public"}
        install_definition(
            Definition.model_validate({**REPORT, "asks": {**REPORT["asks"], "subject": subject}})
        )
        number = open_case("town/report", {"subject": "enc:AAAA"}, RESIDENT).case.number
        assert Case.objects.get(number=number).public_title == "enc:AAAA"
        assert values_of(number)["subject"] == "enc:AAAA"


@pytest.mark.usefixtures("monday")
class TestWhatPeopleWrite:
    def test_lies_in_the_open_neither_in_the_case_nor_in_its_history(self) -> None:
        number = open_case(
            "town/report", {"subject": "Aunt Wang fell", "reporter": REPORTER}, RESIDENT
        ).case.number
        take(number, "note", {"remark": "rings every day"}, CLERK)
        take(number, "assign", {"kind": "pothole"}, CLERK)
        take(number, "resolve", {"answer": "Filled by Wu"}, FIXER)
        reveal(number, "reporter", WHY, CLERK)
        stored = rows_of(number)
        assert not [
            one for one in ("Wang", "rings", "by Wu", "caller", "张小明", "13912345678") if one in stored
        ]
        assert not verify().faults

    def test_lies_in_one_ciphertext_an_event(self) -> None:
        number = open_case(
            "town/report", {"subject": "A", "diagnosis": "B", "reporter": REPORTER}, RESIDENT
        ).case.number
        opened = json.loads(history(f"case/{Case.objects.get(number=number).id}")[0].facts)
        assert opened["answers"] == {}
        assert isinstance(opened[secret.SEALED], str)

    def test_is_found_by_its_words_and_shown_to_those_who_may_see_the_case(self) -> None:
        number = open_case("town/report", {"subject": "Aunt Wang fell"}, RESIDENT).case.number
        (row,) = search_cases(CLERK, "aunt wang", Filters()).rows
        assert (row.case.number, row.title) == (number, "Aunt Wang fell")

    def test_can_be_moved_to_no_other_case(self) -> None:
        one, other = (open_case("town/report", {"subject": text}, RESIDENT).case for text in ("One", "Other"))
        moved = Case.objects.get(id=one.id)
        moved.sealed = Case.objects.get(id=other.id).sealed
        with pytest.raises(Exception, match="does not open"):
            contents_of(moved).get("subject")
