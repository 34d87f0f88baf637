"""A folder becomes a frozen pack: what it extends, which roles it has, and what its digest names."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest

from jinlin.packkit.check import check
from jinlin.packkit.compile import compile_pack, load_pack, load_packs
from jinlin.packkit.faults import PackBroken
from jinlin.packkit.folders import pack_folders
from jinlin.packkit.tests.conftest import LAMPS, Workshop

BASE = """
opened_by: [resident]
starts_in: asked
states:
  asked:
    name: {zh: 已提出, en: Asked}
    say: {zh: 已提出, en: It is asked}
    within: 1 day
    on_lapse: [{escalate: clerk}]
  over:
    name: {zh: 结束, en: Over}
    say: {zh: 已结束, en: It is over}
    final: true
  extra:
    name: {zh: 多余, en: Extra}
    say: {zh: 多余, en: One too many}
asks: {}
actions:
  end: {name: {zh: 结束, en: End}, from: asked, to: over, by: clerk}
"""
CASE = """
  question:
    name: {zh: 提问, en: Question}
    number: "Q{year}-{seq}"
    extends: asking
    states: {asked: {within: 2 days}, extra: null}
"""


def extended(workshop: Workshop) -> None:
    (workshop.root / "_bases").mkdir()
    (workshop.root / "_bases" / "asking.yaml").write_text(BASE, encoding="utf-8")
    process = workshop.folder / "process.yaml"
    process.write_text(process.read_text(encoding="utf-8") + CASE, encoding="utf-8")


def test_a_case_extends_a_base_beside_its_pack(workshop: Workshop) -> None:
    extended(workshop)
    question = compile_pack(workshop.folder).definitions["question"]
    assert question.states["asked"].within == "2 days"
    assert question.states["asked"].on_lapse[0].name == "escalate"
    assert set(question.states) == {"asked", "over"}


def test_a_mistake_in_a_base_is_told_where_the_base_has_it(workshop: Workshop) -> None:
    extended(workshop)
    base = workshop.root / "_bases" / "asking.yaml"
    base.write_text(BASE.replace("escalate: clerk", "escalate: clark"), encoding="utf-8")
    line = BASE[: BASE.index("escalate")].count("\n") + 1
    told = [str(fault) for fault in workshop.faults()]
    assert any(one.startswith(f"{base}:{line}: there is no role `clark`") for one in told)


def test_a_removal_of_what_the_base_does_not_have_is_a_mistake(workshop: Workshop) -> None:
    extended(workshop)
    line = workshop.change("process.yaml", "extra: null", "extras: null")
    place = f"{workshop.folder / 'process.yaml'}:{line}: "
    assert any(
        str(fault).startswith(f"{place}the base `asking` has no `extras` to remove")
        for fault in workshop.faults()
    )


def test_every_definition_has_the_roles_of_the_pack() -> None:
    pack = compile_pack(LAMPS)
    assert all(one.roles == pack.about.roles for one in pack.definitions.values())
    assert set(pack.definitions) == {"report", "check", "letter"}


def test_a_pack_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="frozen"):
        compile_pack(LAMPS).name = "other"  # type: ignore[misc]


def test_the_digest_names_what_a_pack_says_and_not_how_it_is_laid_out(workshop: Workshop) -> None:
    before = compile_pack(workshop.folder).digest
    workshop.change("story.yaml", "stories:\n", "# A comment\n\nstories:\n")
    assert compile_pack(workshop.folder).digest == before
    workshop.change("registers/kinds.csv", "灯太暗", "灯很暗")
    assert compile_pack(workshop.folder).digest != before


def test_a_broken_pack_is_not_compiled_and_tells_all_its_mistakes(workshop: Workshop) -> None:
    workshop.change("pack.yaml", "code: T-01\n", "")
    workshop.change("process.yaml", "title: subject", "titel: subject")
    with pytest.raises(PackBroken) as broken:
        compile_pack(workshop.folder)
    assert [Path(one.place.file).name for one in broken.value.faults] == ["pack.yaml", "process.yaml"]


def test_folders_that_begin_with_an_underscore_are_no_packs(workshop: Workshop) -> None:
    (workshop.root / "_bases").mkdir()
    assert [one.name for one in pack_folders([workshop.root])] == ["lamp_repair"]


def test_two_packs_of_one_name_are_a_mistake(workshop: Workshop, tmp_path_factory: Any) -> None:
    other = Workshop(tmp_path_factory.mktemp("other"))
    told = [str(fault) for fault in check([workshop.root, other.root])]
    assert any("a pack lamp_repair is already in" in one for one in told)
    with pytest.raises(PackBroken, match="is already in"):
        load_packs([workshop.root, other.root])


def test_packs_that_are_named_themselves_are_no_folders_of_packs(workshop: Workshop) -> None:
    other = workshop.root / "other_lamps"
    copytree(workshop.folder, other)
    assert check([workshop.folder, workshop.folder, other]) == check([workshop.root])


def test_a_folder_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    assert [fault.code for fault in check([tmp_path / "gone"])] == ["no-folder"]


def test_packs_come_from_the_folders_that_the_setting_names(workshop: Workshop, settings: Any) -> None:
    settings.JINLIN_PACKS = [workshop.root]
    assert load_pack("lamp_repair").name == "lamp_repair"


def test_a_pack_that_is_not_there_is_told_with_those_that_are(workshop: Workshop) -> None:
    with pytest.raises(PackBroken, match="did you mean `lamp_repair`"):
        load_pack("lamp_repairs", [workshop.root])


def test_a_pack_from_outside_computes_only_where_the_installation_allows_it(
    workshop: Workshop, settings: Any
) -> None:
    (workshop.folder / "calc.py").write_text("X = 1\n", encoding="utf-8")
    assert [fault.code for fault in workshop.faults()] == ["may-not-compute"]
    settings.JINLIN_PACKS_MAY_COMPUTE = True
    assert workshop.faults() == []


def test_a_file_that_no_pack_has_is_a_mistake(workshop: Workshop) -> None:
    (workshop.folder / "rule.yaml").write_text("tables: {}\n", encoding="utf-8")
    assert [fault.code for fault in workshop.faults()] == ["file-unknown"]


@pytest.mark.parametrize("name", ["pack.yaml", "process.yaml", "story.yaml", "README.md"])
def test_a_file_that_every_pack_has_is_missed(workshop: Workshop, name: str) -> None:
    (workshop.folder / name).unlink()
    told = [str(fault) for fault in workshop.faults()]
    assert [one for one in told if one.startswith(f"{workshop.folder / name}:1: the pack needs this file")]


def test_a_mistake_is_told_once_and_not_what_follows_from_it(workshop: Workshop) -> None:
    workshop.change("process.yaml", "cases:\n", "cases: [\n")
    assert len(workshop.faults()) == 1
