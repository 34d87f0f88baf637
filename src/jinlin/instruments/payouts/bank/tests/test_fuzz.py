"""Whatever a file holds: answers, bad answers, or one sentence that refuses it. Never anything else."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jinlin.instruments.payouts.bank import csv_file
from jinlin.instruments.payouts.bank.answers import (
    Answer,
    BadAnswer,
    read_answers,
    read_camt,
    read_csv,
    read_pain002,
)
from jinlin.instruments.payouts.bank.profiles import profile_of
from jinlin.instruments.payouts.bank.simulator.inbox import read_file
from jinlin.instruments.payouts.bank.tests.making import members
from jinlin.instruments.payouts.bank.tests.test_camt import details, entry, notification
from jinlin.instruments.payouts.bank.tests.test_csv import HEADER
from jinlin.instruments.payouts.bank.tests.test_pain002 import report, transaction
from jinlin.lib.errors import Problem

GENERIC, SLIPS = profile_of("generic"), profile_of("deposit_slip")
WHOLE = [
    report(transaction(), transaction("P2", "RJCT", "BE01"), group="<GrpSts>PART</GrpSts>").encode(),
    notification(entry(details("P1", "0.40"), details("P2", "0.60"))).encode(),
    (HEADER + "P1,123.45,CNY,成功,,,R1,2026-11-25\n").encode("utf-8-sig"),
]
NASTY = [
    b"<",
    b">",
    b"&",
    b"\x00",
    b"\xff",
    b'"',
    b"'",
    b"\n",
    b",",
    b"&a;",
    b"<!--",
    b"]]>",
    b"-1",
    b"1e9",
    b"\xc0\x80",
]


def read_every_way(content: bytes) -> Iterator[object]:
    """Each reader once; a Problem is an answer too."""
    for read in (
        lambda stream: read_answers(stream, "f", members, GENERIC),
        lambda stream: read_answers(stream, "f", members),
        lambda stream: read_pain002(stream, "f", members),
        lambda stream: read_camt(stream, "f"),
        lambda stream: read_csv(stream, "f", SLIPS),
        lambda stream: csv_file.read_payments(stream, GENERIC),
        lambda stream: iter([read_file(stream, None)]),
    ):
        try:
            yield from read(io.BytesIO(content))
        except Problem as problem:
            problem.say.zh.encode()
            yield problem


@given(st.binary(max_size=300))
def test_any_bytes(content: bytes) -> None:
    assert list(read_every_way(content))


@settings(max_examples=150)
@given(st.sampled_from(WHOLE), st.data())
def test_whole_files_with_something_nasty_in_the_middle(whole: bytes, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(whole)))
    upto = data.draw(st.integers(at, min(len(whole), at + 40)))
    nasty = data.draw(st.sampled_from(NASTY) | st.binary(max_size=20))
    for one in read_every_way(whole[:at] + nasty + whole[upto:]):
        if isinstance(one, Answer | BadAnswer):
            said = one.end_to_end + one.text if isinstance(one, Answer) else one.say.zh
            assert "\x00" not in said
            said.encode()


@given(st.text(max_size=200))
def test_any_rows_under_a_good_header(rows: str) -> None:
    content = (HEADER + rows).encode("utf-8-sig", errors="surrogatepass")
    for one in read_csv(io.BytesIO(content), "f", GENERIC):
        assert isinstance(one, Answer | BadAnswer)


LAUGHS = "".join(
    f'<!ENTITY {name} "{f"&{before};" * 10}">' for before, name in zip("zabcdefgh", "abcdefghi", strict=True)
)


@pytest.mark.parametrize(
    "bomb",
    [
        f'<!DOCTYPE x [<!ENTITY z "ha">{LAUGHS}]>',
        '<!DOCTYPE x [<!ENTITY i SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd">',
    ],
    ids=["a billion laughs", "a file from outside", "a DTD from outside"],
)
@pytest.mark.parametrize("whole", WHOLE[:2], ids=["pain.002", "camt.054"])
def test_a_file_with_a_dtd_is_refused_before_anything_is_expanded(bomb: str, whole: bytes) -> None:
    text = whole.decode().replace("<Document", bomb + "<Document").replace("P1", "&i;")
    (problem,) = read_whole(text.encode())
    assert isinstance(problem, Problem)


def read_whole(content: bytes) -> list[object]:
    try:
        return list(read_answers(io.BytesIO(content), "f", members, GENERIC))
    except Problem as problem:
        return [problem]


@pytest.mark.parametrize("whole", WHOLE, ids=["pain.002", "camt.054", "csv"])
def test_a_field_of_ten_megabytes_is_one_bad_line(whole: bytes) -> None:
    found = read_whole(whole.replace(b"P1", b"P" * 10_000_001, 1))
    assert any(isinstance(one, BadAnswer) for one in found)
    assert max(len(one.say.zh) for one in found if isinstance(one, BadAnswer)) < 500


def test_elements_without_end_are_refused() -> None:
    deep = WHOLE[0].replace(b"<TxInfAndSts>", b"<a>" * 100_000, 1)
    assert isinstance(read_whole(deep)[-1], BadAnswer)


@pytest.mark.parametrize("encoding", ["utf-16", "gb18030", "utf-8-sig"])
def test_xml_in_another_encoding_is_read_if_it_says_so(encoding: str) -> None:
    name = encoding.removesuffix("-sig")
    text = WHOLE[1].decode().replace("UTF-8", name)
    assert isinstance(read_whole(text.encode(encoding))[0], Answer)


def test_xml_in_an_encoding_that_it_does_not_say_is_never_misread() -> None:
    text = report(transaction(reason="NARR"))
    assert not any(isinstance(one, Answer) for one in read_whole(text.encode("gb18030")))
