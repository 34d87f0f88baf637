"""The separate verifier, against proofs of a real journal and against everything that is no proof."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from jinlin.kernel.journal import actions, selectors
from jinlin.kernel.journal.chain import Entry
from jinlin_verify import Refused, check, main

AT = datetime(2018, 3, 5, 1, 10, tzinfo=UTC)
OTHERS: tuple[Any, ...] = (None, "", "00" * 32, 0, 1, 7, -1, {}, "\ud800")


@pytest.fixture
def proof(db: None, settings: Settings, tmp_path: Path) -> dict[str, Any]:
    """The proof of the third of seven events."""
    settings.DATA_FOLDER = tmp_path
    actions.append(
        Entry("case/5", f"act.step{step}", "person/12", AT, {"注": "路面塌陷"}) for step in range(7)
    )
    actions.seal()
    return selectors.proof("case/5", 3).model_dump(mode="json")


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str]]:
    """The command with a proof in a file: its exit code and all it printed."""

    def command(proof: object, *more: str) -> tuple[int, str]:
        place = tmp_path / "proof.json"
        place.write_text(proof if isinstance(proof, str) else json.dumps(proof))
        code = main([str(place), *more])
        printed = capsys.readouterr()
        return code, printed.out + printed.err

    return command


def places(value: Any, way: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every single value in a proof."""
    if not isinstance(value, dict | list):
        yield way
        return
    for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
        yield from places(inner, (*way, key))


def test_every_event_of_a_seal_is_proven(proof: dict[str, Any]) -> None:
    for seq in range(1, 8):
        one = selectors.proof("case/5", seq).model_dump(mode="json")
        check(one, bytes.fromhex(one["public_key"]))


def test_the_published_key_confirms_a_proof(
    proof: dict[str, Any], run: Callable[..., tuple[int, str]], tmp_path: Path
) -> None:
    (published,) = (tmp_path / "keys").glob("*.pub")
    code, printed = run(proof, "--key", str(published))
    assert code == 0
    assert "the proof holds: case/5 3 act.step2 person/12 2018-03-05T01:10:00.000000+00:00" in printed
    assert "compare" not in printed


def test_without_a_published_key_the_reader_is_told_to_compare(
    proof: dict[str, Any], run: Callable[..., tuple[int, str]]
) -> None:
    code, printed = run(proof)
    assert code == 0
    assert f"compare it: {proof['public_key']}" in printed


def test_no_value_of_a_proof_can_be_altered(proof: dict[str, Any]) -> None:
    key = bytes.fromhex(proof["public_key"])
    believed = []
    for way in places({name: value for name, value in proof.items() if name != "public_key"}):
        for other in OTHERS:
            altered = copy.deepcopy(proof)
            inner: Any = altered
            for step in way[:-1]:
                inner = inner[step]
            if str(inner[way[-1]]) == str(other):
                continue
            inner[way[-1]] = other
            try:
                check(altered, key)
            except Refused:
                continue
            believed.append((way, other))
    assert believed == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_path_with_steps_left_out_added_or_exchanged_is_refused(
    proof: dict[str, Any], data: st.DataObject
) -> None:
    steps = st.sampled_from(proof["path"])
    path = data.draw(st.lists(steps, max_size=5).filter(lambda one: one != proof["path"]))
    with pytest.raises(Refused):
        check({**proof, "path": path}, bytes.fromhex(proof["public_key"]))


def test_another_installations_key_is_refused(
    proof: dict[str, Any], run: Callable[..., tuple[int, str]], settings: Settings, tmp_path: Path
) -> None:
    from jinlin.kernel.journal import keys

    keys.private_key(tmp_path / "elsewhere", may_make=True)
    (other,) = (tmp_path / "elsewhere").glob("*.pub")
    code, printed = run(proof, "--key", str(other))
    assert code == 1
    assert "the seal was made with another key" in printed


@pytest.mark.parametrize(
    "content", ["", "[]", "{}", "1", "null", '{"public_key": 5}', "[" * 100_000, "\u0000"]
)
def test_what_is_no_proof_gets_a_sentence(run: Callable[..., tuple[int, str]], content: str) -> None:
    code, printed = run(content)
    assert code == 2
    assert "cannot be read" in printed


@pytest.mark.parametrize("content", ['{"public_key": "00"}', '{"public_key": "00", "event": [], "seal": 1}'])
def test_half_a_proof_gets_a_sentence(run: Callable[..., tuple[int, str]], content: str) -> None:
    code, printed = run(content)
    assert code == 1
    assert "not a whole proof" in printed


@pytest.mark.parametrize("content", ["", "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n"])
def test_a_key_file_that_is_no_key_gets_a_sentence(
    proof: dict[str, Any], run: Callable[..., tuple[int, str]], tmp_path: Path, content: str
) -> None:
    (tmp_path / "seal.pub").write_text(content)
    code, printed = run(proof, "--key", str(tmp_path / "seal.pub"))
    assert code == 2
    assert "cannot be read" in printed


def test_a_file_that_is_not_there_gets_a_sentence(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "nowhere.json")]) == 2
    assert "nowhere.json" in capsys.readouterr().err


def test_the_verifier_uses_nothing_of_jinlin() -> None:
    program = (
        "import sys, jinlin_verify; "
        "print(sorted({name.partition('.')[0] for name in sys.modules} & {'django', 'jinlin', 'psycopg'}))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
