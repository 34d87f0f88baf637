"""What a pack warns of stands on every page on which people have to do with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from jinlin.lib.words import Words
from jinlin.packkit.grammar.pack import Manifest
from jinlin.web.gallery import mechanisms
from jinlin.web.portal.tests.conftest import REPORT, Resident, with_unit

WARNING = Words(zh="暗号警示：谨防诈骗。", en="Beware, code word.")


@pytest.fixture
def warned(resident: Resident, monkeypatch: pytest.MonkeyPatch) -> Iterator[Resident]:
    about = mechanisms._about

    def warning(folder: Any) -> Manifest | None:
        found = about(folder)
        return found and found.model_copy(update={"warning": WARNING})

    monkeypatch.setattr(mechanisms, "_about", warning)
    mechanisms.forget()
    yield resident
    mechanisms.forget()


def test_it_stands_on_form_receipt_own_page_and_public_page(warned: Resident) -> None:
    number = with_unit(warned.reports())
    addresses = (REPORT, f"/receipt/{number}", f"/matters/{number}", f"/matters/{number}/do/add")
    for reader, address in [*((warned, one) for one in addresses), (Resident(), addresses[2])]:
        assert reader.get(address).count(WARNING.zh) == 1, address


def test_it_stands_on_the_page_of_its_mechanism_and_in_english_too(warned: Resident) -> None:
    warned.client.cookies["jinlin_language"] = "en"
    assert WARNING.en in warned.get("/mechanisms/joint_command_centre/")


def test_whose_pack_warns_of_nothing_reads_no_warning(resident: Resident) -> None:
    assert "pack-warning" not in resident.get(REPORT)
