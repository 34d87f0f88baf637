"""Importing somebody else's file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.db.models import QuerySet

from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.reports import by_unit
from jinlin.kernel.journal.checks import verify
from jinlin.lib.errors import BadInput
from jinlin.packkit import importer
from jinlin.packkit.compile import load_pack
from jinlin.packkit.demo import install_demo
from jinlin.packkit.install import install
from jinlin.packkit.pack import Pack

HEADER = ["留言编号", "留言用户", "留言主题", "留言时间", "留言详情", "答复意见", "答复时间"]


def row(key: str, asked: str = "2019/2/28 11:25:05", answered: str = "2019/3/20 9:00:00") -> list[str]:
    return [key, "A0001", "路灯不亮", asked, "\n\t\t小区门口路灯坏了三天，\n请修。\t", "已修好。", answered]


@pytest.fixture
def pack(db: None) -> Pack:
    found = load_pack("joint_command_centre")
    install_demo()
    install(found)
    return found


def reports() -> QuerySet[Case]:
    return Case.objects.filter(type="report")


def written(folder: Path, rows: list[list[str]]) -> Path:
    path = folder / "messages.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


class TestAnImport:
    def test_records_each_row_with_its_own_dates_handled_and_answered(
        self, pack: Pack, tmp_path: Path
    ) -> None:
        done = importer.import_file(pack, written(tmp_path, [row("1")]))
        assert (done.read, done.opened, done.rejects) == (1, 1, [])
        case = reports().get()
        assert case.facts["details"] == "小区门口路灯坏了三天，\n请修。"
        assert (case.opened_at.isoformat(), case.outcome) == ("2019-02-28T03:25:05+00:00", "closed")
        assert verify().faults == ()

    def test_brings_the_cards_that_the_limits_would_have_brought(self, pack: Pack, tmp_path: Path) -> None:
        importer.import_file(pack, written(tmp_path, [row("1"), row("2", answered="2019/3/1 9:00:00")]))
        whole = by_unit("joint_command_centre/report")[0]
        assert (whole.opened, whole.closed, whole.on_time) == (2, 2, 1)
        assert whole.red >= 1

    def test_run_twice_doubles_nothing(self, pack: Pack, tmp_path: Path) -> None:
        path = written(tmp_path, [row("1"), row("2")])
        importer.import_file(pack, path)
        again = importer.import_file(pack, path)
        assert (again.read, again.opened, again.known) == (2, 0, 2)
        assert reports().count() == 2

    def test_killed_midway_goes_on_where_it_was(
        self, pack: Pack, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(importer, "BATCH", 2)
        path = written(tmp_path, [row(str(n)) for n in range(5)])

        def killed(done: importer.Imported) -> None:
            if done.read >= 4:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            importer.import_file(pack, path, killed)
        done = importer.import_file(pack, path)
        assert (done.opened, done.known, reports().count()) == (1, 4, 5)

    def test_says_for_each_row_that_cannot_be_read_why(self, pack: Pack, tmp_path: Path) -> None:
        rows = [row("1"), row("1"), row(""), row("3", asked="yesterday"), row("4")[:5], row("5")]
        done = importer.import_file(pack, written(tmp_path, rows))
        assert done.opened == 2
        assert [(one.key, one.reason.en.split(":")[0]) for one in done.rejects] == [
            ("1", "It has the same key as line 4"),
            ("", "'留言编号' is empty"),
            ("3", "'留言时间' is not a time as %Y/%m/%d %H"),
            ("4", "It has more cells than the header, or fewer"),
        ]
        importer.write_rejects(done.rejects, tmp_path / "rejects.csv")
        assert len((tmp_path / "rejects.csv").read_text(encoding="utf-8-sig").splitlines()) == 5

    def test_refuses_a_file_that_no_mapping_fits_and_names_those_there_are(
        self, pack: Pack, tmp_path: Path
    ) -> None:
        path = tmp_path / "other.csv"
        path.write_text("a,b\n1,2\n", encoding="utf-8")
        with pytest.raises(BadInput, match="留言编号"):
            importer.import_file(pack, path)
