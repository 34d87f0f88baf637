"""Importing somebody else's file."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from django.db.models import QuerySet

from jinlin.kernel.cases.definition import Ask
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.reports import by_unit
from jinlin.kernel.cases.selectors import contents_of
from jinlin.kernel.journal.checks import verify
from jinlin.kernel.registry.selectors import world
from jinlin.lib.errors import BadInput
from jinlin.lib.words import Words
from jinlin.packkit import importer
from jinlin.packkit.compile import load_pack
from jinlin.packkit.demo import install_demo
from jinlin.packkit.grammar.imports import ImportMapping, RowTime
from jinlin.packkit.install import install
from jinlin.packkit.pack import Pack
from jinlin.packkit.rows import answer

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
        assert contents_of(case).get("details") == "小区门口路灯坏了三天，\n请修。"
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
            ("1", "It has the same key as row 2"),
            ("", "'留言编号' is empty"),
            ("3", "'留言时间' is not a time as %Y/%m/%d %H"),
            ("4", "This row has 5 cells, the header has 7; quote texts that hold a comma"),
        ]
        importer.write_rejects(done.rejects, tmp_path / "rejects.csv")
        assert len((tmp_path / "rejects.csv").read_text(encoding="utf-8-sig").splitlines()) == 5

    def test_of_a_file_that_a_stray_quotation_mark_spoils_brings_in_nothing(
        self, pack: Pack, tmp_path: Path
    ) -> None:
        path, rest = tmp_path / "messages.csv", "2019/2/28 11:25:05,坏了,好了,2019/3/20 9:00:00"
        path.write_text(f'{",".join(HEADER)}\n1,甲,"路灯,{rest}\n2,乙,井盖,{rest}\n', encoding="utf-8")
        with pytest.raises(BadInput, match="no sound CSV"):
            importer.import_file(pack, path)
        assert not reports().exists()

    @pytest.mark.parametrize(
        ("encoding", "separator"), [("gb18030", ","), ("utf-16", "\t"), ("utf-8-sig", ";")]
    )
    def test_takes_what_another_system_saved(
        self, pack: Pack, tmp_path: Path, encoding: str, separator: str
    ) -> None:
        path = tmp_path / "old.csv"
        with path.open("w", encoding=encoding, newline="") as file:
            csv.writer(file, delimiter=separator).writerows([HEADER, row("1")])
        assert importer.import_file(pack, path).opened == 1

    def test_gives_the_numbers_of_rejected_rows_to_the_next(self, pack: Pack, tmp_path: Path) -> None:
        rows = [row(str(n)) for n in range(6)]
        for one in rows[1::2]:
            one[5] = "已修好\uffff"  # is refused at the last step but one, when the case had its number
        done = importer.import_file(pack, written(tmp_path, rows))
        assert len(done.rejects) == 3
        importer.import_file(pack, written(tmp_path, [row("9"), row("10")]))
        serials = sorted(int(one.rpartition("-")[2]) for one in reports().values_list("number", flat=True))
        assert serials[:3] == list(range(serials[0], serials[0] + 3))

    def test_takes_organisation_and_time_from_the_row_and_the_first_column_that_is_filled(
        self, pack: Pack, tmp_path: Path
    ) -> None:
        opening = {"role": "intake_clerk", "organisation": "=row['单位']"}
        changed = ImportMapping.model_validate(
            {
                "key": "编号", "columns": ["编号", "单位", "标题", "办结", "来件"], "case": "report",
                "time": {"formats": ["%Y年%m月%d日"]},
                "steps": [
                    {
                        "takes": "open", "at": ["办结", "来件"], "as": opening,
                        "answers": {"title": "row['标题']", "details": "row['标题']", "area": "'990101'"},
                    }
                ],
            }
        )  # fmt: skip
        path = tmp_path / "units.csv"
        name = world().organisation("DEMO-CENTRE")
        assert name is not None
        path.write_text(
            f"编号,单位,标题,办结,来件\n1,{name.name},路灯不亮,,2019年3月5日\n2,没有的单位,井盖,,2019年3月5日\n",
            encoding="utf-8",
        )
        done = importer.import_file(pack.model_copy(update={"imports": {"units": changed}}), path)
        assert (done.opened, [one.reason.zh for one in done.rejects]) == (1, ["没有单位“没有的单位”"])
        assert reports().get().opened_at.isoformat() == "2019-03-04T16:00:00+00:00"

    def test_refuses_a_file_that_no_mapping_fits_and_names_those_there_are(
        self, pack: Pack, tmp_path: Path
    ) -> None:
        path = tmp_path / "other.csv"
        path.write_text("a,b\n1,2\n", encoding="utf-8")
        with pytest.raises(BadInput, match="留言编号"):
            importer.import_file(pack, path)


@pytest.mark.parametrize(
    ("type", "text", "answered"),
    [
        ("date", "5.3.2019", "2019-03-05"),
        ("date", "2019/3/5", "2019-03-05"),
        ("moment", "5.3.2019", "2019-03-05T00:00:00+06:00"),
        ("date", "soon", "soon"),
        ("text", "5.3.2019", "5.3.2019"),
    ],
)
def test_days_and_times_of_all_fields_are_read_as_the_file_writes_them(
    type: str, text: str, answered: str
) -> None:
    time = RowTime(formats=("%d.%m.%Y",), zone="Asia/Urumqi")
    ask = Ask.model_validate({"type": type, "name": Words(zh="日", en="Day")})
    assert answer(ask, text, time) == answered
