from __future__ import annotations

import pytest

from jinlin.instruments.payouts.bank.data import read_table
from jinlin.instruments.payouts.bank.profiles import profile_of
from jinlin.instruments.payouts.bank.reasons import ReasonTable, classify, is_code, table
from jinlin.lib.errors import Unready


@pytest.mark.parametrize(
    ("code", "kind", "step"),
    [
        ("AC01", "wrong_account", "correct_account"),
        ("AC04", "closed", "correct_account"),
        ("AC06", "blocked", "hold"),
        ("BE01", "name_differs", "correct_account"),
        ("AM02", "limit", "hold"),
        ("MD07", "deceased", "find_heirs"),
        ("TM01", "technical", "retry"),
        ("FF01", "technical", "retry"),
        ("DU03", "duplicate", "hold"),
        ("CNPC", "unclaimed", "hold"),
        ("NARR", "other", "ask_bank"),
        ("ZZ99", "other", "ask_bank"),
        ("", "other", "ask_bank"),
    ],
)
def test_a_code_leads_to_a_class_and_a_next_step(code: str, kind: str, step: str) -> None:
    found = classify(code)
    assert (found.code, found.kind, found.next) == (code, kind, step)
    assert found.say.zh
    assert found.help.en


def test_the_words_of_every_profile_lead_to_codes_that_the_table_has() -> None:
    for key in ("generic", "deposit_slip"):
        profile = profile_of(key)
        codes = {*profile.reasons.values(), *(one.reason for one in profile.statuses.values() if one.reason)}
        assert all(is_code(code) for code in codes)


def test_the_table_names_its_source_and_the_day() -> None:
    assert "ISO 20022" in table().source
    assert (table().edition, f"{table().compared}") == ("2Q2026", "2026-11-24")


def test_a_code_in_two_classes_is_a_mistake_of_the_table() -> None:
    text = table().model_dump_json().replace('"MD07"', '"AC01"')
    with pytest.raises(Unready, match="AC01"):
        read_table(text, ReasonTable, "reasons")
