"""No way into an installation leads past these: the right keys, release, database and time."""

from __future__ import annotations

import base64
import re
import secrets
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.db import connection
from pytest_django.fixtures import Settings

from jinlin.kernel.cases import selectors as cases
from jinlin.kernel.cases.actions import open_case
from jinlin.kernel.cases.models import Case
from jinlin.kernel.journal import actions, checks, selectors
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.registry.actors import ANYONE
from jinlin.lib import clock, crypto
from jinlin.lib.errors import Unready
from jinlin.packkit.pack import Pack
from jinlin.project import clocks, entrance, guard, releases
from tests.addresses.table import REPORT


@pytest.fixture
def data(settings: Settings, tmp_path: Path, db: None) -> Path:
    """The data folder of an installation that was just migrated."""
    settings.DATA_FOLDER = tmp_path
    entrance.register()
    return tmp_path


def happen(count: int = 1) -> None:
    for n in range(count):
        actions.append([Entry("case/1", "act.step", "system", clock.now(), {"n": n})])


def another_key() -> str:
    return base64.b64encode(secrets.token_bytes(32)).decode()


def test_who_belongs_there_comes_in(data: Path) -> None:
    entrance.check(data)


class TestTheMasterKey:
    def test_another_one_is_refused(self, data: Path, settings: Settings) -> None:
        settings.JINLIN_MASTER_KEY = another_key()
        with pytest.raises(Unready, match="is not the master key of this database"):
            entrance.check(data)

    def test_another_one_may_follow_on_the_one_that_it_was_made_under(
        self, data: Path, settings: Settings
    ) -> None:
        settings.JINLIN_FORMER_MASTER_KEY, settings.JINLIN_MASTER_KEY = (
            settings.JINLIN_MASTER_KEY,
            another_key(),
        )
        entrance.check(data)
        actions.note_key(crypto.key_check(base64.b64decode(settings.JINLIN_MASTER_KEY)))
        settings.JINLIN_MASTER_KEY, settings.JINLIN_FORMER_MASTER_KEY = (
            settings.JINLIN_FORMER_MASTER_KEY,
            "",
        )
        with pytest.raises(Unready, match="is not the master key"):
            entrance.check(data)

    def test_a_database_from_before_is_not_taken_over_under_another_one(
        self, county: Mapping[str, Pack], settings: Settings
    ) -> None:
        somebody = {"name": "林小满", "phone": "15400000000"}
        open_case("joint_command_centre/report", {**REPORT, "reporter": somebody}, ANYONE)
        settings.JINLIN_MASTER_KEY = another_key()
        with pytest.raises(Unready, match="is not the master key"):
            entrance.register()


def test_a_strange_sealing_key_is_refused(data: Path) -> None:
    happen()
    actions.seal()
    entrance.check(data)
    for file in (data / "keys").iterdir():
        file.unlink()
    entrance.check(data)  # a machine without one may serve: it makes no seals
    pem = Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    (data / "keys" / "seal.pem").write_bytes(pem)
    with pytest.raises(Unready, match="are not those of the newest seal"):
        entrance.check(data)


class TestReleases:
    def test_a_database_that_was_not_brought_up_to_date_is_refused(self, data: Path) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM django_migrations WHERE app = 'journal' AND name LIKE '0005%%'", [])
        with pytest.raises(Unready, match="has not been brought up"):
            entrance.check(data)

    @pytest.mark.parametrize(
        ("theirs", "serves"),
        [("0.2.9", True), ("0.3.0", True), ("0.3.5", True), ("0.4.0", False), ("1.0.0", False)],
    )
    def test_code_goes_on_while_the_database_is_one_release_ahead(
        self, data: Path, monkeypatch: pytest.MonkeyPatch, theirs: str, serves: bool
    ) -> None:
        monkeypatch.setattr(releases, "RELEASE", "0.2.0")
        actions.note_release(theirs, b"")
        if serves:
            entrance.check(data)
            return
        with pytest.raises(Unready, match="too old for it"):
            entrance.check(data)

    def test_an_older_release_never_migrates(self, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        releases.refuse_to_go_back()
        monkeypatch.setattr(releases, "RELEASE", "0.1.9")
        with pytest.raises(Unready, match="too old for it"):
            releases.refuse_to_go_back()

    def test_the_release_is_a_semantic_version(self) -> None:
        assert re.fullmatch(r"\d+\.\d+\.\d+", releases.RELEASE)


@pytest.mark.parametrize(("seconds", "serves"), [(4, True), (-4, True), (6, False), (-6, False)])
def test_a_clock_that_differs_by_more_than_seconds_is_refused(data: Path, seconds: int, serves: bool) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        theirs = cursor.fetchone()[0]
    with clock.travel(theirs + timedelta(seconds=seconds)):
        if serves:
            clocks.refuse_wrong()
            return
        with pytest.raises(Unready, match="differ by"):
            clocks.refuse_wrong()


class TestAnOlderDump:
    """The dump is a savepoint to which the database is rolled back."""

    @pytest.fixture
    def restored(self, data: Path, county: Mapping[str, Pack]) -> Path:
        """What was written after the dump is gone; the data folder knows of it."""
        happen()
        actions.seal()
        numbered()
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT dump")
            happen(3)
            actions.seal()
            given = cases.numbers_given()
            guard.note(data)
            cursor.execute("ROLLBACK TO SAVEPOINT dump")
            for name, last in given.items():  # sequences do not roll back; a dump has their older values
                cursor.execute("SELECT setval(%s::regclass, %s)", [name, max(1, last - 1)])
        return data

    def test_is_refused_until_somebody_accepts_it(self, restored: Path) -> None:
        with pytest.raises(Unready, match="older dump seems to have been restored"):
            entrance.check(restored)
        entrance.check_looking(restored)  # for `jinlin verify`
        guard.accept(restored, "the disk died")
        entrance.check(restored)

    def test_no_number_is_given_twice_afterwards(self, restored: Path) -> None:
        known = guard.seen(restored)
        assert known is not None
        guard.accept(restored, "the disk died")
        case = numbered()
        assert case.id > known.numbers["case_id_seq"]
        assert int(case.number.rpartition("-")[2]) > max(
            last for name, last in known.numbers.items() if name != "case_id_seq"
        )

    def test_positions_and_seals_go_on_beyond_and_verify_knows_why(self, restored: Path) -> None:
        known = guard.seen(restored)
        assert known is not None
        guard.accept(restored, "the disk died")
        made = actions.seal()
        assert made is not None
        assert made.number == known.point.seal + 1
        assert made.last > known.point.position
        assert checks.verify().faults == ()

    def test_another_machine_that_knew_more_sees_it_accepted(self, restored: Path, tmp_path: Path) -> None:
        other = tmp_path / "other"
        other.mkdir()
        for file in restored.glob("guard-*"):
            (other / file.name).write_bytes(file.read_bytes())
        with pytest.raises(Unready, match="older dump"):
            guard.refuse_older(other)
        guard.accept(restored, "the disk died")
        guard.refuse_older(other)

    def test_messages_written_afterwards_have_other_ids(self, restored: Path) -> None:
        before = clock.now()
        guard.accept(restored, "the disk died")
        assert (selectors.epoch_of(before), selectors.epoch_of(clock.now())) == (0, 1)


def numbered() -> Case:
    return open_case("joint_command_centre/report", REPORT, ANYONE).case
