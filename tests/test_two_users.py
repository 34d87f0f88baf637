"""The owner of the tables migrates, another user of the database serves: it can do all that people do, and
nothing that would unwrite what happened."""

from __future__ import annotations

import csv
import logging
import secrets
from collections.abc import Iterator, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

import psycopg
import pytest
from django.db import ProgrammingError, connection, transaction
from django.db.utils import DatabaseError
from django.test import Client

from jinlin.kernel.journal.actions import keep_sealed, seal, send_copies
from jinlin.kernel.journal.checks import verify
from jinlin.kernel.registry.models import Person
from jinlin.lib.errors import NotFound, Unready
from jinlin.packkit import importer
from jinlin.packkit.demo import install_demo
from jinlin.packkit.install import install
from jinlin.packkit.pack import Pack
from jinlin.packkit.stories import play
from jinlin.project import entrance, grants, owner
from jinlin.project.bundled import start_bundled, stop_bundled
from jinlin.project.vitals import beats
from tests import docs
from tests.house import COMMAND, OWN_KEYS, run
from tests.test_how_to_back_up import blocks, programs, shell

CLERK = f"jinlin_clerk_{secrets.token_hex(4)}"
PAGE = docs.DOCS / "how-to" / "run-for-real.md"
ROW = {
    "留言编号": "1", "留言用户": "A1", "留言主题": "路灯不亮", "留言时间": "2019/3/5 9:30:00",
    "留言详情": "请修。", "答复意见": "", "答复时间": "",
}  # fmt: skip


def tell(statement: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement)


def answer(statement: str) -> object:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


@pytest.fixture
def clerk(db: None) -> Iterator[None]:
    """From now on we are the user that serves."""
    tell(f"CREATE ROLE {CLERK}")
    grants.give(CLERK)
    tell(f"SET LOCAL ROLE {CLERK}")
    yield
    tell("RESET ROLE")


def written(folder: Path) -> Path:
    path = folder / "messages.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        listing = csv.DictWriter(file, ROW)
        listing.writeheader()
        listing.writerow(ROW)
    return path


class TestWhoeverServes:
    def test_installs_a_city_plays_stories_imports_seals_and_exports(
        self, clerk: None, packs: Mapping[str, Pack], tmp_path: Path, settings: object
    ) -> None:
        settings.DATA_FOLDER = tmp_path  # type: ignore[attr-defined] # pytest-django's, without a type of its own
        install_demo()
        for pack in packs.values():
            install(pack)
            assert play(pack, pack.stories[0]).is_true
        done = importer.import_file(packs["joint_command_centre"], written(tmp_path))
        assert (done.opened, done.rejects) == (1, [])
        made = seal()
        assert made is not None
        keep_sealed()
        send_copies()
        beats.write(beats.SERVER)
        desk = Client()
        desk.force_login(Person.objects.get(username="paidan"))
        assert desk.get("/desk/export/queue?format=csv").status_code == 200
        assert list(verify().faults) == []
        assert answer("SELECT current_user") == CLERK

    @pytest.mark.parametrize(
        "statement",
        [
            "ALTER TABLE journal_event DISABLE TRIGGER journal_event_only_grows",
            "ALTER TABLE journal_event DISABLE TRIGGER ALL",
            "SET session_replication_role = replica",
            "DROP TRIGGER journal_event_only_grows ON journal_event",
            "CREATE OR REPLACE FUNCTION journal_only_grows() RETURNS trigger LANGUAGE sql AS 'SELECT 1'",
            "DROP TABLE journal_event",
            "TRUNCATE journal_event",
            "TRUNCATE case_case",
            "UPDATE journal_event SET facts = '{}'",
            "DELETE FROM journal_event",
            "INSERT INTO journal_event (stream, seq, position, kind, actor, at, facts, hash) "
            "OVERRIDING SYSTEM VALUE VALUES ('case/1', 1, 1, 'x', 'x', now(), '{}', '')",
            "UPDATE journal_seal SET root = ''",
            "DELETE FROM journal_seal",
            "UPDATE journal_installation SET release = '0.0.1'",
            "UPDATE ledger_transfer SET amount = 1",
            "ALTER TABLE ledger_account DISABLE TRIGGER ALL",
            "UPDATE case_definition SET body = ''",
            "UPDATE payout_bank_file SET amount = 1",
            "DELETE FROM case_case",
            "DELETE FROM case_attachment",
            "DELETE FROM document_document",
            "DELETE FROM payout_attempt",
            "DELETE FROM registry_person",
            "DELETE FROM django_migrations",
            "SELECT setval('case_id_seq', 1)",
            "CREATE TABLE spare (id int)",
            "CREATE SEQUENCE case_no_0123456789abcdef_2027",
            "SELECT case_make_sequence('registry_person_id_seq')",
            "COPY journal_event TO PROGRAM 'cat'",
        ],
    )
    def test_may_not(self, clerk: None, statement: str) -> None:
        with pytest.raises(DatabaseError) as refused, transaction.atomic():
            tell(statement)
        assert refused.value.__cause__ is not None
        assert getattr(refused.value.__cause__, "sqlstate", "") in {"42501", "22023"}

    def test_draws_the_first_number_of_a_year_by_the_hand_of_the_owner(self, clerk: None) -> None:
        name = f"case_no_{secrets.token_hex(8)}_2031"
        tell(f"SELECT case_make_sequence('{name}')")
        assert answer(f"SELECT nextval('{name}')") == 1
        with pytest.raises(ProgrammingError), transaction.atomic():
            tell(f"SELECT setval('{name}', 1)")

    @pytest.mark.parametrize("command", ["jinlin migrate", "jinlin rekey", "jinlin accept-restore"])
    def test_is_refused_what_is_the_owners(self, clerk: None, command: str) -> None:
        with pytest.raises(Unready, match=command):
            owner.refuse_others(command)


class TestTheGrants:
    def test_name_every_table_that_there_is(self, db: None) -> None:
        assert set(grants.rights()) == set(connection.introspection.table_names())

    def test_are_renewed_for_whoever_was_let_in(self, db: None) -> None:
        tell(f"CREATE ROLE {CLERK}")
        grants.give(CLERK)
        tell(f"REVOKE ALL ON registry_area FROM {CLERK}")
        grants.renew()
        assert answer(f"SELECT has_table_privilege('{CLERK}', 'registry_area', 'UPDATE')")

    def test_take_away_what_was_given_before(self, db: None) -> None:
        tell(f"CREATE ROLE {CLERK}")
        tell(f"GRANT ALL ON journal_event TO {CLERK}")
        grants.give(CLERK)
        rights = "TRIGGER, UPDATE, DELETE, TRUNCATE"
        assert not answer(f"SELECT has_table_privilege('{CLERK}', 'journal_event', '{rights}')")

    def test_are_refused_to_the_owner_and_to_nobody(self, db: None) -> None:
        with pytest.raises(Unready, match="nothing can be kept from it"):
            grants.give(str(answer("SELECT current_user")))
        with pytest.raises(NotFound, match="no user 'nobody there'"):
            grants.give("nobody there")


class TestAnOwnerWhoServes:
    def test_is_told_in_the_log_and_in_a_demo_is_not(
        self, db: None, caplog: pytest.LogCaptureFixture, settings: object
    ) -> None:
        with caplog.at_level(logging.WARNING, "jinlin.entrance"):
            settings.DEMO = True  # type: ignore[attr-defined] # as above
            entrance.say_who_serves()
            assert caplog.messages == []
            settings.DEMO = False  # type: ignore[attr-defined] # as above
            entrance.say_who_serves()
        (said,) = caplog.messages
        assert "owns the tables" in said

    def test_another_user_is_not(self, clerk: None, caplog: pytest.LogCaptureFixture) -> None:
        entrance.say_who_serves()
        assert caplog.messages == []


@pytest.fixture
def server() -> Iterator[tuple[str, Path]]:
    """A server on which nothing is yet, and a data folder."""
    with TemporaryDirectory(prefix="jinlin-test-") as folder:
        data = Path(folder) / "data"
        data.mkdir()
        try:
            yield start_bundled(data / "pg"), data
        finally:
            stop_bundled(data / "pg")


def test_the_guides_commands_make_both_users(server: tuple[str, Path]) -> None:
    superuser, data = server
    where = psycopg.conninfo.conninfo_to_dict(superuser)
    socket = {"PGHOST": where["host"], "PGUSER": where["user"]}
    (create,), (build,) = blocks(PAGE, "run: as the superuser"), blocks(PAGE, "run: as the owner")
    shell(create, programs(superuser), None, socket)
    own, clerks = (
        f"postgresql://{name}@/jinlin?host={quote(str(where['host']))}" for name in ("jinlin_owner", "jinlin")
    )
    shell(build, Path(COMMAND[0]).parent, None, {"OWNER_URL": own, "JINLIN_DATA": data, **OWN_KEYS})
    ended = run(data, "seal", DATABASE_URL=clerks, **OWN_KEYS)
    assert ended.returncode == 0, ended.stderr
    refused = run(data, "migrate", DATABASE_URL=clerks, **OWN_KEYS)
    assert (refused.returncode, "owner of the tables" in refused.stderr) == (1, True)
