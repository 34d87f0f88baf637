"""YAML 1.2 and CSV are read with the line of every part."""

from __future__ import annotations

from pathlib import Path

import pytest

from jinlin.packkit.faults import PackBroken
from jinlin.packkit.reader import LARGEST_YAML, read_yaml
from jinlin.packkit.registers import read_register


def written(folder: Path, name: str, content: str | bytes) -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_yes_and_on_are_words_as_yaml_1_2_says(tmp_path: Path) -> None:
    assert read_yaml(written(tmp_path, "a.yaml", "on: yes\nreal: true\nnumber: 010\n")).data == {
        "on": "yes", "real": True, "number": 10,
    }  # fmt: skip


def test_what_a_mapping_says_itself_goes_before_what_it_merges(tmp_path: Path) -> None:
    tree = read_yaml(written(tmp_path, "a.yaml", "a: &a {x: 1, y: 2}\nb:\n  <<: *a\n  y: 3\n"))
    assert tree.data["b"] == {"y": 3, "x": 1}
    assert (tree.place("b", "y").line, tree.place("b", "x").line) == (4, 2)


def test_every_key_and_item_has_its_line(tmp_path: Path) -> None:
    tree = read_yaml(written(tmp_path, "a.yaml", "a:\n  b: 1\n  c:\n    - {x: 1}\n    - y\n"))
    lines = {trail: tree.place(*trail).line for trail, _ in tree.walk()}
    assert lines == {(): 1, ("a",): 1, ("a", "b"): 2, ("a", "c"): 3, ("a", "c", 0): 4, ("a", "c", 0, "x"): 4,
                     ("a", "c", 1): 5}  # fmt: skip


def test_a_part_that_is_not_there_is_placed_with_the_nearest_above(tmp_path: Path) -> None:
    assert read_yaml(written(tmp_path, "a.yaml", "\na:\n  b: 1\n")).place("a", "c", "d").line == 2


@pytest.mark.parametrize(
    ("content", "line", "sentence"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "'a' is written twice"),
        ("a: [1\nb: 2\n", 2, "this is not YAML"),
        ("- a\n- b\n", 1, "must hold `key: value` lines"),
        ("", 1, "must hold `key: value` lines"),
        ("a: &a [*a]\n", 1, "a part contains itself"),
        ("a: 1\n? [b]\n: 2\n", 2, "a key is one word or text"),
        ("a: !!python/name:os.system x\n", 1, "is not known here"),
        ("a: 2026-02-30\n", 1, "this is not YAML"),
        ("a: 1\n<<: [2]\n", 2, "`<<` merges mappings only"),
        (b"a: 1\nb: \xff\xfe\n", 2, "not UTF-8"),
        ("a: 1\nb: \x00\n", 1, "this is not YAML"),
        ("# " + "x" * LARGEST_YAML, 1, "the file is larger than"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_read_says_why(
    tmp_path: Path, content: str | bytes, line: int, sentence: str
) -> None:
    with pytest.raises(PackBroken) as broken:
        read_yaml(written(tmp_path, "a.yaml", content))
    (fault,) = broken.value.faults
    assert (fault.place.line, sentence in fault.say.en) == (line, True)


def test_a_register_is_read_with_the_line_of_every_row(tmp_path: Path) -> None:
    text = '\ufeffcode,name\na,"one,\ntwo"\n\nb, three \n'
    register = read_register(written(tmp_path, "r.csv", text))
    assert register.columns == ("name",)
    assert register.rows == ({"code": "a", "name": "one,\ntwo"}, {"code": "b", "name": "three"})
    assert register.lines == (3, 5)


@pytest.mark.parametrize(
    ("text", "line", "sentence"),
    [
        ("name,code\n", 1, "the first column must be called `code`"),
        ("", 1, "the first column must be called `code`"),
        ("code,a,a\n", 1, "the column name 'a' is empty or there twice"),
        ("code,a\nx,1,2\n", 2, "this row has 3 cells, the header has 2"),
        ("code,a\n,1\n", 2, "the code is empty"),
        ("code,a\nx,1\nx,2\n", 3, "the code 'x' is already on line 2"),
    ],
)
def test_a_register_that_cannot_be_read_says_why(tmp_path: Path, text: str, line: int, sentence: str) -> None:
    with pytest.raises(PackBroken) as broken:
        read_register(written(tmp_path, "r.csv", text))
    assert [(one.place.line, sentence in one.say.en) for one in broken.value.faults] == [(line, True)]
