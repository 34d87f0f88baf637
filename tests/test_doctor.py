"""`jinlin doctor` finds what is not as the guide says, and says what helps."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from jinlin.kernel.journal import actions as journal
from jinlin.kernel.journal.actions import seal
from jinlin.kernel.registry.actions import load_calendar_year
from jinlin.lib import clock
from jinlin.project.address import PublicAddress
from jinlin.project.doctor import calendars, edge, gateways, machine, server, work
from jinlin.project.doctor.checks import CHECKS
from jinlin.project.doctor.examination import examine, name_of, tell
from jinlin.project.doctor.findings import Check, Finding, Grade
from jinlin.project.proxies import Proxies
from jinlin.project.vitals import beats
from tests import docs
from tests.house import free_port


def said(check: Check) -> list[tuple[Grade, str]]:
    return [(found.grade, found.says.en) for found in check()]


def test_every_check_is_documented_and_no_other() -> None:
    assert docs.names(docs.section("doctor.md", "Doctor")) == {name_of(one) for one in CHECKS}


def test_a_check_that_cannot_look_is_a_fault_and_the_others_are_made_all_the_same() -> None:
    def blind() -> Iterator[Finding]:
        raise OSError("no such disk")

    def sees() -> Iterator[Finding]:
        yield from ()

    ((name, found),) = examine([blind, sees])
    assert (name, found.grade) == ("blind", Grade.FAULT)
    assert "no such disk" in found.says.en


def test_every_finding_comes_with_both_languages_and_what_helps(
    db: None, capsys: pytest.CaptureFixture[str]
) -> None:
    found = list(examine())
    assert found
    for _, one in found:
        assert all((one.says.zh, one.says.en, one.helps.zh, one.helps.en))
    assert tell(found) == any(one.grade == Grade.FAULT for _, one in found)
    assert found[0][1].says.zh in capsys.readouterr().out


class TestTheDatabase:
    def test_whose_owner_serves_is_told(self, db: None) -> None:
        ((grade, sentence),) = said(server.database_user)
        assert (grade, "owns the journal" in sentence) == (Grade.ADVICE, True)

    def test_that_another_user_serves_is_as_it_should_be(self, db: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE ROLE clerk")
            cursor.execute("SET LOCAL ROLE clerk")
        assert said(server.database_user) == []

    def test_that_forgets_at_a_power_cut_is_a_fault(self, db: None) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL synchronous_commit = off")
        ((grade, sentence),) = said(server.durability)
        assert (grade, "synchronous_commit" in sentence) == (Grade.FAULT, True)


class TestTheWork:
    def test_that_no_worker_does_is_a_fault(self, db: None) -> None:
        ((grade, sentence),) = said(work.worker)
        assert (grade, all(part in sentence for part in beats.silent_after())) == (Grade.FAULT, True)

    def test_that_a_worker_does_is_as_it_should_be_until_it_is_silent(self, db: None) -> None:
        for part in beats.silent_after():
            beats.write(part)
        assert said(work.worker) == []
        with clock.travel(clock.now() + beats.silent_after()["alarms"] + timedelta(seconds=1)):
            assert "alarms" in said(work.worker)[0][1]

    def test_without_copies_of_the_seals_is_an_advice(self, db: None) -> None:
        ((grade, sentence),) = said(work.seal_copies)
        assert (grade, "leaves the house" in sentence) == (Grade.ADVICE, True)

    def test_with_copies_that_get_out_is_as_it_should_be(
        self, db: None, settings: Any, tmp_path: Path
    ) -> None:
        settings.DATA_FOLDER, settings.JINLIN_SEAL_FOLDER = tmp_path, str(tmp_path / "seals")
        (tmp_path / "seals").mkdir()
        journal.note_release("0.2.0", b"k" * 32)
        seal()
        assert said(work.seal_copies)[0][0] == Grade.FAULT  # none has been sent yet
        journal.send_copies()
        assert said(work.seal_copies) == []

    def test_with_copies_that_do_not_get_out_is_a_fault(
        self, db: None, settings: Any, tmp_path: Path
    ) -> None:
        settings.DATA_FOLDER, settings.JINLIN_SEAL_FOLDER = tmp_path, str(tmp_path / "gone" / "seals")
        journal.note_release("0.2.0", b"k" * 32)
        seal()
        journal.send_copies()
        ((grade, sentence),) = said(work.seal_copies)
        assert (grade, "cannot be written" in sentence) == (Grade.FAULT, True)


class TestTheMachine:
    def test_whose_clock_is_off_is_a_fault(self, db: None) -> None:
        assert said(machine.clocks) == []
        with clock.travel(clock.now() + 2 * machine.MOST_APART):
            assert said(machine.clocks)[0][0] == Grade.FAULT

    def test_with_a_full_disk_is_a_fault(self, settings: Any, tmp_path: Path, monkeypatch: Any) -> None:
        settings.DATA_FOLDER = tmp_path
        monkeypatch.setattr(machine, "LEAST_BYTES", 0)
        monkeypatch.setattr(machine, "LEAST_FREE", 0.0)
        assert said(machine.disk) == []
        monkeypatch.setattr(machine, "LEAST_FREE", 1.0)
        assert said(machine.disk)[0][0] == Grade.FAULT

    def test_without_a_back_up_of_the_last_day_is_a_fault(self, settings: Any, tmp_path: Path) -> None:
        settings.JINLIN_BACKUPS = None
        assert said(machine.backups)[0][0] == Grade.ADVICE
        settings.JINLIN_BACKUPS = tmp_path
        assert said(machine.backups)[0][0] == Grade.FAULT
        dump = tmp_path / "jinlin.dump"
        dump.touch()
        assert said(machine.backups) == []
        yesterday = (clock.now() - machine.OLDEST_BACKUP).timestamp() - 1
        os.utime(dump, (yesterday, yesterday))
        assert said(machine.backups)[0][0] == Grade.FAULT


class TestTheCalendar:
    def test_of_next_year_is_wanted_from_november_on_and_of_this_year_always(self, db: None) -> None:
        with clock.travel(clock.local_moment(clock.today().replace(year=2060, month=10, day=31))) as travel:
            assert [grade for grade, _ in said(calendars.next_year)] == [Grade.FAULT]
            load_calendar_year(2060, [], [], "made up")
            assert said(calendars.next_year) == []
            travel.move(clock.local_moment(clock.today().replace(month=11, day=1)))
            assert [grade for grade, _ in said(calendars.next_year)] == [Grade.ADVICE]


class TestTheGateway:
    def test_that_is_not_set_up_is_told(self, settings: Any) -> None:
        settings.JINLIN_MESSAGE_WEBHOOK = ""
        ((grade, sentence),) = said(gateways.messages)
        assert (grade, "No message gateway" in sentence) == (Grade.ADVICE, True)

    def test_that_does_not_answer_or_has_no_key_is_a_fault(self, settings: Any) -> None:
        settings.JINLIN_MESSAGE_WEBHOOK = f"http://127.0.0.1:{free_port()}/messages"
        settings.JINLIN_MESSAGE_WEBHOOK_KEY = ""
        assert [grade for grade, _ in said(gateways.messages)] == [Grade.FAULT, Grade.FAULT]

    def test_of_no_sense_is_a_fault_and_no_crash(self, settings: Any) -> None:
        settings.JINLIN_TSA = "http://[half/an/address"
        assert [grade for _, one in examine([gateways.time_stamps]) for grade in [one.grade]] == [Grade.FAULT]


class TestTheEdge:
    def test_an_installation_without_its_public_address_is_told(self, settings: Any) -> None:
        settings.PUBLIC, settings.DEMO = PublicAddress.read(""), False
        ((grade, sentence),) = said(edge.public_address)
        assert (grade, "JINLIN_ADDRESS" in sentence) == (Grade.FAULT, True)
        assert said(edge.proxies) == []

    def test_tls_without_a_trusted_proxy_is_told(self, settings: Any) -> None:
        settings.PUBLIC, settings.PROXIES = PublicAddress.read("https://city.example/"), Proxies()
        ((grade, sentence),) = said(edge.proxies)
        assert (grade, "JINLIN_PROXIES" in sentence) == (Grade.FAULT, True)

    def test_both_named_are_as_they_should_be(self, settings: Any) -> None:
        settings.PUBLIC, settings.PROXIES = PublicAddress.read("https://a.cn/"), Proxies.read("127.0.0.1")
        assert [said(edge.public_address), said(edge.proxies)] == [[], []]
