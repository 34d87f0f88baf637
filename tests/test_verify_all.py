"""`verify` finds what was done to the tables behind the journal's back: a statement, and what is said."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from django.db import connection, transaction

from jinlin.instruments.documents import checks as documents
from jinlin.instruments.payouts import checks as payouts
from jinlin.kernel.cases import checks as cases
from jinlin.kernel.cases.actions import attach, open_case
from jinlin.kernel.cases.imprint import COLUMNS, JSONB, LATEST
from jinlin.kernel.cases.models import Case
from jinlin.kernel.journal import checks as journal
from jinlin.kernel.registry import checks as registry
from jinlin.kernel.registry.actors import ANYONE, SYSTEM
from jinlin.packkit.living import bring_to_life
from jinlin.packkit.pack import Pack
from tests.addresses.table import REPORT

ROOMS: Mapping[str, Callable[[], tuple[str, ...]]] = {
    "cases": lambda: cases.verify().faults,
    "registry": registry.verify,
    "documents": lambda: documents.verify().faults,
    "payouts": lambda: payouts.verify().faults,
}
ROW = "is not what its event"
CARD = "is not as the journal tells it"
UNTOLD = "no event tells of"
IN_FORCE = "whether document"
VOUCHED = "is not what its last event vouches for"
BEHIND_ITS_BACK = [
    ("cases", "UPDATE case_case SET state = 'closed' WHERE {some_case}", ROW),
    ("cases", "UPDATE case_case SET holder = 'X' WHERE {some_case}", ROW),
    ("cases", "UPDATE case_case SET facts = facts || '{{\"title\": \"别的\"}}' WHERE {some_case}", ROW),
    ("cases", "UPDATE case_case SET due_at = due_at + interval '1 microsecond' WHERE {open_case}", ROW),
    ("cases", "UPDATE case_case SET card = 2 - card WHERE {some_case}", ROW),
    ("cases", "UPDATE case_case SET sealed_key = NULL WHERE {personal_case}", ROW),
    ("cases", "UPDATE case_case SET number = number || '0' WHERE {some_case}", ROW),
    ("cases", "UPDATE case_case SET revision = revision - 1 WHERE {some_case}", "which is not its last"),
    ("cases", "UPDATE case_case SET head = sha256('') WHERE {some_case}", "which is not its last"),
    ("cases", "DELETE FROM case_case WHERE {some_case}", "there is no such case"),
    ("cases", "INSERT INTO case_case SELECT (r).* FROM (SELECT jsonb_populate_record(c, "
              "'{{\"id\": -7, \"number\": \"new\", \"source_key\": null}}') r "
              "FROM case_case c WHERE {some_case}) x", UNTOLD),
    ("cases", "UPDATE case_card SET colour = 3 - colour", CARD),
    ("cases", "UPDATE case_card SET unit = 'another'", CARD),
    ("cases", "UPDATE case_card SET removed_at = now()", CARD),
    ("cases", "DELETE FROM case_card", CARD),
    ("cases", "UPDATE case_attachment SET digest = repeat('0', 64)", CARD),
    ("cases", "UPDATE case_attachment SET privacy = 'public'", CARD),
    ("cases", "UPDATE case_attachment SET content = ''", CARD),
    ("cases", "DELETE FROM case_attachment", CARD),
    ("cases", "UPDATE case_definition SET body = body || ' '", VOUCHED),
    ("cases", "UPDATE case_definition SET current = false", VOUCHED),
    ("cases", "UPDATE rules_table SET body = '{{}}'", VOUCHED),
    ("registry", "UPDATE registry_office SET role = 'centre_head' WHERE {some_office}", VOUCHED),
    ("registry", "UPDATE registry_office SET valid_to = '2099-12-31'", VOUCHED),
    ("registry", "DELETE FROM registry_office WHERE {some_office}", VOUCHED),
    ("registry", "UPDATE registry_person SET is_superuser = NOT is_superuser", VOUCHED),
    ("registry", "UPDATE registry_person SET name = '别人' WHERE {some_person}", VOUCHED),
    ("registry", "UPDATE registry_organisation SET name = name || '局'", VOUCHED),
    ("registry", "UPDATE registry_area SET valid_to = '2000-01-01'", VOUCHED),
    ("registry", "UPDATE registry_grid_cell SET area = '1'", VOUCHED),
    ("registry", "UPDATE registry_register_entry SET row = '{{}}'", VOUCHED),
    ("registry", "INSERT INTO registry_calendar_year VALUES (2030, '[]', '[]', '')", UNTOLD),
    ("documents", "UPDATE document_document SET digest = repeat('0', 64)", "that it was issued"),
    ("documents", "UPDATE document_document SET number = number || '0'", "that it was issued"),
    ("documents", "DELETE FROM document_document WHERE n = 1", "that it was issued"),
    ("documents", "UPDATE document_document SET pdf_digest = repeat('0', 64)", "that it was signed"),
    ("documents", "UPDATE document_document SET ended_as = '', ended_at = NULL", IN_FORCE),
    ("documents", "UPDATE document_document SET ended_as = 'withdrawn', ended_at = now()", IN_FORCE),
    ("payouts", "UPDATE payout_claim SET loss = loss + 1", VOUCHED),
    ("payouts", "UPDATE payout_claim SET sealed = sealed || '\\x00'", VOUCHED),
    ("payouts", "UPDATE payout_claim SET standing = 'excluded'", VOUCHED),
    ("payouts", "DELETE FROM payout_claim WHERE n = 1", VOUCHED),
    ("payouts", "UPDATE payout_instruction SET amount = amount + 1", VOUCHED),
    ("payouts", "UPDATE payout_attempt SET state = 'rejected', live = false", VOUCHED),
    ("payouts", "UPDATE payout_plan SET root = sha256('')", VOUCHED),
    ("payouts", "UPDATE payout_distribution SET seed = sha256('')", "is not the one that the journal tells"),
    ("payouts", "DELETE FROM payout_distribution", "is not the one that the journal tells"),
]  # fmt: skip
SOME = {
    "some_case": "id = (SELECT min(id) FROM case_case)",
    "open_case": "id = (SELECT min(id) FROM case_case WHERE due_at IS NOT NULL)",
    "personal_case": "id = (SELECT min(id) FROM case_case WHERE sealed_key IS NOT NULL)",
    "some_office": "id = (SELECT min(id) FROM registry_office)",
    "some_person": "id = (SELECT min(id) FROM registry_person)",
}


@pytest.fixture(scope="module")
def _living(_county_for_the_module: Mapping[str, Pack], django_db_blocker: Any) -> Iterator[None]:
    """The county with what is going on in it: cases in every state, cards, papers, a distribution."""
    with django_db_blocker.unblock(), transaction.atomic():
        for pack in _county_for_the_module.values():
            bring_to_life(pack)
        opened = open_case("joint_command_centre/report", REPORT, ANYONE)
        attach(opened.case.number, "hole.txt", "路面塌陷".encode(), SYSTEM)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def living(_living: None, db: None) -> None:
    """It is there; what one test does to it the next does not see."""


@pytest.mark.usefixtures("living")
def test_nothing_is_said_of_a_county_in_which_all_went_its_way() -> None:
    assert {name: found() for name, found in ROOMS.items()} == dict.fromkeys(ROOMS, ())
    assert journal.verify().faults == ()


@pytest.mark.usefixtures("living")
@pytest.mark.parametrize(("room", "statement", "said"), BEHIND_ITS_BACK)
def test_a_change_behind_the_journals_back_is_found(room: str, statement: str, said: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**SOME))
        assert cursor.rowcount
    faults = ROOMS[room]()
    assert any(said in fault for fault in faults), faults


def test_the_imprint_of_a_case_covers_every_column_but_its_place_in_the_journal() -> None:
    columns = {one.column for one in Case._meta.concrete_fields}
    assert columns - {*COLUMNS[LATEST], *JSONB} == {"revision", "head"}
