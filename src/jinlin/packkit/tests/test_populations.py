"""The published volume is recorded through the engine, and the published figures come out again."""

from __future__ import annotations

import pytest

from jinlin.instruments.messages.selectors import waiting
from jinlin.kernel.cases.models import Case
from jinlin.kernel.cases.selectors import contents_of
from jinlin.packkit.compile import compile_pack
from jinlin.packkit.faults import PackBroken
from jinlin.packkit.figures import Outcome, recompute
from jinlin.packkit.install import install
from jinlin.packkit.pack import Pack
from jinlin.packkit.populations import record
from jinlin.packkit.tests.conftest import Workshop

pytestmark = pytest.mark.usefixtures("city")


def installed(workshop: Workshop) -> Pack:
    pack = compile_pack(workshop.folder)
    install(pack)
    return pack


def test_a_population_is_recorded_case_by_case(workshop: Workshop) -> None:
    assert record(installed(workshop), "published") == 6
    cases = Case.objects.filter(type="report").order_by("id")
    reports = [(one.state, contents_of(one).title) for one in cases]
    repaired = [("repaired", f"第{i}盏灯") for i in range(1, 5)]
    assert reports == [*repaired, ("with_unit", "第5盏灯"), ("with_unit", "第6盏灯")]


@pytest.mark.parametrize(("until", "yellow"), [("2024-01-05 17:29", 0), ("2024-01-05 17:30", 1)])
def test_silence_at_the_end_of_a_path_has_its_consequences_up_to_that_moment_and_no_further(
    workshop: Workshop, until: str, yellow: int
) -> None:
    workshop.change("story.yaml", "2024-01-05 17:30", until)
    record(installed(workshop), "published")
    late = Case.objects.filter(type="report", state="with_unit")
    assert {one.tally["shown"] for one in late} == {yellow}


def test_what_was_said_in_a_population_is_not_said_again(workshop: Workshop) -> None:
    workshop.change("process.yaml", "on_lapse: [{card: yellow}]",
                    "on_lapse: [{card: yellow}, {send: {template: soon, to: holder}}]")  # fmt: skip
    record(installed(workshop), "published")
    assert waiting() == 0


def test_a_path_that_is_refused_says_its_line(workshop: Workshop) -> None:
    workshop.change("story.yaml", "takes: repair, on: it, answers: {cost: 100}", "takes: go_on, on: it")
    line = workshop.line("story.yaml", "{who: clerk, opens: report, channel: phone")
    with pytest.raises(PackBroken) as broken:
        record(installed(workshop), "published")
    (fault,) = broken.value.faults
    assert fault.place.line == line
    assert "this path was refused" in fault.say.en


def test_published_figures_come_out_again_and_leave_nothing_behind(workshop: Workshop) -> None:
    found = {one.name: (one.n, one.d, one.outcome) for one in recompute(installed(workshop))}
    assert found == {
        "repaired_share": (4, 6, Outcome.RECOMPUTED),
        "content": (None, None, Outcome.CANNOT),
    }
    assert not Case.objects.exists()


def test_cases_that_are_there_already_do_not_change_a_figure(workshop: Workshop) -> None:
    pack = installed(workshop)
    record(pack, "published")
    assert {one.outcome for one in recompute(pack)} == {Outcome.RECOMPUTED, Outcome.CANNOT}


def test_a_figure_that_does_not_come_out_is_told(workshop: Workshop) -> None:
    workshop.change("story.yaml", "- count: 2", "- count: 3")
    found = {
        one.name: (one.n, one.d, one.outcome is Outcome.RECOMPUTED) for one in recompute(installed(workshop))
    }
    assert found["repaired_share"] == (4, 7, False)


def test_what_a_run_at_full_volume_rests_on_are_rules_and_not_words(workshop: Workshop) -> None:
    before = compile_pack(workshop.folder).workings
    workshop.change("process.yaml", "zh: ", "zh: 改")
    assert compile_pack(workshop.folder).workings == before
    workshop.change("process.yaml", "max: 80", "max: 79")
    assert compile_pack(workshop.folder).workings != before
