"""The commands: what they print, what they refuse, and that each refusal is a sentence."""

from __future__ import annotations

import json
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest
from click.testing import CliRunner, Result
from django.contrib.auth import get_user_model

from jinlin.cli.main import jinlin, run
from jinlin.cli.output import complain
from jinlin.kernel.cases.models import Wording
from jinlin.kernel.cases.tests.town import build_town
from jinlin.kernel.registry import selectors as registry
from jinlin.lib.errors import BadInput, NotFound, Problem
from jinlin.lib.words import Words


class Installation(ModuleType):
    """The test's own database, already open."""

    opened = opened_to_look = staticmethod(nullcontext)

    @staticmethod
    def load_django() -> None:
        """It is loaded."""


HERE = Installation("here")


def call(*arguments: str) -> Result:
    """Run a command in this process; what it raised is raised again."""
    return CliRunner().invoke(jinlin, arguments, obj=HERE, catch_exceptions=False)


def table(folder: Path, name: str, *lines: str) -> str:
    path = folder / f"{name}.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8-sig")
    return str(path)


@pytest.fixture
def officers(db: None, tmp_path: Path) -> None:
    """The small town with a clerk and a fixer, brought in by the commands themselves."""
    build_town()
    call("people", "load", table(tmp_path, "people", "username,name", "lin,林", "wu,吴"))
    offices = ("username,role,organisation,area", "lin,clerk,T-CENTRE,990101", "wu,fixer,T-ROADS,990101")
    call("offices", "load", table(tmp_path, "offices", *offices))


@pytest.mark.usefixtures("officers")
def test_an_office_whose_role_no_pack_knows_is_loaded_and_doubted(tmp_path: Path) -> None:
    row = "lin,{},T-CENTRE,990101"
    told = [
        call("offices", "load", table(tmp_path, role, "username,role,organisation,area", row.format(role)))
        for role in ("clerk", "clrek")
    ]
    assert ["No installed pack knows these roles: clrek" in one.output for one in told] == [False, True]


@pytest.mark.usefixtures("officers")
class TestACase:
    def test_goes_from_open_to_its_history_on_the_command_line(self) -> None:
        number = self.opened()
        call("take", number, "assign", "--as", "lin", "--answers", '{"kind": "pothole"}')
        shown = call("show", number, "--as", "wu").output
        assert "with_unit" in shown
        assert "resolve" in shown
        listed = call("list", "--as", "wu", "--format", "json").output
        rows = [(row["number"], row["holder"], row["card"]) for row in json.loads(listed)]
        assert rows == [(number, "T-ROADS", None)]

    def test_is_not_shown_to_a_person_who_may_not_read_it(self) -> None:
        with pytest.raises(NotFound):
            call("show", self.opened(), "--as", "wu")

    def test_takes_its_answers_from_a_file_too(self, tmp_path: Path) -> None:
        (tmp_path / "answers.json").write_text('{"subject": "洞"}', encoding="utf-8")
        opened = call("open", "town/report", "--as", "lin", "--answers", f"@{tmp_path / 'answers.json'}")
        assert "洞" in call("show", opened.output.split("\n")[0], "--as", "lin").output

    @pytest.mark.parametrize("answers", ["{", "[]", '"x"', "@/no/such/file"])
    def test_refuses_answers_that_are_no_json_object(self, answers: str) -> None:
        with pytest.raises(BadInput):
            call("open", "town/report", "--as", "lin", "--answers", answers)

    def test_is_found_again_once_the_search_was_rebuilt(self) -> None:
        self.opened()
        Wording.objects.all().delete()
        assert "1 cases can be found" in call("search", "rebuild").output
        assert "hole" in Wording.objects.get().body

    def opened(self) -> str:
        said = call("open", "town/report", "--as", "lin", "--answers", '{"subject": "A hole"}').output
        return said.split("\n")[0]


@pytest.mark.usefixtures("officers")
class TestTheRegistry:
    def test_says_what_would_change_and_changes_nothing_in_a_dry_run(self, tmp_path: Path) -> None:
        areas = table(tmp_path, "areas", "code,name,parent,level", "990101001,新街道,990101,town")
        assert "1 added" in call("areas", "load", areas, "--dry-run").output
        assert registry.world().area("990101001") is None
        call("areas", "load", areas)
        assert registry.world().area("990101001") is not None

    def test_replaces_a_packs_register_by_the_citys_own(self, tmp_path: Path) -> None:
        kinds = table(tmp_path, "kinds", "code,grade", "tree,urgent")
        call("registers", "load", "town/kinds", kinds)
        assert [row["code"] for row in registry.world().rows("town/kinds")] == ["tree"]

    def test_issues_a_token_that_works(self) -> None:
        token = call("token", "issue", "lin").output.strip()
        assert registry.actor_by_token(token)[0].username == "lin"

    def test_loads_a_years_holidays(self, tmp_path: Path) -> None:
        days = table(tmp_path, "days", "date,day", "2031-01-01,off", "2031-01-04,on")
        call("calendar", "load", days, "--source", "made up")
        calendar = registry.world().calendar
        assert not calendar.is_working_day(date(2031, 1, 1))
        assert calendar.is_working_day(date(2031, 1, 4))

    def test_keeps_the_citys_own_office_hours(self) -> None:
        call("calendar", "hours", "set", "2031-06-01", "08:00-12:00", "15:00-18:00", "--source", "made up")
        assert "2031-06-01  08:00-12:00 15:00-18:00  made up" in call("calendar", "hours", "list").output
        call("calendar", "hours", "remove", "2031-06-01")
        assert "2031" not in call("calendar", "hours", "list").output

    def test_loads_the_service_grid(self, tmp_path: Path) -> None:
        square = [[[120.0, 40.0], [120.1, 40.0], [120.1, 40.1], [120.0, 40.0]]]
        cell = {"code": "990101001001001", "name": "一格", "area": "990101"}
        feature = {
            "type": "Feature", "properties": cell, "geometry": {"type": "Polygon", "coordinates": square},
        }  # fmt: skip
        file = tmp_path / "grid.geojson"
        file.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
        assert "1 added" in call("grid", "load", str(file), "--dry-run").output
        assert not registry.world().has_grid
        call("grid", "load", str(file))
        assert registry.world().has_grid

    def test_sets_a_password_that_is_asked_for_twice(self) -> None:
        typed = "a-long-passphrase-1\na-long-passphrase-1\n"
        said = CliRunner().invoke(jinlin, ["people", "password", "lin"], obj=HERE, input=typed)
        assert "a-long-passphrase-1" not in said.output
        assert get_user_model().objects.get(username="lin").check_password("a-long-passphrase-1")

    def test_closes_an_account_and_opens_it_again(self) -> None:
        call("people", "close", "lin")
        assert not registry.person("lin").is_open
        call("people", "reopen", "lin")
        assert registry.person("lin").is_open

    @pytest.mark.parametrize(
        "rows",
        [
            [],
            ["2031-13-01,off"],
            ["2031-01-01,rest"],
            ["2031-01-01,off", "2031-01-01,on"],
            ["2031-01-01,off", "2032-01-01,off"],
        ],
    )
    def test_refuses_a_table_of_days_that_is_none(self, tmp_path: Path, rows: list[str]) -> None:
        with pytest.raises(BadInput):
            call("calendar", "load", table(tmp_path, "days", "date,day", *rows), "--source", "made up")


class TestAProblem:
    def test_is_said_in_both_languages_with_what_helps_and_the_fields(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        fields = {"subject": {"zh": "必填", "en": "is needed"}}
        complain(BadInput("不对", "It is wrong", help=Words(zh="请改", en="Mend it"), fields=fields))
        assert capsys.readouterr().err == "不对 / It is wrong\n请改 / Mend it\n  subject: 必填 / is needed\n"

    def test_ends_the_command_with_exit_code_1_and_no_trace(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def refuse() -> None:
            raise Problem("不行", "It cannot be done")

        monkeypatch.setattr("sys.argv", ["jinlin", "check"])
        monkeypatch.setattr(HERE, "load_django", refuse)
        with pytest.raises(SystemExit) as ended:
            run(HERE)
        assert (ended.value.code, capsys.readouterr().err) == (1, "不行 / It cannot be done\n")


def test_every_command_explains_itself() -> None:
    for name, command in jinlin.commands.items():
        assert command.get_short_help_str(200), name


def test_a_new_pack_passes_the_check(tmp_path: Path) -> None:
    call("new-pack", "night_market", "--into", str(tmp_path))
    checked = CliRunner().invoke(jinlin, ["check", str(tmp_path)], obj=HERE)
    assert (checked.exit_code, checked.output) == (0, "0 处错误 / 0 mistakes\n")


def test_check_names_file_and_line_and_fails(tmp_path: Path) -> None:
    call("new-pack", "night_market", "--into", str(tmp_path))
    process = tmp_path / "night_market" / "process.yaml"
    process.write_text(process.read_text(encoding="utf-8") + "\nnonsense: 1\n", encoding="utf-8")
    checked = CliRunner().invoke(jinlin, ["check", str(tmp_path)], obj=HERE)
    assert checked.exit_code == 1
    assert "process.yaml:" in checked.output
