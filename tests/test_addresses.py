"""Every address of the screens x everybody who may come: the answer is that of the reviewed table."""

from __future__ import annotations

import os
from collections.abc import Mapping

from jinlin.packkit.pack import Pack
from tests.addresses.table import EXPECTED, lines, visitors


def test_every_address_answers_everybody_as_the_reviewed_table_says(county: Mapping[str, Pack]) -> None:
    everybody, case = visitors()
    found = [one.replace(case, "CASE") for one in lines(everybody, case)]
    if os.environ.get("JINLIN_WRITES_ADDRESSES"):
        EXPECTED.write_text("\n".join(found) + "\n")
    assert found == EXPECTED.read_text().splitlines()


def test_no_address_of_a_screen_breaks(county: Mapping[str, Pack]) -> None:
    assert not [one for one in EXPECTED.read_text().splitlines() if "  500  " in one]
