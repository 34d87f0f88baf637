"""Seals leave the house by themselves, and what was kept of them shows what was done to the database."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from jinlin.kernel.journal import actions, selectors
from jinlin.kernel.journal.chain import Entry
from jinlin.kernel.journal.health import LATEST
from jinlin.lib import clock
from jinlin.project import entrance
from jinlin_verify import main, seals


@pytest.fixture(autouse=True)
def outside(db: None, settings: Settings, tmp_path: Path) -> Path:
    """A folder on another host."""
    settings.DATA_FOLDER = tmp_path
    settings.JINLIN_SEAL_FOLDER = str(tmp_path / "outside")
    (tmp_path / "outside").mkdir()
    entrance.register()
    return tmp_path / "outside"


def happen() -> None:
    actions.append([Entry("case/1", "act.step", "system", clock.now(), {})])


def seal_again(times: int = 1) -> None:
    for _ in range(times):
        happen()
        actions.seal()


def told(place: Path) -> Path:
    """What the installation says of its seals now, as `jinlin seals` prints it."""
    file = place.parent / "now.jsonl"
    file.write_text("".join(f"{one.text()}\n" for one in selectors.seals_after(0, 100)))
    return file


class TestWhatHasWaitedForAnHourIsSealed:
    def test_and_not_before(self) -> None:
        with clock.travel(clock.now()) as journey:
            happen()
            assert actions.keep_sealed() is None
            journey.move(clock.now() + timedelta(minutes=59))
            assert actions.keep_sealed() is None
            journey.move(clock.now() + timedelta(minutes=1))
            made = actions.keep_sealed()
        assert made is not None
        assert actions.keep_sealed() is None
        assert not selectors.is_unsealed()

    def test_a_seal_that_cannot_be_made_is_told_and_made_up_for(self, tmp_path: Path) -> None:
        seal_again()
        key = (tmp_path / "keys" / "seal.pem").read_bytes()
        (tmp_path / "keys" / "seal.pem").unlink()
        with clock.travel(clock.now()) as journey:
            happen()
            actions.keep_sealed()
            journey.move(clock.now() + LATEST + timedelta(minutes=1))
            with pytest.raises(Exception, match="is gone"):
                actions.keep_sealed()
            health = selectors.seal_health()
            assert health.late
            assert "is gone" in health.trouble
            (tmp_path / "keys" / "seal.pem").write_bytes(key)
            assert actions.keep_sealed() is not None
        health = selectors.seal_health()
        assert (health.late, health.trouble, health.waits_since) == (False, "", None)


class TestCopies:
    def test_every_seal_goes_out_once_and_in_order(self, outside: Path) -> None:
        seal_again(3)
        assert (actions.send_copies(), actions.send_copies()) == (3, 0)
        assert [one["seal"]["number"] for one in seals.read(outside)] == [1, 2, 3]

    def test_a_place_that_is_away_gets_them_later_and_is_told_of(self, outside: Path) -> None:
        seal_again()
        outside.rename(outside.with_name("away"))
        assert actions.send_copies() == 0
        (copies,) = selectors.seal_health().copies
        assert (copies.behind, selectors.seal_health().late) == (1, True)
        assert "cannot be written" in copies.trouble
        outside.with_name("away").rename(outside)
        assert actions.send_copies() == 1
        assert not selectors.seal_health().late

    def test_another_seal_of_a_number_that_lies_there_is_told_of(self, outside: Path) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT dump")
            seal_again()
            actions.send_copies()
            cursor.execute("ROLLBACK TO SAVEPOINT dump")
        with clock.travel(clock.now() + timedelta(days=1)):
            seal_again()
        actions.send_copies()
        assert "perhaps an older dump was restored" in selectors.seal_health().copies[0].trouble

    def test_no_webhook_gets_them_by_another_way_than_http(self, settings: Settings) -> None:
        settings.JINLIN_SEAL_FOLDER, settings.JINLIN_SEAL_WEBHOOK = "", "file:///etc/passwd"
        seal_again()
        assert actions.send_copies() == 0
        assert "not an http" in selectors.seal_health().copies[0].trouble


class TestTheSeparateVerifier:
    @pytest.fixture
    def kept(self, outside: Path) -> Path:
        seal_again(3)
        actions.send_copies()
        return outside

    def test_copies_alone_agree(self, kept: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (key,) = (tmp_path / "keys").glob("*.pub")
        assert main([str(kept), "--key", str(key)]) == 0
        assert "3 copies agree, up to seal 3" in capsys.readouterr().out

    def test_the_installation_says_the_same_and_more(self, kept: Path) -> None:
        seal_again()
        assert main([str(kept), "--against", str(told(kept))]) == 0

    @pytest.mark.parametrize(
        ("change", "said"),
        [
            (lambda one: one["seal"].update(root="ab" * 32), "the signature of seal 2 is not valid"),
            (lambda one: one["seal"].update(number=7), "the signature of seal 7 is not valid"),
            (lambda one: one.update(signature=""), "the signature of seal 2 is not valid"),
            (lambda one: one["seal"].update(key_id="ab" * 32), "is not valid"),
        ],
    )
    def test_a_copy_that_was_changed_is_found(
        self, kept: Path, capsys: pytest.CaptureFixture[str], change: Callable[[object], None], said: str
    ) -> None:
        file = kept / "seal-000000002.json"
        copy = json.loads(file.read_text())
        change(copy)
        file.write_text(json.dumps(copy))
        assert main([str(kept)]) == 1
        assert said in capsys.readouterr().err

    def test_a_copy_that_is_missing_is_found(self, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
        (kept / "seal-000000002.json").unlink()
        assert main([str(kept)]) == 1
        assert "seal 3 does not follow from seal 1" in capsys.readouterr().err

    def test_an_end_that_was_cut_off_is_found(self, kept: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE journal_seal DISABLE TRIGGER USER")
            cursor.execute("DELETE FROM journal_seal WHERE number = 3")
        assert main([str(kept), "--against", str(told(kept))]) == 1
        assert "seal 3 is not there any more, the last is 2" in capsys.readouterr().err

    def test_an_older_dump_that_was_worked_on_is_found(
        self, outside: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        seal_again()
        with connection.cursor() as cursor:
            cursor.execute("SAVEPOINT dump")
            seal_again(2)
            actions.send_copies()
            cursor.execute("ROLLBACK TO SAVEPOINT dump")
        with clock.travel(clock.now() + timedelta(days=1)):
            seal_again(2)
        assert main([str(outside), "--against", str(told(outside))]) == 1
        assert "seal 2 is not the one that was kept" in capsys.readouterr().err

    @pytest.mark.parametrize("text", ["", "no json", "{}", "[1]", '{"version": "jinlin-seal-copy-1"}'])
    def test_what_is_no_copy_cannot_be_read(self, kept: Path, text: str) -> None:
        (kept / "seal-000000004.json").write_text(text)
        assert main([str(kept)]) == (0 if not text else 2)
